// Package neutral reads the data of the rig in ../shared/bench, which favours no
// kind of graph, as reports to load.
package neutral

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"backchannel/graph"
)

// Record is one line of the data; K names its kind.
type Record struct {
	K          string   `json:"k"`
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Aliases    []string `json:"aliases"`
	Title      string   `json:"title"`
	Serves     string   `json:"serves"`
	URL        string   `json:"url"`
	Publisher  string   `json:"publisher"`
	Published  string   `json:"published"`
	Type       string   `json:"type"`
	Date       string   `json:"date"`
	Actor      string   `json:"actor"`
	Target     string   `json:"target"`
	Others     []string `json:"others"`
	Summary    string   `json:"summary"`
	Confidence float64  `json:"confidence"`
	Sources    []string `json:"sources"`
}

// ReadLines passes every line of a file on.
func ReadLines(path string, each func(line []byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := each(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

func read(path string) ([]Record, error) {
	var out []Record
	err := ReadLines(path, func(line []byte) error {
		var r Record
		err := json.Unmarshal(line, &r)
		out = append(out, r)
		return err
	})
	return out, err
}

// types maps the rig's names to ours where they differ.
var types = map[string]graph.EventType{"CONDEMNED": graph.Criticized, "SUMMONED": graph.SummonedEnvoyOf}

func typeOf(name string) graph.EventType {
	if t, ok := types[name]; ok {
		return t
	}
	return graph.EventType(name)
}

// IDOf maps an id of the data. Events need no table: ours is named after its one
// claim, and the claim after the rig's event.
func IDOf(id string) graph.ID {
	switch id[0] {
	case 'p':
		return graph.ID("official:" + id)
	case 'g':
		return graph.ID("government:" + strings.ToLower(codeOf(id)))
	case 'o':
		return graph.ID("organization:" + id)
	case 'a':
		return graph.ID("article:" + id)
	}
	return graph.ID("event:" + id)
}

// codeOf makes up a country code of three letters for a government's number.
func codeOf(id string) string {
	n, err := strconv.Atoi(id[1:])
	if err != nil {
		panic("bench: a government's id is a letter and a number: " + id)
	}
	return string([]byte{byte('A' + n/676%26), byte('A' + n/26%26), byte('A' + n%26)})
}

// DayOf reads a day of the data.
func DayOf(text string) (graph.Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("date %q: %w", text, err)
	}
	return graph.DayOf(t), nil
}
