package graph

import (
	"slices"
	"strings"
)

// family is a set of event types that may tell of one happening, the most
// specific first.
type family []EventType

var (
	byPhone   = family{Phoned}
	inPerson  = family{Met, Visited}
	agreement = family{SignedAgreementWith, AgreedWith}
)

// familyOf returns the types that may tell of the same happening as t.
// TALKED_WITH belongs to none: it joins where one family fits.
func familyOf(t EventType) family {
	for _, f := range []family{byPhone, inPerson, agreement} {
		if slices.Contains(f, t) {
			return f
		}
	}
	return family{t}
}

// GroupKey returns what claims share that may tell of the same happening:
// type family and parties. Events are a function of the claims of one group.
func (c Claim) GroupKey() ID {
	name := string(familyOf(c.Type)[0])
	contact := c.Type == TalkedWith || c.Type == Phoned || c.Type == Met || c.Type == Visited
	if contact {
		name = "contact"
	}
	if contact || c.Type.Symmetric() {
		return HashID("group", name, joinIDs(union(c.Source, c.Target)))
	}
	return HashID("group", name, joinIDs(union(c.Source)), joinIDs(union(c.Target)))
}

// union returns the ids of all lists once each, in order.
func union(lists ...[]ID) []ID {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

func joinIDs(ids []ID) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(string(id))
		b.WriteByte(' ')
	}
	return b.String()
}
