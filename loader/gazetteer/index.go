package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"backchannel/graph"
	"backchannel/loader/names"
)

// finish sorts and indexes what was read.
func (p *Pack) finish() {
	for _, e := range p.entities {
		slices.SortStableFunc(e.Terms, func(a, b Term) int { return cmp.Compare(a.From.From, b.From.From) })
		slices.Sort(e.Actor.Aliases)
		e.Actor.Aliases = slices.Compact(e.Actor.Aliases)
		for _, t := range e.Terms {
			p.terms[t.Office] = append(p.terms[t.Office], t)
		}
		if e.Actor.Kind == graph.KindOfficial {
			p.indexPerson(e)
		}
	}
	p.claimProvisional()
	for _, index := range []map[string][]*Entity{p.surnames, p.sounds} {
		for key, list := range index {
			slices.SortFunc(list, func(a, b *Entity) int { return cmp.Compare(a.Actor.ID, b.Actor.ID) })
			index[key] = slices.Compact(list)
		}
	}
	for _, o := range p.offices {
		body := p.entities[o.Body]
		o.global = body != nil && body.Actor.Kind == graph.KindOrganization && body.Actor.Country == ""
		slices.SortFunc(p.terms[o], func(a, b Term) int {
			return cmp.Or(cmp.Compare(a.From.From, b.From.From), cmp.Compare(a.Person, b.Person))
		})
		p.byBody[o.Body] = append(p.byBody[o.Body], o)
		if body != nil && body.Actor.Government != "" {
			p.byBody[body.Actor.Government] = append(p.byBody[body.Actor.Government], o)
		}
	}
	for _, list := range p.byBody {
		slices.SortFunc(list, func(a, b *Office) int { return cmp.Compare(a.ID, b.ID) })
	}
}

// claimProvisional adds to the former ids of persons those that articles gave
// them before the pack knew them. What two persons may have been called by is
// nobody's.
func (p *Pack) claimProvisional() {
	claims := map[graph.ID][]*Entity{}
	for _, e := range p.entities {
		if e.Actor.Kind != graph.KindOfficial || e.Actor.Country == "" {
			continue
		}
		for _, name := range append([]string{e.Actor.Name}, e.Actor.Aliases...) {
			id := ProvisionalID(name, e.Actor.Country)
			if p.entities[id] == nil && strings.Contains(name, " ") && names.IsLatin(name) && !slices.Contains(claims[id], e) {
				claims[id] = append(claims[id], e)
			}
		}
	}
	for id, claimants := range claims {
		if len(claimants) == 1 && !slices.Contains(claimants[0].Actor.FormerIDs, id) {
			claimants[0].Actor.FormerIDs = append(claimants[0].Actor.FormerIDs, id)
		}
	}
	for _, e := range p.entities {
		slices.Sort(e.Actor.FormerIDs)
	}
}

// ProvisionalID is the id of an official whom the pack does not know, of the
// state served, if known, and the name, so that every loader gives the same.
func ProvisionalID(name, country string) graph.ID {
	id := names.Slug(name)
	if country != "" {
		id = strings.ToLower(country) + "-" + id
	}
	return graph.ID("official:" + id)
}

// indexPerson files a person under the first and the last word of every name:
// either may be the family's. Spellings of other scripts are filed by their sound.
func (p *Pack) indexPerson(e *Entity) {
	for _, name := range append([]string{e.Actor.Name}, e.Actor.Aliases...) {
		own := names.Words(names.Latin(name))
		if len(own) < 2 {
			continue
		}
		latin := names.IsLatin(name)
		for _, word := range []string{own[0], own[len(own)-1]} {
			if latin {
				p.surnames[word] = append(p.surnames[word], e)
			}
			sound := names.Sound(word)
			p.sounds[sound] = append(p.sounds[sound], e)
		}
	}
}
