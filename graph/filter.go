package graph

import (
	"fmt"
	"slices"
	"time"
)

// EventFilter says which events a reader wants. The zero value wants all of
// them; every field that is set narrows further, and an empty list is not set.
type EventFilter struct {
	Types        []EventType
	Plover       []string // PLOVER types, e.g. CONSULT
	Participants []ID     // all of them took part
	Between      *Pair    // the two dealt with each other, on different sides where sides are known
	Countries    []string // at least one participant is of one of them; ISO 3166 alpha-3
	DateFrom     *Day     // the event's date overlaps the window; a window leaves undated events out
	DateTo       *Day
	Status       []Status // none means any
	MinSources   int
	Publishers   []string // at least one claim is published by one of them
	// KnownAt shows what the claims published by then give; nil means all claims.
	KnownAt *time.Time
	Text    string // every word occurs in one claim's quote, topic, outcome or place
}

// Pair names two actors.
type Pair struct{ A, B ID }

// Validate reports what no event could match, or what is not a value of its
// kind. Errors wrap ErrInvalid.
func (f EventFilter) Validate() error {
	for _, t := range f.Types {
		if !t.Valid() {
			return fmt.Errorf("types: %q is no event type: %w", t, ErrInvalid)
		}
	}
	for _, p := range f.Plover {
		if !slices.ContainsFunc(eventTypes, func(i EventTypeInfo) bool { return i.PLOVER == p }) {
			return fmt.Errorf("plover: %q is no PLOVER type; eventTypes lists them: %w", p, ErrInvalid)
		}
	}
	if err := actorsOnly(f.actors()...); err != nil {
		return err
	}
	if f.Between != nil && f.Between.A == f.Between.B {
		return fmt.Errorf("between: a and b are the same actor: %w", ErrInvalid)
	}
	for _, c := range f.Countries {
		if !isCountry(c) {
			return fmt.Errorf("countries: %q is no ISO 3166 alpha-3 code in capitals, such as GBR: %w", c, ErrInvalid)
		}
	}
	if f.DateFrom != nil && f.DateTo != nil && *f.DateTo < *f.DateFrom {
		return fmt.Errorf("dateTo %s is before dateFrom %s: %w", *f.DateTo, *f.DateFrom, ErrInvalid)
	}
	if f.MinSources < 0 {
		return fmt.Errorf("minSources: %d is below 0: %w", f.MinSources, ErrInvalid)
	}
	if len(f.Text) > maxText {
		return fmt.Errorf("text: longer than %d bytes: %w", maxText, ErrInvalid)
	}
	if n := len(f.Participants) + len(f.Countries) + len(f.Publishers); n > maxValues {
		return fmt.Errorf("filter: %d participants, countries and publishers; at most %d: %w", n, maxValues, ErrInvalid)
	}
	return nil
}

// Bounds of what a filter may hold.
const (
	maxText   = 500
	maxValues = 200
)

// actors returns the actors that the filter names.
func (f EventFilter) actors() []ID {
	ids := f.Participants
	if f.Between != nil {
		ids = append(slices.Clip(ids), f.Between.A, f.Between.B)
	}
	return ids
}

func isCountry(s string) bool {
	return len(s) == 3 && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < 'A' || b > 'Z' })
}

// WantedTypes returns the event types that the filter lets through, nil for all.
func (f EventFilter) WantedTypes() []EventType {
	if len(f.Types) == 0 && len(f.Plover) == 0 {
		return nil
	}
	wanted := []EventType{}
	for _, info := range eventTypes {
		if (len(f.Types) == 0 || slices.Contains(f.Types, info.Type)) && (len(f.Plover) == 0 || slices.Contains(f.Plover, info.PLOVER)) {
			wanted = append(wanted, info.Type)
		}
	}
	return wanted
}

// OfContact returns f, narrowed to the contact types unless it names types itself.
func (f EventFilter) OfContact() EventFilter {
	if len(f.Types) == 0 && len(f.Plover) == 0 {
		f.Types = contactTypes()
	}
	return f
}

// contactTypes returns the event types in which the parties deal with each other.
func contactTypes() []EventType {
	var out []EventType
	for _, info := range eventTypes {
		if info.Contact {
			out = append(out, info.Type)
		}
	}
	return out
}

// ArticleFilter says which articles a reader wants.
type ArticleFilter struct {
	Publishers    []string
	PublishedFrom *time.Time // inclusive
	PublishedTo   *time.Time // exclusive
	Language      string     // ISO 639-1
	Text          string     // every word occurs in the title
}

// Validate reports values that are not of their kind. Errors wrap ErrInvalid.
func (f ArticleFilter) Validate() error {
	if f.PublishedFrom != nil && f.PublishedTo != nil && f.PublishedTo.Before(*f.PublishedFrom) {
		return fmt.Errorf("publishedTo is before publishedFrom: %w", ErrInvalid)
	}
	if len(f.Text) > maxText || len(f.Language) > maxText {
		return fmt.Errorf("text: longer than %d bytes: %w", maxText, ErrInvalid)
	}
	if len(f.Publishers) > maxValues {
		return fmt.Errorf("publishers: %d of them; at most %d: %w", len(f.Publishers), maxValues, ErrInvalid)
	}
	return nil
}
