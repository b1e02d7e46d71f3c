package night

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"backchannel/graph"
)

// WriteTable writes one row a source and a row of totals.
func WriteTable(out io.Writer, l graph.Load) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SOURCE\tSTATUS\tITEMS\tNEW\tLOADED\tFOREIGN\tLEFT OUT\tSET ASIDE\tWAITING\tTOOK\tERROR")
	row := func(o graph.LoadOutcome) {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%.200s\n", printable(o.Name), o.Status, o.Items, o.New, o.Loaded, o.Foreign, o.LeftOut, o.SetAside, o.Waiting, o.Took.Round(100*time.Millisecond), printable(o.Error))
	}
	for _, o := range l.Outcomes {
		row(o)
	}
	total := l.Total()
	total.Name = "total"
	row(total)
	return w.Flush()
}

// WriteMetrics writes the outcome of a load as Prometheus metrics to a file, for
// the textfile collector: the job itself is gone before anyone could ask it.
func WriteMetrics(path string, l graph.Load) error {
	registry := prometheus.NewRegistry()
	single := func(name, help string, value float64) {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
		g.Set(value)
		registry.MustRegister(g)
	}
	single("backchannel_load_started_timestamp_seconds", "When the last load began.", float64(l.StartedAt.Unix()))
	single("backchannel_load_finished_timestamp_seconds", "When the last load ended.", float64(l.FinishedAt.Unix()))
	single("backchannel_load_duration_seconds", "How long the last load took.", l.FinishedAt.Sub(l.StartedAt).Seconds())
	articles := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "backchannel_load_articles", Help: "Articles of the last load by source and outcome."}, []string{"source", "outcome"})
	failed := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "backchannel_load_source_failed", Help: "1 where the feed could not be read in the last load."}, []string{"source"})
	registry.MustRegister(articles, failed)
	for _, o := range l.Outcomes {
		for outcome, n := range map[string]int{"new": o.New, "loaded": o.Loaded, "foreign": o.Foreign, "left_out": o.LeftOut, "set_aside": o.SetAside, "waiting": o.Waiting} {
			articles.WithLabelValues(o.Name, outcome).Set(float64(n))
		}
		bad := 0.0
		if o.Status == "failed" || o.Status == "gone" {
			bad = 1
		}
		failed.WithLabelValues(o.Name).Set(bad)
	}
	if err := prometheus.WriteToTextfile(path, registry); err != nil {
		return fmt.Errorf("write metrics: %w", err)
	}
	return nil
}

// sourceReport is the outcome of one source as JSON.
type sourceReport struct {
	Source   string  `json:"source"` // its name
	URL      string  `json:"url"`
	Status   string  `json:"status"`
	Items    int     `json:"items"`
	New      int     `json:"new"`
	Loaded   int     `json:"loaded"`
	Foreign  int     `json:"foreign"`
	LeftOut  int     `json:"leftOut"`
	SetAside int     `json:"setAside"`
	Waiting  int     `json:"waiting"`
	Error    string  `json:"error,omitempty"`
	Seconds  float64 `json:"seconds"`
}

// sourceReports returns the outcomes of a load by source, for JSON.
func sourceReports(l graph.Load) []sourceReport {
	reports := make([]sourceReport, len(l.Outcomes))
	for i, o := range l.Outcomes {
		reports[i] = sourceReport{o.Name, o.Feed, o.Status, o.Items, o.New, o.Loaded, o.Foreign, o.LeftOut, o.SetAside, o.Waiting, o.Error, o.Took.Seconds()}
	}
	return reports
}

// Failed reports whether a source could not be read, or articles were set aside.
func Failed(l graph.Load) bool {
	for _, o := range l.Outcomes {
		if o.SetAside > 0 || o.Status == "failed" {
			return true
		}
	}
	return false
}
