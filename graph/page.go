package graph

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// MaxPage is the largest number of items a page may hold.
const MaxPage = 200

// Order is an order of events.
type Order string

// Orders of events. Undated events come last in all of them, and ids settle ties.
const (
	NewestFirst      Order = "DATE_DESC"
	OldestFirst      Order = "DATE_ASC"
	MostSourcesFirst Order = "SOURCES_DESC"
)

// Days outside those of any date: undated events rank there, so that they come
// last.
const (
	beforeAllDays = -1_000_000
	afterAllDays  = 10_000_000
)

// Rank returns the event's place in an order: ascending for OldestFirst, and
// descending for the others. Ids settle ties in the same direction.
func (e Event) Rank(o Order) int64 {
	day := int64(beforeAllDays)
	if !e.Date.IsZero() {
		day = int64(e.Date.From)
	}
	switch {
	case o == MostSourcesFirst:
		return int64(e.Sources)*afterAllDays + day
	case o == OldestFirst && e.Date.IsZero():
		return afterAllDays
	default:
		return day
	}
}

// Position returns the event's place in a list.
func (e Event) Position(list string, o Order) Position {
	return Position{List: list, Rank: e.Rank(o), ID: e.ID}
}

// Page asks for the items after a cursor; the zero cursor is the start.
type Page struct {
	First int
	After string
}

// Validate reports a size out of bounds. The error wraps ErrInvalid.
func (p Page) Validate() error {
	if p.First < 0 || p.First > MaxPage {
		return fmt.Errorf("first: %d is not between 0 and %d: %w", p.First, MaxPage, ErrInvalid)
	}
	return nil
}

// List is one page of items, and the cursor of each.
type List[T any] struct {
	Items   []T
	Cursors []string
	More    bool // items follow
}

// Position is a place in an ordered list: the sort keys of an item, and its id.
// Readers see it only as the opaque text of a cursor.
type Position struct {
	List string `json:"l"` // which list and order it belongs to
	Rank int64  `json:"r,omitempty"`
	Name string `json:"n,omitempty"`
	ID   ID     `json:"i"`
}

// Cursor returns the position as opaque text.
func (p Position) Cursor() string {
	raw, err := json.Marshal(p)
	if err != nil {
		panic("graph: positions encode as JSON: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// ParseCursor reads a cursor of a list; nil for the empty one. The error wraps
// ErrInvalid where it is damaged or belongs to another list.
func ParseCursor(list, cursor string) (*Position, error) {
	if cursor == "" {
		return nil, nil
	}
	var p Position
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	switch {
	case err != nil || p.Cursor() != cursor:
		return nil, fmt.Errorf("after: not a cursor of this API: %w", ErrInvalid)
	case p.List != list:
		return nil, fmt.Errorf("after: the cursor belongs to another list or order: %w", ErrInvalid)
	}
	return &p, nil
}
