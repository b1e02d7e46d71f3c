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
	vague     = family{TalkedWith}
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

func (f family) is(other family) bool { return f[0] == other[0] }

// contact reports whether the family is of those that TALKED_WITH may join.
func (f family) contact() bool { return f.is(vague) || f.is(byPhone) || f.is(inPerson) }

// class names the families that may meet in one event.
func (f family) class() string {
	if f.contact() {
		return "contact"
	}
	return string(f[0])
}

// mutual reports whether the sides of the claim do not matter for whether it
// tells of the same happening as another.
func (c Claim) mutual() bool { return familyOf(c.Type).contact() || c.Type.Symmetric() }

// GroupKey returns what claims share that may tell of the same happening
// whatever their dates: type family and parties. Sides count in directed types.
func (c Claim) GroupKey() ID {
	class := familyOf(c.Type).class()
	if c.mutual() {
		return HashID("group", class, joinIDs(union(c.Source, c.Target)))
	}
	return HashID("group", class, joinIDs(union(c.Source)), joinIDs(union(c.Target)))
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
