package export

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Neighbourhoods are drawn, so they stay small.
const (
	neighbours    = 500
	mostNeighbour = 5000
)

// document is a GraphML file: actors, and the events between them.
type document struct {
	XMLName xml.Name  `xml:"graphml"`
	XMLNS   string    `xml:"xmlns,attr"`
	Keys    []xmlKey  `xml:"key"`
	Graph   *xmlGraph `xml:"graph"`
	known   map[string]bool
}

type xmlKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type xmlGraph struct {
	ID       string    `xml:"id,attr"`
	Directed string    `xml:"edgedefault,attr"`
	Nodes    []xmlNode `xml:"node"`
	Edges    []xmlEdge `xml:"edge"`
}

type xmlNode struct {
	ID   string    `xml:"id,attr"`
	Data []xmlData `xml:"data"`
}

type xmlEdge struct {
	ID       string    `xml:"id,attr"`
	From     string    `xml:"source,attr"`
	To       string    `xml:"target,attr"`
	Directed bool      `xml:"directed,attr"`
	Data     []xmlData `xml:"data"`
}

type xmlData struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

func newDocument() *document {
	d := &document{XMLNS: "http://graphml.graphdrawing.org/xmlns", Graph: &xmlGraph{ID: "backchannel", Directed: "directed"}, known: map[string]bool{}}
	for _, name := range []string{"name", "kind", "country"} {
		d.Keys = append(d.Keys, xmlKey{"n_" + name, "node", name, "string"})
	}
	for _, name := range []string{"event", "type", "status", "label", "date_from", "date_to", "date_precision", "place", "topic"} {
		d.Keys = append(d.Keys, xmlKey{"e_" + name, "edge", name, "string"})
	}
	d.Keys = append(d.Keys, xmlKey{"e_sources", "edge", "sources", "int"})
	return d
}

func (d *document) actor(a actor) {
	if d.known[a.ID] {
		return
	}
	d.known[a.ID] = true
	kind, _, _ := strings.Cut(a.ID, ":")
	d.Graph.Nodes = append(d.Graph.Nodes, xmlNode{a.ID, filled(xmlData{"n_name", a.Name}, xmlData{"n_kind", kind}, xmlData{"n_country", a.Country})})
}

func (d *document) edge(from, to string, directed bool, e event) {
	data := []xmlData{{"e_event", e.ID}, {"e_type", e.Type}, {"e_status", e.Status}, {"e_label", e.Name}, {"e_place", e.Place}, {"e_topic", e.Topic}, {"e_sources", strconv.Itoa(e.Sources)}}
	if e.Date != nil {
		data = append(data, xmlData{"e_date_from", e.Date.From}, xmlData{"e_date_to", e.Date.To}, xmlData{"e_date_precision", e.Date.Precision})
	}
	d.Graph.Edges = append(d.Graph.Edges, xmlEdge{fmt.Sprintf("e%d", len(d.Graph.Edges)), from, to, directed, filled(data...)})
}

func filled(data ...xmlData) []xmlData {
	return slices.DeleteFunc(data, func(d xmlData) bool { return d.Text == "" })
}

// event draws an event: from its sources to its targets, or between all where
// no sides are known.
func (d *document) event(e event) {
	var from, to, both []string
	for _, p := range e.Participants {
		d.actor(p.Actor)
		switch p.Role {
		case "SOURCE":
			from = append(from, p.Actor.ID)
		case "TARGET":
			to = append(to, p.Actor.ID)
		case "PARTICIPANT":
			both = append(both, p.Actor.ID)
		}
	}
	for _, f := range from {
		for _, t := range to {
			d.edge(f, t, true, e)
		}
	}
	for i, a := range both {
		for _, b := range both[i+1:] {
			d.edge(a, b, false, e)
		}
	}
}

func (x *exporter) graphML(ctx context.Context, asked url.Values, filter map[string]any, limit int) error {
	d := newDocument()
	var err error
	switch {
	case asked.Get("from") != "" && asked.Get("to") != "":
		err = x.paths(ctx, d, asked, filter)
	case asked.Get("around") != "":
		err = x.around(ctx, d, asked.Get("around"), filter, limit)
	default:
		err = invalid("graphml needs from and to, or around, with the ids of actors")
	}
	if err != nil {
		return err
	}
	x.begin("application/graphml+xml; charset=utf-8", "graph.graphml")
	if _, err := x.w.Write([]byte(xml.Header)); err != nil {
		return err
	}
	return xml.NewEncoder(x.w).Encode(d)
}

const pathQuery = `query Export($from: ID!, $to: ID!, $filter: EventFilter!, $maxHops: Int!, $inTimeOrder: Boolean!, $limit: Int!) {
	path(from: $from, to: $to, filter: $filter, maxHops: $maxHops, inTimeOrder: $inTimeOrder, limit: $limit) {
		actors { id name country } steps { from { id } to { id } event { ` + eventFields + ` } } } }`

func (x *exporter) paths(ctx context.Context, d *document, asked url.Values, filter map[string]any) error {
	variables := map[string]any{"from": asked.Get("from"), "to": asked.Get("to"), "filter": filter, "inTimeOrder": asked.Get("inTimeOrder") == "true"}
	for name, standard := range map[string]int{"maxHops": 4, "limit": 3} {
		variables[name] = standard
		if text := asked.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil {
				return invalid("%s must be a number", name)
			}
			variables[name] = n
		}
	}
	var data struct {
		Path []struct {
			Actors []actor
			Steps  []struct {
				From, To actor
				Event    event
			}
		}
	}
	if err := x.ask(ctx, pathQuery, variables, &data); err != nil {
		return err
	}
	drawn := map[string]bool{}
	for _, p := range data.Path {
		for _, a := range p.Actors {
			d.actor(a)
		}
		for _, s := range p.Steps {
			if key := s.From.ID + " " + s.To.ID + " " + s.Event.ID; !drawn[key] { // paths share steps
				drawn[key] = true
				d.edge(s.From.ID, s.To.ID, false, s.Event)
			}
		}
	}
	return nil
}

// around draws the latest events of one actor.
func (x *exporter) around(ctx context.Context, d *document, id string, filter map[string]any, limit int) error {
	if limit > mostNeighbour {
		limit = neighbours
	}
	parties, _ := filter["participants"].([]any)
	filter["participants"] = append(slices.Clip(parties), id)
	return x.pages(ctx, map[string]any{"filter": filter, "orderBy": "DATE_DESC"}, limit, func(nodes []json.RawMessage) error {
		for _, n := range nodes {
			var e event
			if err := json.Unmarshal(n, &e); err != nil {
				return fmt.Errorf("read event: %w", err)
			}
			d.event(e)
		}
		return nil
	})
}
