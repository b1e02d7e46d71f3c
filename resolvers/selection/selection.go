// Package selection looks through what an operation selects.
package selection

import "github.com/vektah/gqlparser/v2/ast"

// Field returns the first field of a validated selection set that fits, with
// fragments spread out; nil where none does.
func Field(set ast.SelectionSet, fits func(*ast.Field) bool) *ast.Field {
	for _, selection := range set {
		var inner ast.SelectionSet
		switch x := selection.(type) {
		case *ast.Field:
			if fits(x) {
				return x
			}
			inner = x.SelectionSet
		case *ast.InlineFragment:
			inner = x.SelectionSet
		case *ast.FragmentSpread:
			inner = x.Definition.SelectionSet
		}
		if f := Field(inner, fits); f != nil {
			return f
		}
	}
	return nil
}

// Guarded reports whether a field is for clients of some role alone: it stands
// under @requires.
func Guarded(f *ast.Field) bool {
	return f.Definition != nil && f.Definition.Directives.ForName("requires") != nil
}
