// Package gazetteer is the reference pack: governments and their customs, bodies,
// offices, officials with dated terms, and the names they go by.
package gazetteer

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"backchannel/graph"
	"backchannel/loader/names"
)

//go:embed data/*.csv
var data embed.FS

// Entity is an actor of the pack.
type Entity struct {
	Actor  graph.Actor // without title and terms, which depend on the date
	Gender string      // of a person: "m", "f" or empty
	Terms  []Term      // by start, unknown starts first
}

// Office is a post that persons hold in turn.
type Office struct {
	ID     graph.ID
	Title  string
	Body   graph.ID
	Class  string // foreign_minister, head_of_state, …
	Single bool   // one holder at a time
	global bool   // of a body that belongs to no single state
}

// Term is the time of one holder in an office. Zero dates are unknown.
type Term struct {
	Person   graph.ID
	Office   *Office
	From, To graph.Date
	Seen     graph.Day // without an end: the last day it is known to have run, or zero
}

// On reports whether the term may cover a day: it has begun and is not known to
// have ended.
func (t Term) On(d graph.Day) bool {
	return (t.From.IsZero() || t.From.From <= d) && (t.To.IsZero() || d <= t.To.To)
}

// Pack is the reference pack in memory. It is safe for concurrent use.
type Pack struct {
	entities map[graph.ID]*Entity
	offices  map[graph.ID]*Office
	terms    map[*Office][]Term // by start
	byBody   map[graph.ID][]*Office
	surnames map[string][]*Entity
	sounds   map[string][]*Entity // persons by how their first and last names sound
	customs  map[custom]bool
	root     *node
	layer    int // folders read so far
}

// Default returns the pack that is part of the program.
func Default() (*Pack, error) { return Open() }

// Open returns the pack that is part of the program with the tables of further
// folders, which add to its rows and replace those of the same id, term or name.
func Open(dirs ...string) (*Pack, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("open pack: %w", err)
	}
	folders := []fs.FS{sub}
	for _, dir := range dirs {
		folder := os.DirFS(dir)
		if err := tables(folder); err != nil {
			return nil, fmt.Errorf("open pack: %s: %w", dir, err)
		}
		folders = append(folders, folder)
	}
	return Load(folders...)
}

// Load reads a pack from folders, later ones adding to and replacing rows of
// earlier ones. A row that refers to nothing is an error that wraps
// [graph.ErrInvalid] and tells where it stands.
func Load(folders ...fs.FS) (*Pack, error) {
	p := &Pack{
		entities: map[graph.ID]*Entity{}, offices: map[graph.ID]*Office{}, terms: map[*Office][]Term{},
		byBody: map[graph.ID][]*Office{}, surnames: map[string][]*Entity{}, sounds: map[string][]*Entity{}, customs: map[custom]bool{}, root: &node{},
	}
	for _, folder := range folders {
		p.layer++
		for _, kind := range kinds {
			files, err := fs.Glob(folder, kind.name+"*.csv")
			if err != nil {
				return nil, fmt.Errorf("list pack: %w", err)
			}
			for _, file := range files {
				if err := p.table(folder, kind, file); err != nil {
					return nil, err
				}
			}
		}
	}
	p.finish()
	return p, nil
}

// row reads one row of a table by its columns.
func (p *Pack) row(kind string, get func(string) string) error {
	id := graph.ID(get("id"))
	switch kind {
	case "governments":
		return p.entity(graph.Actor{ID: id, Kind: graph.KindGovernment, Name: get("name"), Country: get("iso3"), GovKind: get("kind"), Wikidata: get("wikidata")}, "")
	case "organizations":
		return p.entity(graph.Actor{ID: id, Kind: graph.KindOrganization, Name: get("name"), Country: get("country"), OrgKind: get("kind"), Government: graph.ID(get("government")), Wikidata: get("wikidata")}, "")
	case "persons":
		a := graph.Actor{ID: id, Kind: graph.KindOfficial, Name: get("name"), Country: get("country"), Wikidata: get("wikidata")}
		for f := range strings.SplitSeq(get("former_ids"), ";") {
			if f = strings.TrimSpace(f); f != "" {
				a.FormerIDs = append(a.FormerIDs, graph.ID(f))
			}
		}
		return p.entity(a, get("gender"))
	case "peoples":
		return p.entity(graph.Actor{ID: id, Kind: graph.KindPerson, Name: get("name"), Country: get("country")}, "")
	case "offices":
		return p.office(Office{ID: id, Title: get("title"), Body: graph.ID(get("body")), Class: get("class"), Single: get("single") == "true"})
	case "customs":
		return p.custom(get)
	case "terms":
		return p.term(get)
	case "seen":
		return p.seen(get)
	case "names":
		return p.name(get)
	case "roles":
		p.add(get("text"), Name{Kind: "role", Class: get("class"), Strong: true})
	case "phrases":
		p.add(get("text"), Name{Kind: "phrase", Strong: true})
	}
	return nil
}

// entity adds an actor, or replaces the one of its id.
func (p *Pack) entity(a graph.Actor, gender string) error {
	if kind, _ := a.ID.Kind(); kind != a.Kind || a.Name == "" {
		return fmt.Errorf("%q by the name of %q: want an id such as %s:ann-lee, and a name: %w", a.ID, a.Name, a.Kind, graph.ErrInvalid)
	}
	if old := p.entities[a.ID]; old != nil {
		old.Actor, old.Gender = a, cmp.Or(gender, old.Gender)
	} else {
		p.entities[a.ID] = &Entity{Actor: a, Gender: gender}
	}
	p.add(a.Name, Name{Entity: p.entities[a.ID], Kind: "name", Strong: true})
	return nil
}

// office adds a post, or replaces the one of its id.
func (p *Pack) office(o Office) error {
	if o.ID.Class() != "office" || p.entities[o.Body] == nil {
		return fmt.Errorf("%q at %q: want an id such as office:fin-foreign-minister, and a body or government that is known: %w", o.ID, o.Body, graph.ErrInvalid)
	}
	p.offices[o.ID] = &o
	return nil
}

// term adds a term, or gives a known one its end.
func (p *Pack) term(get func(string) string) error {
	office, person := p.offices[graph.ID(get("office"))], p.entities[graph.ID(get("person"))]
	if office == nil || person == nil {
		return fmt.Errorf("term of %q as %q: no such person or office: %w", get("person"), get("office"), graph.ErrInvalid)
	}
	from, to, err := period(get)
	if err != nil {
		return err
	}
	for i, t := range person.Terms {
		if t.Office == office && t.From == from {
			person.Terms[i].To = to
			return nil
		}
	}
	person.Terms = append(person.Terms, Term{Person: person.Actor.ID, Office: office, From: from, To: to})
	return nil
}

// seen notes the day on which a term without an end was known to run.
func (p *Pack) seen(get func(string) string) error {
	day, err := graph.ParseDay(get("seen"))
	if err != nil {
		return err
	}
	if person := p.entities[graph.ID(get("person"))]; person != nil {
		for i, t := range person.Terms {
			if t.Office.ID == graph.ID(get("office")) && t.To.IsZero() {
				person.Terms[i].Seen = day
				return nil
			}
		}
	}
	return fmt.Errorf("%q seen as %q: no such term without an end: %w", get("person"), get("office"), graph.ErrInvalid)
}

// aliasKinds are the kinds of names that an actor is also called by.
var aliasKinds = []string{"official", "short", "alias", "abbreviation", "former"}

// name adds a name of an entity.
func (p *Pack) name(get func(string) string) error {
	e := p.entities[graph.ID(get("entity"))]
	if e == nil {
		return fmt.Errorf("name of %q: no such entity: %w", get("entity"), graph.ErrInvalid)
	}
	from, to, err := period(get)
	if err != nil {
		return err
	}
	n := Name{Entity: e, Kind: get("kind"), Strong: get("strength") == "strong", From: from, To: to}
	text := get("text")
	p.add(text, n)
	if e.Actor.Kind == graph.KindOfficial && n.Kind == "alias" && !strings.Contains(text, " ") { // "Lula"
		word := strings.Join(names.Words(text), "")
		p.surnames[word] = append(p.surnames[word], e)
	}
	lead := e.Actor.Kind != graph.KindGovernment || n.Kind == "official" || n.Kind == "short" || n.Kind == "abbreviation"
	if lang := get("lang"); n.Strong && lead && (lang == "en" || e.Actor.Kind == graph.KindOfficial) && slices.Contains(aliasKinds, n.Kind) && text != e.Actor.Name {
		e.Actor.Aliases = append(e.Actor.Aliases, text)
	}
	return nil
}

// period reads the columns that bound a term or the use of a name.
func period(get func(string) string) (from, to graph.Date, err error) {
	if from, err = parseDate(get("from")); err != nil {
		return from, to, err
	}
	to, err = parseDate(get("to"))
	return from, to, err
}

// parseDate reads YYYY, YYYY-MM or YYYY-MM-DD; the empty text is the unknown date.
func parseDate(s string) (graph.Date, error) {
	if s == "" {
		return graph.Date{}, nil
	}
	layout := time.DateOnly[:min(len(s), len(time.DateOnly))]
	t, err := time.Parse(layout, s)
	switch {
	case err != nil:
	case len(layout) == len("2006"):
		return graph.InYear(t.Year()), nil
	case len(layout) == len("2006-01"):
		return graph.InMonth(t.Year(), t.Month()), nil
	case len(layout) == len(time.DateOnly):
		return graph.OnDay(graph.DayOf(t)), nil
	}
	return graph.Date{}, fmt.Errorf("date %q: %w: want YYYY, YYYY-MM or YYYY-MM-DD", s, graph.ErrInvalid)
}

// Entity returns the entity of that id, nil where the pack has none.
func (p *Pack) Entity(id graph.ID) *Entity { return p.entities[id] }

// Surname returns the persons who go by a last, or a leading, name.
func (p *Pack) Surname(name string) []*Entity {
	return p.surnames[strings.Join(names.Words(name), " ")]
}

// Sounding returns the persons whose first or last name sounds like a word,
// ordered by id.
func (p *Pack) Sounding(word string) []*Entity { return p.sounds[names.Sound(names.Fold(word))] }

// Holders returns who held the offices of a class at a body or government on a
// day, one a person, ordered by id. Of a single-holder office it is the one
// who started last.
func (p *Pack) Holders(body graph.ID, class string, on graph.Day) []*Entity {
	var out []*Entity
	for _, o := range p.byBody[body] {
		if o.Class != class {
			continue
		}
		var last *Term
		for i, t := range p.terms[o] {
			if !t.On(on) {
				continue
			}
			if o.Single {
				last = &p.terms[o][i]
				continue
			}
			out = append(out, p.entities[t.Person])
		}
		if last != nil {
			out = append(out, p.entities[last.Person])
		}
	}
	slices.SortFunc(out, func(a, b *Entity) int { return cmp.Compare(a.Actor.ID, b.Actor.ID) })
	return slices.Compact(out)
}

// On returns the actor as of a day: with the title then held and all terms. A
// zero day leaves the title out. Who then serves a body of no single state and no
// state beside it has no country.
func (e *Entity) On(d graph.Day) graph.Actor {
	a := e.Actor
	a.Offices = nil
	global, national := false, false
	for _, t := range e.Terms {
		id := "office:" + strings.TrimPrefix(string(a.ID), "official:") + "-" + strings.TrimPrefix(string(t.Office.ID), "office:")
		if !t.From.IsZero() {
			id += "-" + t.From.String()
		}
		a.Offices = append(a.Offices, graph.Office{ID: graph.ID(id), Title: t.Office.Title, Body: t.Office.Body, From: t.From, To: t.To, Seen: t.Seen})
		if d != 0 && t.On(d) {
			a.Title = t.Office.Title
			global, national = global || t.Office.global, national || !t.Office.global
		}
	}
	if global && !national {
		a.Country = ""
	}
	return a
}

// Actors returns every actor of the pack with all terms, ordered by id.
func (p *Pack) Actors() []graph.Actor {
	var out []graph.Actor
	for _, id := range slices.Sorted(maps.Keys(p.entities)) {
		out = append(out, p.entities[id].On(0))
	}
	return out
}
