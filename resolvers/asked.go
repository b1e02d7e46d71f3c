package resolvers

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"backchannel/graph"
)

// asked is what a client selects below a field.
type asked struct {
	op     *graphql.OperationContext
	fields []graphql.CollectedField
}

// asks returns the selection below the field that is being resolved.
func asks(ctx context.Context) asked {
	return asked{graphql.GetOperationContext(ctx), graphql.CollectFieldsCtx(ctx, nil)}
}

// below returns the selection below fields of a name, whatever their aliases;
// with several names, one below the other.
func (a asked) below(names ...string) asked {
	for _, name := range names {
		next := asked{op: a.op}
		for _, f := range a.fields {
			if f.Name == name {
				next.fields = append(next.fields, graphql.CollectFields(a.op, f.Selections, kindsOfNodes)...)
			}
		}
		a = next
	}
	return a
}

// kindsOfNodes are the types whose fragments count: all of them, since what a
// node will be is not known before it is read.
var kindsOfNodes = []string{"Node", "Actor", "Official", "Government", "Organization", "Person", "Event", "Claim", "Article"}

func (a asked) has(name string) bool {
	return slices.ContainsFunc(a.fields, func(f graphql.CollectedField) bool { return f.Name == name })
}

// named are the fields of actors for which their names and ids are enough: other
// reads answer the rest of them.
var named = []string{"id", "name", "__typename", "contacts", "counterparts", "offices", "officials", "government"}

// onlyNames reports whether no field is selected that needs more of an actor.
func (a asked) onlyNames() bool {
	return !slices.ContainsFunc(a.fields, func(f graphql.CollectedField) bool { return !slices.Contains(named, f.Name) })
}

// ofEvent returns what to read with the events that are selected by a.
func (a asked) ofEvent() graph.Want {
	texts := []string{}
	for _, f := range a.fields {
		texts = append(texts, f.Name)
	}
	return graph.Want{Parties: a.has("participants"), Names: a.below("participants", "actor").onlyNames(), Texts: texts}
}

// ofClaim returns what to read with the claims that are selected by a.
func (a asked) ofClaim() graph.Want {
	return graph.Want{Speakers: a.has("attributedTo"), Articles: a.has("article"), Names: a.below("attributedTo").onlyNames()}
}
