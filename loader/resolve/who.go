package resolve

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
)

// Candidate is an actor that a mention may mean, and why.
type Candidate struct {
	ID          graph.ID        `json:"id"`
	Name        string          `json:"name"`
	Kind        graph.ActorKind `json:"kind"`
	Country     string          `json:"country,omitempty"`
	Title       string          `json:"title,omitempty"` // the office held on the day
	Provisional bool            `json:"provisional,omitempty"`
	Score       float64         `json:"score"` // from 0 to 1
	Reasons     []string        `json:"reasons"`
}

// Answer is whom a mention may mean.
type Answer struct {
	Mention string `json:"mention"`
	Date    string `json:"date"`
	// Resolved is the candidate the mention is taken for; nil where none is sure
	// enough or the next is too near.
	Resolved   *graph.ID   `json:"resolved"`
	Candidates []Candidate `json:"candidates"` // the likeliest first
}

// maxCandidates is the number of candidates of an answer.
const maxCandidates = 10

// Ask answers whom a mention means on a day; see [Resolver.Who].
func (r *Resolver) Ask(mention string, on graph.Day, context string) Answer {
	list := r.Who(mention, on, context)
	a := Answer{Mention: mention, Date: on.String(), Candidates: list[:min(len(list), maxCandidates)]}
	if c := Resolved(list); c != nil {
		a.Resolved = &c.ID
	}
	return a
}

// Write prints the answer for people.
func (a Answer) Write(w io.Writer) error {
	verdict := "nobody known"
	switch {
	case a.Resolved != nil:
		verdict = fmt.Sprintf("%s (%s)", a.Candidates[0].Name, *a.Resolved)
	case len(a.Candidates) > 0:
		verdict = "left open"
	}
	_, err := fmt.Fprintf(w, "%s, %s: %s\n", a.Mention, a.Date, verdict)
	for _, c := range a.Candidates {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %.2f  %s  %s  %s\n", c.Score, c.ID, strings.Trim(c.Name+", "+c.Title, ", "), strings.Join(c.Reasons, "; "))
		}
	}
	return err
}

// What each kind of evidence is worth.
const (
	byName     = 0.9  // a name that needs no context
	byWeakName = 0.5  // a name that needs some
	byOldName  = 0.3  // a name out of use on the day
	byOffice   = 0.9  // the office held on the day, with whom it serves
	byRole     = 0.5  // the office alone
	bySurname  = 0.3  // never enough by itself
	inOffice   = 0.05 // any office on the day
	inContext  = 0.15 // the context speaks of the state, the office or the person
	certain    = 0.75 // from here a candidate well ahead is the answer
	ahead      = 0.1
)

// Resolved returns the candidate that a mention means; nil where none is sure
// enough or the next is too near.
func Resolved(candidates []Candidate) *Candidate {
	if len(candidates) == 0 || candidates[0].Score < certain || len(candidates) > 1 && candidates[0].Score-candidates[1].Score < ahead {
		return nil
	}
	return &candidates[0]
}

// Who returns whom a mention by itself may mean on a day, the likeliest first:
// by name, by office, by both, by spelling, by surname. The context is text
// around it, or empty.
func (r *Resolver) Who(mention string, on graph.Day, context string) []Candidate {
	q := &inquiry{Resolver: r, on: on, context: context, found: map[graph.ID]*Candidate{}, near: map[graph.ID]string{}}
	q.readContext()
	rest := q.readOffice(mention)
	q.byName(mention)
	if q.name = strings.TrimSpace(rest); q.name != "" {
		q.bySpelling()
		q.bySurname()
	}
	if q.role != nil {
		q.byOffice()
	}
	return q.ranked()
}

// inquiry gathers the evidence for one mention.
type inquiry struct {
	*Resolver
	on      graph.Day
	context string
	near    map[graph.ID]string // what the context names, and how
	classes []string            // of offices that it speaks of
	role    *gazetteer.Name     // the office in the mention
	title   string              // as written
	state   *gazetteer.Entity   // whom it serves
	name    string              // what is left of the mention
	found   map[graph.ID]*Candidate
}

// readContext notes whom the context names beyond doubt.
func (q *inquiry) readContext() {
	for _, m := range q.pack.Scan(q.context) {
		for _, n := range m.Names {
			if n.Kind == "role" {
				q.classes = append(q.classes, n.Class)
			} else if n.Entity != nil && n.Strong && n.On(q.on) {
				q.near[n.Entity.Actor.ID] = q.context[m.Start:m.End]
			}
		}
	}
}

// readOffice takes an office and the state it serves out of a mention and
// returns what is left: "Lavrov" of "Russia's Foreign Minister Lavrov".
func (q *inquiry) readOffice(mention string) string {
	var rest strings.Builder
	last := 0
	matches := q.pack.Scan(mention)
	if !slices.ContainsFunc(matches, func(m gazetteer.Match) bool { return m.Names[0].Kind == "role" }) {
		return mention
	}
	for _, m := range matches {
		n := m.Names[0]
		switch {
		case n.Kind == "role" && q.role == nil:
			q.role, q.title = &n, mention[m.Start:m.End]
		case n.Entity != nil && n.Entity.Actor.Kind != graph.KindOfficial && q.state == nil:
			q.state = n.Entity
		default:
			continue
		}
		rest.WriteString(mention[last:m.Start] + " ")
		last = m.End
	}
	rest.WriteString(mention[last:])
	words := strings.FieldsFunc(rest.String(), func(r rune) bool { return strings.ContainsRune(" ,[]()\"", r) })
	words = slices.DeleteFunc(words, func(w string) bool {
		return slices.Contains([]string{"the", "of", "for", "'s", "’s", "'", "’"}, strings.ToLower(w))
	})
	return strings.Join(words, " ")
}

// byName adds the entities that go by exactly that name.
func (q *inquiry) byName(mention string) {
	for _, n := range q.pack.Named(mention) {
		switch {
		case n.Entity == nil:
		case !n.On(q.on):
			q.add(n.Entity, byOldName, fmt.Sprintf("%q was a name of it, not on that day", mention))
		case n.Strong:
			q.add(n.Entity, byName, fmt.Sprintf("%q: %s", mention, n.Kind))
		default:
			q.add(n.Entity, byWeakName, fmt.Sprintf("%q: %s that needs context", mention, n.Kind))
		}
	}
}

// bySpelling adds the persons whose names are spelled like what is left.
func (q *inquiry) bySpelling() {
	for _, l := range alike(q.pack, q.name) {
		if names.Slug(l.name) != names.Slug(q.name) || q.role != nil {
			q.add(l.Entity, byName*l.score, fmt.Sprintf("spelled like %q (%.2f)", l.name, l.score))
		}
	}
}

// bySurname adds who goes by a bare surname.
func (q *inquiry) bySurname() {
	if !names.Parse(q.name).Single() {
		return
	}
	words := names.Words(q.name)
	if len(words) == 0 {
		return
	}
	bearers := q.pack.Surname(words[len(words)-1])
	for _, e := range bearers {
		q.add(e, bySurname, "the surname alone")
	}
	if len(bearers) == 0 {
		for _, e := range q.pack.Sounding(words[len(words)-1]) {
			q.add(e, bySurname-inOffice, "a name that sounds like it")
		}
	}
}

// byOffice confirms who was named beside the office in the mention, or adds who
// held it on the day.
func (q *inquiry) byOffice() {
	for _, c := range q.found { // name and office
		if e := q.pack.Entity(c.ID); q.held(e) && (q.state == nil || !contradicts(e, role{state: &q.state.Actor})) {
			q.add(e, byOffice, q.term(e, q.role.Class))
		}
	}
	if q.name != "" {
		if len(q.found) == 0 && !names.Parse(q.name).Single() {
			q.newcomer()
		}
		return
	}
	score := byOffice
	if q.state == nil {
		score = byRole
	}
	for _, e := range q.holders() {
		q.add(e, score, q.term(e, q.role.Class))
	}
}

// held reports whether a person held the office in the mention on the day.
func (q *inquiry) held(e *gazetteer.Entity) bool {
	return slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool { return t.On(q.on) && sameClass(t.Office.Class, q.role.Class) })
}

// holders returns who held the office on the day: of the state in the mention,
// else of those in the context.
func (q *inquiry) holders() []*gazetteer.Entity {
	bodies := []graph.ID{}
	if q.state != nil {
		bodies = append(bodies, q.state.Actor.ID)
	} else {
		for id := range q.near {
			bodies = append(bodies, id)
		}
		slices.Sort(bodies)
	}
	var out []*gazetteer.Entity
	for _, body := range bodies {
		for _, class := range meanings(q.role.Class) {
			if list := q.pack.Holders(body, class, q.on); len(list) > 0 {
				out = append(out, list...)
				break
			}
		}
	}
	return out
}

// newcomer adds a person that the pack does not know, as an article would.
func (q *inquiry) newcomer() {
	r := role{class: q.role.Class, text: q.title}
	if q.state != nil {
		r.state = &q.state.Actor
	}
	actor := provisional(q.name, r)
	q.found[actor.ID] = &Candidate{ID: actor.ID, Name: actor.Name, Kind: actor.Kind, Country: actor.Country, Title: actor.Title, Provisional: actor.Provisional,
		Score: byName, Reasons: []string{"nobody of that name is known; the words give the office"}}
}

// add counts evidence for an entity: the best of each kind, and a little for
// every further one.
func (q *inquiry) add(e *gazetteer.Entity, score float64, reason string) {
	c := q.found[e.Actor.ID]
	if c == nil {
		on := e.On(q.on)
		c = &Candidate{ID: on.ID, Name: on.Name, Kind: on.Kind, Country: on.Country, Title: on.Title}
		q.found[on.ID] = c
	}
	if slices.Contains(c.Reasons, reason) {
		return
	}
	if c.Score > 0 {
		score = max(score, c.Score) + inOffice
	}
	c.Score = score
	c.Reasons = append(c.Reasons, reason)
}

// ranked adds what day and context say, and orders.
func (q *inquiry) ranked() []Candidate {
	out := []Candidate{}
	for id, c := range q.found {
		if e := q.pack.Entity(id); e != nil {
			q.weigh(c, e)
		}
		c.Score = min(1, float64(int(c.Score*100+0.5))/100)
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Candidate) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	return out
}

func (q *inquiry) weigh(c *Candidate, e *gazetteer.Entity) {
	if c.Kind == graph.KindOfficial && c.Title != "" {
		c.Score += inOffice
		if !slices.ContainsFunc(c.Reasons, func(r string) bool { return strings.HasPrefix(r, c.Title+",") }) {
			c.Reasons = append(c.Reasons, q.term(e, ""))
		}
	}
	if text, ok := q.near[c.ID]; ok {
		c.Score += byName - bySurname
		c.Reasons = append(c.Reasons, fmt.Sprintf("the context has %q", text))
	}
	state := q.stateOf(c)
	office := slices.IndexFunc(e.Terms, func(t gazetteer.Term) bool { return t.On(q.on) && slices.Contains(q.classes, t.Office.Class) })
	if state != "" {
		c.Score += inContext
		c.Reasons = append(c.Reasons, fmt.Sprintf("the context has %q", state))
	}
	if office >= 0 {
		c.Score += inContext
		c.Reasons = append(c.Reasons, "the context speaks of the office "+e.Terms[office].Office.Title)
	}
	if state != "" && office >= 0 {
		c.Score += inContext
	}
}

// stateOf returns how the context names the state of a person or body.
func (q *inquiry) stateOf(c *Candidate) string {
	if c.Kind == graph.KindGovernment || c.Country == "" {
		return ""
	}
	for _, id := range slices.Sorted(maps.Keys(q.near)) {
		if state := q.pack.Entity(id).Actor; state.Kind == graph.KindGovernment && state.Country == c.Country {
			return q.near[id]
		}
	}
	return ""
}

// term tells of an office of that class, or any, that was held on the day.
func (q *inquiry) term(e *gazetteer.Entity, class string) string {
	for _, t := range e.Terms {
		if t.On(q.on) && (class == "" || sameClass(t.Office.Class, class)) {
			body := string(t.Office.Body)
			if b := q.pack.Entity(t.Office.Body); b != nil {
				body = b.Actor.Name
			}
			since := ""
			if !t.From.IsZero() {
				since = " since " + t.From.String()
			}
			return fmt.Sprintf("%s, %s%s", t.Office.Title, body, since)
		}
	}
	return "in office"
}

// meanings returns the classes of office that a word may mean, the nearest
// first: "the president" of a state is whoever leads it.
func meanings(class string) []string {
	if class == "head_of_state" {
		return []string{"head_of_state", "head_of_government"}
	}
	return []string{class}
}
