package limits

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// shape is what a selection set amounts to with its fragments spread out.
type shape struct{ depth, fields, aliases int }

func (s *shape) add(t shape) {
	s.depth = max(s.depth, t.depth)
	s.fields += t.fields
	s.aliases += t.aliases
}

// surveyor measures an unvalidated document. Each fragment is measured once, so
// the time is linear in the document, however often fragments spread each other.
type surveyor struct {
	limits    Limits
	doc       *ast.QueryDocument
	fragments map[string]*shape // nil while being measured
	err       *gqlerror.Error
}

// shape checks depth, fields, aliases, repetitions and directives.
func (l Limits) shape(doc *ast.QueryDocument) *gqlerror.Error {
	s := &surveyor{limits: l, doc: doc, fragments: map[string]*shape{}}
	for _, f := range doc.Fragments { // those that nothing spreads cost validation time too
		s.fragment(f.Name, f.Position)
	}
	var total shape
	for _, op := range doc.Operations {
		s.directives(op.Directives, op.Position)
		total.add(s.set(op.SelectionSet))
	}
	if s.err != nil {
		return s.err
	}
	at := &ast.Position{}
	if len(doc.Operations) > 0 {
		at = doc.Operations[0].Position
	}
	switch {
	case total.depth > l.Depth:
		return refuse(at, "the document nests %d levels deep, more than the %d allowed", total.depth, l.Depth)
	case total.fields > l.Fields:
		return refuse(at, "the document selects %d fields, more than the %d allowed", total.fields, l.Fields)
	case total.aliases > l.Aliases:
		return refuse(at, "the document has %d aliases, more than the %d allowed", total.aliases, l.Aliases)
	}
	return nil
}

func (s *surveyor) set(selections ast.SelectionSet) shape {
	var total shape
	names := make(map[string]int, len(selections))
	for _, selection := range selections {
		if s.err != nil {
			return total
		}
		switch x := selection.(type) {
		case *ast.Field:
			s.directives(x.Directives, x.Position)
			s.once(names, x.Alias, x.Position)
			total.add(s.field(x))
		case *ast.InlineFragment:
			s.directives(x.Directives, x.Position)
			s.once(names, "... on "+x.TypeCondition, x.Position)
			total.add(s.set(x.SelectionSet))
		case *ast.FragmentSpread:
			s.directives(x.Directives, x.Position)
			s.once(names, "..."+x.Name, x.Position)
			total.add(s.fragment(x.Name, x.Position))
		}
		total.fields = min(total.fields, 1<<30) // fragments that double each other
		total.aliases = min(total.aliases, 1<<30)
	}
	return total
}

func (s *surveyor) field(f *ast.Field) shape {
	inner := s.set(f.SelectionSet)
	inner.depth++
	inner.fields++
	if f.Alias != f.Name {
		inner.aliases++
	}
	return inner
}

// fragment measures a fragment. One that spreads itself is refused here:
// validation would refuse it too, but only after walking it.
func (s *surveyor) fragment(name string, at *ast.Position) shape {
	known, begun := s.fragments[name]
	if known != nil {
		return *known
	}
	if begun {
		s.fail(at, "the fragment %s spreads itself", name)
		return shape{}
	}
	f := s.doc.Fragments.ForName(name)
	if f == nil {
		return shape{} // validation says so better
	}
	s.fragments[name] = nil
	s.directives(f.Directives, f.Position)
	measured := s.set(f.SelectionSet)
	s.fragments[name] = &measured
	return measured
}

func (s *surveyor) once(names map[string]int, name string, at *ast.Position) {
	names[name]++
	if names[name] > s.limits.Repeats {
		s.fail(at, "%s is selected more than %d times in one place", name, s.limits.Repeats)
	}
}

func (s *surveyor) directives(list ast.DirectiveList, at *ast.Position) {
	if len(list) > s.limits.Directives {
		s.fail(at, "more than %d directives in one place", s.limits.Directives)
	}
}

func (s *surveyor) fail(at *ast.Position, format string, args ...any) {
	if s.err == nil {
		s.err = refuse(at, format, args...)
	}
}
