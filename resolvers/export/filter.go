package export

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// Fields of EventFilter, as parameters: lists with commas between their values,
// between=A,B, and status=all for every status.
var (
	ListFields = []string{"types", "plover", "participants", "countries", "status", "publishers"}
	TextFields = []string{"dateFrom", "dateTo", "knownAt", "text"}
	// OtherFields are read each in its own way.
	OtherFields = []string{"minSources", "between"}
)

// filterOf reads the filter from the parameters, or from one parameter filter
// that holds it as JSON. Values are checked where the query runs.
func filterOf(asked url.Values) (map[string]any, error) {
	filter := map[string]any{}
	if text := asked.Get("filter"); text != "" {
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if err := decoder.Decode(&filter); err != nil || filter == nil {
			return nil, invalid("filter must be a JSON object, as in GraphQL")
		}
	}
	for _, name := range ListFields {
		if text := asked.Get(name); text != "" {
			filter[name] = values(strings.Split(text, ","))
		}
	}
	if asked.Get("status") == "all" {
		filter["status"] = nil
	}
	for _, name := range TextFields {
		if text := asked.Get(name); text != "" {
			filter[name] = text
		}
	}
	if text := asked.Get("minSources"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, invalid("minSources must be a number")
		}
		filter["minSources"] = n
	}
	if text := asked.Get("between"); text != "" {
		a, b, ok := strings.Cut(text, ",")
		if !ok {
			return nil, invalid("between needs two ids with a comma between them")
		}
		filter["between"] = map[string]any{"a": a, "b": b}
	}
	return filter, nil
}

func values(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}
