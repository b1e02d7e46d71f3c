// Package scalar reads and writes the schema's scalars, so that the domain's
// types know nothing of GraphQL.
package scalar

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"backchannel/graph"
)

// maxID is longer than any id of ours.
const maxID = 300

// MarshalID writes an id.
func MarshalID(id graph.ID) graphql.Marshaler { return graphql.MarshalString(string(id)) }

// UnmarshalID reads an id.
func UnmarshalID(v any) (graph.ID, error) {
	switch v := v.(type) {
	case string:
		if len(v) > maxID {
			return "", fmt.Errorf("id: longer than %d bytes: %w", maxID, graph.ErrInvalid)
		}
		return graph.ID(v), nil
	case json.Number:
		return graph.ID(v), nil
	case int64:
		return graph.ID(strconv.FormatInt(v, 10)), nil
	default:
		return "", fmt.Errorf("id: want a string, such as \"government:gbr\": %w", graph.ErrInvalid)
	}
}

// MarshalDate writes a day.
func MarshalDate(d graph.Day) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, strconv.Quote(d.String())) })
}

// UnmarshalDate reads a day.
func UnmarshalDate(v any) (graph.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("date: want a string, such as \"2025-01-31\": %w", graph.ErrInvalid)
	}
	return graph.ParseDay(s)
}

// MarshalDateTime writes a moment in UTC.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, strconv.Quote(t.UTC().Format(time.RFC3339))) })
}

// UnmarshalDateTime reads a moment; a day alone is its first moment in UTC.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, fmt.Errorf("date and time: want a string, such as \"2025-01-31T16:20:00Z\": %w", graph.ErrInvalid)
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	return time.Time{}, fmt.Errorf("date and time %q: want RFC 3339, such as 2025-01-31T16:20:00Z: %w", s, graph.ErrInvalid)
}
