package graph

import (
	"cmp"
	"slices"
)

// components splits claims into sets that do not reach each other.
func components(claims []Claim) [][]Claim {
	u := newUnion(len(claims))
	reaches := make([]Reach, len(claims))
	for i, c := range claims {
		reaches[i] = c.Reach()
	}
	u.joinGroups(reaches)
	u.joinMeetings(reaches)
	sets := map[int][]Claim{}
	for i, c := range claims {
		root := u.root(i)
		sets[root] = append(sets[root], c)
	}
	out := make([][]Claim, 0, len(sets))
	for _, set := range sets {
		out = append(out, set)
	}
	return out
}

// disjoint is a forest of sets of indexes.
type disjoint []int

func newUnion(n int) disjoint {
	d := make(disjoint, n)
	for i := range d {
		d[i] = i
	}
	return d
}

func (d disjoint) root(i int) int {
	for d[i] != i {
		d[i] = d[d[i]]
		i = d[i]
	}
	return i
}

func (d disjoint) join(i, j int) { d[d.root(i)] = d.root(j) }

// joinGroups joins claims of one group whose days overlap.
func (d disjoint) joinGroups(reaches []Reach) {
	order := make([]int, len(reaches))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(reaches[i].Group, reaches[j].Group), cmp.Compare(reaches[i].From, reaches[j].From))
	})
	last := -1 // of the group, the claim that reaches furthest so far
	for _, i := range order {
		r := reaches[i]
		if last >= 0 && reaches[last].Meets(r) {
			d.join(i, last)
		}
		if last < 0 || reaches[last].Group != r.Group || r.To > reaches[last].To {
			last = i
		}
	}
}

// joinMeetings joins meetings of a day with the crowds that hold their parties.
func (d disjoint) joinMeetings(reaches []Reach) {
	crowds := map[Day][]int{}
	for i, r := range reaches {
		if r.Crowd() {
			crowds[r.From] = append(crowds[r.From], i)
		}
	}
	if len(crowds) == 0 {
		return
	}
	for i, r := range reaches {
		if r.Meeting == "" {
			continue
		}
		for day := r.From - Nightfall; day <= r.To; day++ {
			for _, j := range crowds[day] {
				if r.Meets(reaches[j]) {
					d.join(i, j)
				}
			}
		}
	}
}
