package neo4jstore

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"backchannel/graph"
)

// tally counts the forms in which articles name an actor: all that each says of
// it, as JSON. An actor's node is a function of its tally, so that an article can
// be taken out again without a look at the others. The node keeps the forms, and
// apart from them, since it changes more often, how many articles use each; the
// articles' mentions keep the key of theirs.
type tally map[string]int

// keyLength is enough to tell the forms of one actor apart.
const keyLength = 12

func formKey(form string) string { return shortHash(form)[:keyLength] }

// formOf in Cypher is what a mention m says of the actor n; mentions of earlier
// builds hold it themselves.
const formOf = "coalesce(head([f IN n.forms WHERE f STARTS WITH m.form | substring(f, 13)]), m.form)"

// readTally reads a tally from the properties of an actor. It is not known
// where an earlier build kept it in another way.
func readTally(row map[string]any) (t tally, known bool) {
	t = tally{}
	forms, counts := textsOf(row["forms"]), listOf(row["counts"])
	for i, form := range forms {
		if i < len(counts) && len(form) > keyLength {
			t[form[keyLength+1:]] = int(intOf(counts[i]))
		}
	}
	return t, row["tally"] == nil
}

// props returns the tally as properties of an actor.
func (t tally) props() (forms []string, counts []int) {
	forms, counts = []string{}, []int{}
	for _, form := range slices.Sorted(maps.Keys(t)) {
		forms, counts = append(forms, formKey(form)+" "+form), append(counts, t[form])
	}
	return forms, counts
}

// String returns a line that equal tallies share.
func (t tally) String() string {
	var b strings.Builder
	for _, form := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintln(&b, t[form], form)
	}
	return b.String()
}

// count adds n times what one article says.
func (t tally) count(form string, n int) { tick(t, form, n) }

func tick(counts map[string]int, key string, n int) {
	if counts[key] += n; counts[key] <= 0 {
		delete(counts, key)
	}
}

// ranked returns keys by falling count, equal ones in order.
func ranked(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

// parts are the parts of forms, counted each by itself.
type parts struct {
	heads   map[string]int // the actor without names and terms, as JSON
	names   map[string]int
	offices map[string]int // terms, as JSON
}

// parts takes the forms apart. What was said under a former id gives names alone.
func (t tally) parts(id graph.ID) (parts, error) {
	p := parts{map[string]int{}, map[string]int{}, map[string]int{}}
	for form, n := range t {
		a, err := readForm(form)
		if err != nil {
			return p, fmt.Errorf("read form of %s: %w", id, err)
		}
		for _, name := range append(a.Aliases, a.Name) {
			p.names[name] += n
		}
		if a.ID != id {
			continue
		}
		for _, o := range a.Offices {
			p.offices[encode(o)] += n
		}
		a.Aliases, a.Offices = nil, nil
		p.heads[encode(a)] += n
	}
	return p, nil
}

func readForm(form string) (a graph.Actor, err error) {
	return a, json.Unmarshal([]byte(form), &a)
}

// actor sums the tally up: the most frequent form leads, names, terms and former
// ids add up.
func (t tally) actor(id graph.ID) (graph.Actor, error) {
	kind, _ := id.Kind()
	out := graph.Actor{ID: id, Kind: kind}
	p, err := t.parts(id)
	if err != nil {
		return out, err
	}
	for i, raw := range ranked(p.heads) {
		head, err := readForm(raw)
		if err != nil {
			return out, fmt.Errorf("read form of %s: %w", id, err)
		}
		if i == 0 {
			out = head
			continue
		}
		out.Government = cmp.Or(out.Government, head.Government)
		out.FormerIDs = append(out.FormerIDs, head.FormerIDs...)
	}
	slices.Sort(out.FormerIDs)
	out.FormerIDs = slices.Compact(out.FormerIDs)
	names := ranked(p.names)
	if out.Name == "" && len(names) > 0 {
		out.Name = names[0]
	}
	out.Aliases = slices.DeleteFunc(slices.Sorted(slices.Values(names)), func(s string) bool { return s == out.Name })
	out.Offices, err = terms(p.offices)
	return out, err
}

// terms returns the terms of an actor; of several versions of one the most frequent.
func terms(offices map[string]int) ([]graph.Office, error) {
	var out []graph.Office
	for _, raw := range ranked(offices) {
		var o graph.Office
		if err := json.Unmarshal([]byte(raw), &o); err != nil {
			return nil, fmt.Errorf("read term: %w", err)
		}
		if !slices.ContainsFunc(out, func(x graph.Office) bool { return x.ID == o.ID }) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(x, y graph.Office) int { return cmp.Compare(x.ID, y.ID) })
	return out, nil
}
