package graph

import (
	"cmp"
	"slices"
)

// sides are the parties of a claim, each side once and in order.
type sides struct{ source, target []ID }

// sidesOf returns the sides of a claim of an event of type t; of symmetric types
// the smaller comes first.
func sidesOf(c Claim, t EventType) sides {
	s := sides{union(c.Source), union(c.Target)}
	if t.Symmetric() && t != Phoned && len(s.target) > 0 && slices.Compare(s.target, s.source) < 0 {
		s.source, s.target = s.target, s.source
	}
	return s
}

func (s sides) size() int { return len(s.source) + len(s.target) }

// told reports whether the sides are known.
func (s sides) told() bool { return len(s.source) > 0 && len(s.target) > 0 }

func (s sides) compare(o sides) int {
	return cmp.Or(slices.Compare(s.source, o.source), slices.Compare(s.target, o.target))
}

// participants gives every party its role: source and target where the sides
// are known, participant where they are not. The fullest account of the event's
// own type leads, of several the most frequent; others add whom it leaves out.
func participants(t EventType, claims []Claim) []Participant {
	roles := map[ID]Role{}
	lead := leading(t, claims)
	if lead.told() {
		assign(roles, lead.source, RoleSource)
		assign(roles, lead.target, RoleTarget)
	}
	for _, c := range claims { // ordered by id
		s := sides{union(c.Source), union(c.Target)}
		for _, id := range union(s.source, s.target) {
			if _, known := roles[id]; !known {
				roles[id] = s.roleOf(id, lead, t)
			}
		}
	}
	var out []Participant
	for id, role := range roles {
		out = append(out, Participant{id, role})
	}
	for _, c := range claims {
		for _, id := range c.Mediators {
			if p := (Participant{id, RoleMediator}); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b Participant) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Actor, b.Actor)) })
	return out
}

func assign(roles map[ID]Role, ids []ID, role Role) {
	for _, id := range ids {
		roles[id] = role
	}
}

// roleOf returns the role of a party that the leading account leaves out: on the
// side of those it stands with. What is directed has sides even where one is empty.
func (s sides) roleOf(id ID, lead sides, t EventType) Role {
	with, against := s.source, s.target
	if slices.Contains(s.target, id) {
		with, against = against, with
	}
	directed := !t.Symmetric() && t != Phoned // of a call with sides told there is a lead
	switch {
	case directed && !lead.told() && slices.Contains(s.source, id):
		return RoleSource
	case directed && !lead.told():
		return RoleTarget
	case !lead.told() || !s.told():
		return RoleParticipant
	case common(with, lead.source) > 0 || common(against, lead.target) > 0:
		return RoleSource
	case common(with, lead.target) > 0 || common(against, lead.source) > 0:
		return RoleTarget
	}
	return RoleParticipant
}

// leading returns the sides of the fullest account of the type, of several the
// most frequent; no sides where none tells them.
func leading(t EventType, claims []Claim) sides {
	type vote struct {
		sides
		count int
	}
	var votes []vote
	for _, c := range claims {
		s := sidesOf(c, t)
		if c.Type != t || !s.told() || t == Phoned && c.CallerUnstated {
			continue
		}
		i := slices.IndexFunc(votes, func(v vote) bool { return v.compare(s) == 0 })
		if i < 0 {
			i, votes = len(votes), append(votes, vote{sides: s})
		}
		votes[i].count++
	}
	if len(votes) == 0 {
		return sides{}
	}
	return slices.MinFunc(votes, func(a, b vote) int {
		return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(b.count, a.count), a.compare(b.sides))
	}).sides
}
