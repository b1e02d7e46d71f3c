package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// event is what an export reads of a node.
type event struct {
	ID, Name, Type, Status string
	Disputed               bool
	Confidence             float64
	Sources                int
	Place, Topic, Outcome  string
	Date                   *struct{ From, To, Precision string }
	Participants           []struct {
		Role  string
		Actor actor
	}
}

type actor struct{ ID, Name, Country string }

// jsonLines writes events as the API returns them.
type jsonLines struct{ w http.ResponseWriter }

func newLines(w http.ResponseWriter) lineWriter { return jsonLines{w} }

func (l jsonLines) write(raw json.RawMessage) error {
	_, err := l.w.Write(append(raw, '\n'))
	return err
}

func (jsonLines) flush() error { return nil }

// table writes events as CSV, a row each.
type table struct{ out *csv.Writer }

var columns = []string{
	"id", "name", "type", "status", "disputed", "date_from", "date_to", "date_precision", "place", "topic", "outcome", "sources", "confidence",
	"source_ids", "source_names", "target_ids", "target_names", "participant_ids", "participant_names", "mediator_ids", "mediator_names",
}

func newCSV(w http.ResponseWriter) lineWriter {
	t := table{csv.NewWriter(w)}
	_ = t.out.Write(columns) // flush reports it
	return t
}

func (t table) write(raw json.RawMessage) error {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		return fmt.Errorf("read event: %w", err)
	}
	row := []string{e.ID, e.Name, e.Type, e.Status, strconv.FormatBool(e.Disputed), "", "", "", e.Place, e.Topic, e.Outcome,
		strconv.Itoa(e.Sources), strconv.FormatFloat(e.Confidence, 'g', -1, 64)}
	if e.Date != nil {
		row[5], row[6], row[7] = e.Date.From, e.Date.To, e.Date.Precision
	}
	for _, role := range []string{"SOURCE", "TARGET", "PARTICIPANT", "MEDIATOR"} {
		var ids, names []string
		for _, p := range e.Participants {
			if p.Role == role {
				ids, names = append(ids, p.Actor.ID), append(names, p.Actor.Name)
			}
		}
		row = append(row, strings.Join(ids, "; "), strings.Join(names, "; "))
	}
	for i, cell := range row {
		row[i] = inert(cell)
	}
	return t.out.Write(row)
}

func (t table) flush() error {
	t.out.Flush()
	return t.out.Error()
}

// inert keeps spreadsheets from running a cell, which may quote any article, as
// a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
