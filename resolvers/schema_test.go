package resolvers_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"backchannel/graph"
	"backchannel/resolvers"
)

func schema() *ast.Schema { return resolvers.Schema(nil).Schema() }

// ours reports whether a definition is of our own schema.
func ours(d *ast.Definition) bool { return !d.BuiltIn && !strings.HasPrefix(d.Name, "__") }

// An analyst finds in the schema what every part of it means.
func TestEverythingIsDescribed(t *testing.T) {
	described := func(what, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", what)
		}
	}
	for name, def := range schema().Types {
		if !ours(def) {
			continue
		}
		root := name == "Query" || name == "Subscription"
		if !root {
			described(name, def.Description)
		}
		for _, v := range def.EnumValues {
			described(name+"."+v.Name, v.Description)
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			described(name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				described(name+"."+f.Name+"("+a.Name+")", a.Description)
			}
			if root && len(f.Arguments) > 0 && f.Name != "person" && f.Name != "event" && f.Name != "loads" && !strings.Contains(f.Description, "Example:") {
				t.Errorf("%s.%s has no example", name, f.Name)
			}
		}
	}
}

// What would be deferred is sent by nobody, so the schema refuses to.
func TestNothingIsDeferred(t *testing.T) {
	_, errs := gqlparser.LoadQueryWithRules(schema(), `{ eventTypes { type ... @defer { description } } }`, nil)
	if len(errs) != 1 || !strings.Contains(errs[0].Message, "@defer") {
		t.Errorf("got %v", errs)
	}
}

// Enums have the values that the domain has, no more and no fewer.
func TestEnumsAreTheDomains(t *testing.T) {
	var types []string
	for _, info := range graph.EventTypes() {
		types = append(types, string(info.Type))
	}
	upper := func(values ...string) []string {
		for i, v := range values {
			values[i] = strings.ToUpper(v)
		}
		return values
	}
	for name, want := range map[string][]string{
		"EventType":     types,
		"EventStatus":   upper(string(graph.StatusActual), string(graph.StatusPlanned), string(graph.StatusPossible), string(graph.StatusNegated), string(graph.StatusDenied)),
		"Stance":        upper(string(graph.StanceReports), string(graph.StanceConfirms), string(graph.StanceDenies), string(graph.StanceAnnounces)),
		"Role":          upper(string(graph.RoleSource), string(graph.RoleTarget), string(graph.RoleParticipant), string(graph.RoleMediator)),
		"DatePrecision": upper(string(graph.PrecisionDay), string(graph.PrecisionMonth), string(graph.PrecisionYear), string(graph.PrecisionRange)),
		"EventOrder":    {string(graph.NewestFirst), string(graph.OldestFirst), string(graph.MostSourcesFirst)},
		"Bucket":        {string(graph.ByDay), string(graph.ByWeek), string(graph.ByMonth), string(graph.ByQuarter), string(graph.ByYear)},
	} {
		var got []string
		for _, v := range schema().Types[name].EnumValues {
			got = append(got, v.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// Descriptions of event types are those of the table.
func TestEventTypesAreDescribedByTheTable(t *testing.T) {
	for _, v := range schema().Types["EventType"].EnumValues {
		if want := graph.EventType(v.Name).Info().Description; v.Description != want {
			t.Errorf("%s: %q, want %q", v.Name, v.Description, want)
		}
	}
}

// The examples in descriptions are valid queries.
func TestExamplesAreValid(t *testing.T) {
	for _, root := range []string{"Query", "Subscription"} {
		for _, f := range schema().Types[root].Fields {
			_, example, found := strings.Cut(f.Description, "Example: ")
			if !found {
				continue
			}
			query := example
			if !strings.HasPrefix(query, "subscription") {
				query = "{ " + query + " }"
			}
			if err := valid(query); err != nil {
				t.Errorf("%s.%s: %v\n%s", root, f.Name, err, query)
			}
		}
	}
}
