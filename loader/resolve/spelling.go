package resolve

import (
	"cmp"
	"slices"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
)

// likeness is a person of the pack whose name is spelled like a mention.
type likeness struct {
	*gazetteer.Entity
	name  string // the spelling that is nearest
	score float64
}

// alike returns the persons of the pack with a name that passes for the given
// one, the likest first.
func alike(pack *gazetteer.Pack, name string) []likeness {
	words := names.Words(names.Latin(name))
	if len(words) < 2 {
		return nil
	}
	parsed := names.Parse(name)
	var out []likeness
	seen := map[graph.ID]bool{}
	for _, word := range words {
		for _, e := range pack.Sounding(word) {
			if seen[e.Actor.ID] {
				continue
			}
			seen[e.Actor.ID] = true
			best := likeness{Entity: e}
			for _, own := range append([]string{e.Actor.Name}, e.Actor.Aliases...) {
				if s := parsed.Score(names.Parse(own)); s > best.score {
					best.name, best.score = own, s
				}
			}
			if best.score >= names.Threshold && parsed.Score(names.Parse(e.Actor.Name)) >= namesake {
				out = append(out, best)
			}
		}
	}
	slices.SortFunc(out, func(x, y likeness) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.Actor.ID, y.Actor.ID))
	})
	return out
}

// namesake is the score below which the usual name of a person has another
// family name, though a middle name is alike.
const namesake = 0.5

// sureSpelling is the score from which a name needs no context: another
// romanisation, a middle name more.
const sureSpelling = 0.93

// spelled finds the person of the pack whose name is spelled otherwise. What
// the article says of the bearer may not speak against it, and where the names
// differ by more than their spelling must speak for it.
func (a *reading) spelled(name string, r role) *gazetteer.Entity {
	var fit []likeness
	for _, l := range alike(a.pack, name) {
		if !contradicts(l.Entity, r) && (a.sure(l, name) || a.supports(l.Entity, r)) {
			fit = append(fit, l)
		}
	}
	if len(fit) > 1 {
		if in := slices.DeleteFunc(slices.Clone(fit), func(l likeness) bool { return !a.inOffice(l.Entity) }); len(in) > 0 {
			fit = in
		}
	}
	if len(fit) == 1 || len(fit) > 1 && fit[0].score-fit[1].score >= 0.05 {
		return fit[0].Entity
	}
	return nil
}

// sure reports whether a spelling needs no office beside it. An initial fits
// many: its bearer must hold an office in a state that the article names.
func (a *reading) sure(l likeness, name string) bool {
	if names.Parse(name).Abbreviated() && !names.Parse(l.name).Abbreviated() {
		return l.score >= names.Threshold && a.inOffice(l.Entity) && a.spokenOf(l.Actor.Country)
	}
	return l.score >= sureSpelling && a.timely(l.Entity)
}

// contradicts reports whether the office beside a name is of another state.
func contradicts(e *gazetteer.Entity, r role) bool {
	return r.state != nil && r.state.Country != "" && e.Actor.Country != "" && r.state.Country != e.Actor.Country
}

// supports reports whether the office beside a name is one that the person held.
func (a *reading) supports(e *gazetteer.Entity, r role) bool {
	return slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool {
		return sameClass(t.Office.Class, r.class) && (r.state != nil || t.On(a.on))
	})
}

// longAgo is the time after which a namesake is likelier than a former official.
const longAgo = 40 * 365

// timely reports whether the person may be in the news when the article appeared.
func (a *reading) timely(e *gazetteer.Entity) bool {
	return a.on == 0 || len(e.Terms) == 0 || slices.ContainsFunc(e.Terms, func(t gazetteer.Term) bool {
		return t.To.IsZero() || a.on-t.To.To < longAgo
	})
}
