package night

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"backchannel/graph"
	"backchannel/loader"
)

// Reporter tells people or programs how a load goes: outcomes and progress
// while it runs, a table or a summary at its end.
type Reporter struct {
	out      io.Writer
	lines    *json.Encoder // of outcomes; nil for people
	progress *progress
	log      *slog.Logger // where articles that are set aside go; nil for people
	sum      loader.Summary
	noted    int // lines of notes so far
}

// NewReporter returns a reporter to out and, for progress and what was set
// aside, errs. With asJSON each outcome is a line on out; with logs set, what
// was set aside goes there instead of as a plain line to errs.
func NewReporter(out, errs io.Writer, asJSON bool, logs *slog.Logger) *Reporter {
	r := &Reporter{out: out, progress: newProgress(errs, slog.Default()), log: logs}
	if asJSON {
		r.lines = json.NewEncoder(out)
	}
	return r
}

// Tick fits Runner.Tick.
func (r *Reporter) Tick(done, known int) { r.progress.Tick(done, known) }

// Done fits Runner.Done.
func (r *Reporter) Done(o loader.Outcome) {
	r.sum.Add(o)
	if r.lines != nil {
		_ = r.lines.Encode(o) // a closed pipe does not stop the load
	}
	if o.State == loader.StateSetAside {
		r.say(slog.LevelWarn, "set aside", o.Name, o.Reason)
		return
	}
	for _, note := range o.Notes {
		r.note(o.Name, note)
	}
}

// mostNotes is the number of notes that people are told.
const mostNotes = 20

// note tells what is odd about an article that is loaded; lines of outcomes have it
// already.
func (r *Reporter) note(article, note string) {
	switch r.noted++; {
	case r.lines != nil:
	case r.log != nil || r.noted <= mostNotes:
		r.say(slog.LevelInfo, "note", article, note)
	case r.noted == mostNotes+1:
		r.progress.Say("further notes are left out; --json has them all")
	}
}

// say tells of one article.
func (r *Reporter) say(level slog.Level, what, article, reason string) {
	if r.log != nil {
		r.log.Log(context.Background(), level, "article "+what, "article", article, "reason", reason)
		return
	}
	r.progress.Say(fmt.Sprintf("%s: %s: %s", article, what, reason))
}

// Close reports the load as a whole.
func (r *Reporter) Close(l graph.Load) error {
	r.progress.Close()
	r.sum.Took = l.FinishedAt.Sub(l.StartedAt)
	if r.lines != nil {
		return r.lines.Encode(struct {
			loader.Summary
			Sources []sourceReport `json:"sources"`
		}{r.sum, sourceReports(l)})
	}
	if err := WriteTable(r.out, l); err != nil {
		return err
	}
	_, err := fmt.Fprintf(r.out, "%d loaded, %d set aside; %d events, %d claims in %s\n",
		r.sum.Loaded, r.sum.SetAside, r.sum.Events, r.sum.Claims, r.sum.Took.Round(time.Millisecond))
	return err
}

// WriteDead lists what was set aside, as a table or as lines of JSON.
func WriteDead(out io.Writer, dead []graph.PageState, asJSON bool) error {
	if asJSON {
		lines := json.NewEncoder(out)
		for _, p := range dead {
			if err := lines.Encode(map[string]any{"url": p.URL, "source": p.Feed, "title": p.Title, "reason": p.Reason, "tries": p.Tries, "seenAt": p.SeenAt}); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ARTICLE\tSEEN\tTRIES\tREASON")
	for _, p := range dead {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", printable(p.URL), p.SeenAt.Format(time.DateOnly), p.Tries, printable(p.Reason))
	}
	return w.Flush()
}
