// Package export writes what queries find as files: the events of a filter as
// CSV or JSON lines, and paths or neighbourhoods as GraphML. It asks through
// GraphQL like any client, so filters, access and limits are the same.
package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Runner runs a query with the identity that the context carries. Its errors
// are of type [gqlerror.List].
type Runner interface {
	Run(ctx context.Context, query string, variables map[string]any) (*graphql.Response, error)
}

// Handler serves exports: ?format=csv or jsonl with the fields of EventFilter
// as parameters, ?format=graphml with from and to for paths or around for the
// events of one actor.
func Handler(run Runner) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := &exporter{run: run, w: w, control: http.NewResponseController(w)}
		if err := x.serve(r); err != nil {
			x.fail(err)
		}
	})
}

// exporter writes one export.
type exporter struct {
	run     Runner
	w       http.ResponseWriter
	control *http.ResponseController
	begun   bool // the status is sent
}

// writers are the formats of lists of events.
var writers = map[string]struct {
	media string
	open  func(w http.ResponseWriter) lineWriter
}{
	"csv":   {"text/csv; charset=utf-8; header=present", newCSV},
	"jsonl": {"application/jsonl; charset=utf-8", newLines},
}

// lineWriter writes events one by one.
type lineWriter interface {
	write(raw json.RawMessage) error
	flush() error
}

func (x *exporter) serve(r *http.Request) error {
	asked := r.URL.Query()
	filter, err := filterOf(asked)
	if err != nil {
		return err
	}
	limit, err := limitOf(asked)
	if err != nil {
		return err
	}
	if asked.Get("format") == "graphml" {
		return x.graphML(r.Context(), asked, filter, limit)
	}
	format, ok := writers[asked.Get("format")]
	if !ok {
		return invalid("format must be csv, jsonl or graphml")
	}
	variables := map[string]any{"filter": filter, "orderBy": "DATE_DESC"}
	if order := asked.Get("orderBy"); order != "" {
		variables["orderBy"] = order
	}
	var lines lineWriter
	return x.pages(r.Context(), variables, limit, func(nodes []json.RawMessage) error {
		if lines == nil {
			x.begin(format.media, "events."+asked.Get("format"))
			lines = format.open(x.w)
		}
		for _, n := range nodes {
			if err := lines.write(n); err != nil {
				return err
			}
		}
		return x.sent(lines.flush())
	})
}

// pageSize is the longest page that the API gives.
const pageSize = 200

const eventFields = `id name type status disputed confidence sources place topic outcome
	date { from to precision } participants { role actor { id name country } }`

const eventsQuery = `query Export($filter: EventFilter!, $orderBy: EventOrder!, $first: Int!, $after: String) {
	events(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
		edges { node { ` + eventFields + ` } } pageInfo { hasNextPage endCursor } } }`

// pages passes the events on page by page, so that memory does not grow with
// their number.
func (x *exporter) pages(ctx context.Context, variables map[string]any, limit int, page func([]json.RawMessage) error) error {
	for {
		variables["first"] = min(pageSize, limit)
		var data struct {
			Events struct {
				Edges    []struct{ Node json.RawMessage }
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		if err := x.ask(ctx, eventsQuery, variables, &data); err != nil {
			return err
		}
		nodes := make([]json.RawMessage, len(data.Events.Edges))
		for i, e := range data.Events.Edges {
			nodes[i] = e.Node
		}
		if err := page(nodes); err != nil {
			return err
		}
		limit -= len(nodes)
		if !data.Events.PageInfo.HasNextPage || limit <= 0 || len(nodes) == 0 {
			return nil
		}
		variables["after"] = data.Events.PageInfo.EndCursor
	}
}

func (x *exporter) ask(ctx context.Context, query string, variables map[string]any, into any) error {
	resp, err := x.run.Run(ctx, query, variables)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(resp.Data, into); err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	return nil
}

// begin sends the head of the file.
func (x *exporter) begin(media, name string) {
	head := x.w.Header()
	head.Set("Content-Type", media)
	head.Set("Content-Disposition", `attachment; filename="backchannel-`+name+`"`)
	head.Set("Cache-Control", "no-store")
	x.begun = true
}

// sent gives the client time for the next part.
func (x *exporter) sent(err error) error {
	if err != nil {
		return err
	}
	if err := x.control.SetWriteDeadline(time.Now().Add(time.Minute)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if err := x.control.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}

// fail answers with the error, or cuts the file short where it has begun: the
// client then sees that the end is missing.
func (x *exporter) fail(err error) {
	if x.begun {
		panic(http.ErrAbortHandler)
	}
	var list gqlerror.List
	if !errors.As(err, &list) {
		list = gqlerror.List{{Message: "internal error", Extensions: map[string]any{"code": "INTERNAL"}}}
	}
	code, _ := list[0].Extensions["code"].(string)
	status, ok := statuses[code]
	if !ok {
		status = http.StatusBadRequest
	}
	x.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	x.w.WriteHeader(status)
	_ = json.NewEncoder(x.w).Encode(map[string]any{"errors": list})
}

var statuses = map[string]int{
	"INTERNAL": http.StatusInternalServerError, "UNAVAILABLE": http.StatusServiceUnavailable, "TIMEOUT": http.StatusGatewayTimeout,
	"FORBIDDEN": http.StatusForbidden, "UNAUTHENTICATED": http.StatusUnauthorized, "NOT_FOUND": http.StatusNotFound,
}

func invalid(format string, args ...any) error {
	return gqlerror.List{{Message: fmt.Sprintf(format, args...), Extensions: map[string]any{"code": "BAD_USER_INPUT"}}}
}

// limitOf reads how many events are wanted at most.
func limitOf(asked url.Values) (int, error) {
	text := asked.Get("limit")
	if text == "" {
		return 1 << 40, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, invalid("limit must be a number above 0")
	}
	return n, nil
}
