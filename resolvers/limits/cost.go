package limits

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// listLength is how long a list is taken to be that no argument bounds.
const listLength = 5

// meter adds up what a validated operation may return: each field counts one,
// times the lengths of the lists around it.
type meter struct {
	limits    Limits
	schema    *ast.Schema
	variables map[string]any
	err       *gqlerror.Error
}

func (m *meter) selections(set ast.SelectionSet) int {
	cost := 0
	for _, selection := range set {
		switch x := selection.(type) {
		case *ast.Field:
			cost += m.field(x)
		case *ast.InlineFragment:
			cost += m.selections(x.SelectionSet)
		case *ast.FragmentSpread:
			cost += m.selections(x.Definition.SelectionSet)
		}
		cost = min(cost, 1<<40)
	}
	return cost
}

func (m *meter) field(f *ast.Field) int {
	if f.Definition == nil { // __typename
		return 1
	}
	inner := 1
	if len(f.SelectionSet) > 0 {
		inner += m.selections(f.SelectionSet)
	}
	return min(m.length(f)*inner, 1<<40)
}

// length returns how many entries a field may have, and checks the arguments
// that say so. A connection has as many as its page; its edges add nothing.
func (m *meter) length(f *ast.Field) int {
	args := f.ArgumentMap(m.variables)
	if hops, ok := number(args["maxHops"]); ok && (hops < 1 || hops > m.limits.Hops) {
		m.refuse(f, "maxHops is %d; it can be 1 to %d", hops, m.limits.Hops)
	}
	for _, name := range []string{"first", "limit"} {
		if n, ok := number(args[name]); ok {
			if n < 0 || n > m.limits.First {
				m.refuse(f, "%s is %d; it can be at most %d", name, n, m.limits.First)
			}
			return max(n, 1)
		}
	}
	if ids, ok := args["ids"].([]any); ok {
		if len(ids) > m.limits.First {
			m.refuse(f, "%d ids are asked for; at most %d can be", len(ids), m.limits.First)
		}
		return max(len(ids), 1)
	}
	if f.Definition.Type.Elem == nil || m.paged(f.ObjectDefinition) || m.scalar(f.Definition.Type) {
		return 1
	}
	return listLength
}

// paged reports whether the lists of a type are bounded by the argument of the
// field that returned it.
func (m *meter) paged(parent *ast.Definition) bool {
	return parent != nil && parent.Fields.ForName("pageInfo") != nil
}

// scalar reports whether a list holds no objects: one such list is one value.
func (m *meter) scalar(t *ast.Type) bool {
	def := m.schema.Types[t.Name()]
	return def == nil || !def.IsCompositeType()
}

func (m *meter) refuse(f *ast.Field, format string, args ...any) {
	if m.err == nil {
		m.err = refuse(f.Position, format, args...)
		m.err.Extensions["code"] = "BAD_USER_INPUT"
	}
}

// number reads an argument, which came as a literal, a default or a variable.
func number(v any) (int, bool) {
	switch n := v.(type) {
	case int64:
		return int(n), true
	case int:
		return n, true
	case interface{ Int64() (int64, error) }: // json.Number
		i, err := n.Int64()
		return int(i), err == nil
	case string:
		i, err := strconv.Atoi(n)
		return i, err == nil
	}
	return 0, false
}
