package gazetteer

import (
	"fmt"
	"slices"

	"backchannel/graph"
)

// What holds in some states and not in others.
const (
	FamilyNameFirst       = "family name first"        // of its people's names
	CeremonialHeadOfState = "ceremonial head of state" // the head of government governs
)

// custom is what holds in the state of a country code.
type custom struct{ country, what string }

// custom notes what holds in a state.
func (p *Pack) custom(get func(string) string) error {
	state, what := p.entities[graph.ID(get("government"))], get("custom")
	if state == nil || state.Actor.Country == "" {
		return fmt.Errorf("custom of %q: no such state: %w", get("government"), graph.ErrInvalid)
	}
	if known := []string{FamilyNameFirst, CeremonialHeadOfState}; !slices.Contains(known, what) {
		return fmt.Errorf("custom %q: %w: want one of %q", what, graph.ErrInvalid, known)
	}
	p.customs[custom{state.Actor.Country, what}] = true
	return nil
}

// Custom reports whether something, such as [FamilyNameFirst], holds in the state
// of a country code.
func (p *Pack) Custom(country, what string) bool { return p.customs[custom{country, what}] }
