package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"backchannel/graph"
	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/contain"
	"backchannel/loader/extract"
	"backchannel/loader/feed"
	"backchannel/loader/gazetteer"
	"backchannel/loader/names"
	"backchannel/loader/nlp"
	"backchannel/loader/page"
	"backchannel/loader/resolve"
	"backchannel/loader/warc"
)

// This file holds the commands that show how articles are understood, without a database.

// knowledge are the flags of commands that know who is who.
type knowledge struct {
	Pack []string `type:"existingdir" placeholder:"DIR" help:"Folder of tables that add to the reference pack or replace rows of it; several are read in order."`
}

// understanding builds what reads articles.
func (k knowledge) understanding() (*loader.Understanding, error) {
	pack, err := gazetteer.Open(k.Pack...)
	if err != nil {
		return nil, err
	}
	model, err := languageModel()
	if err != nil {
		return nil, err
	}
	resolver := resolve.New(pack)
	extractor, err := extract.New(resolver)
	if err != nil {
		return nil, err
	}
	limit := &contain.Limit{Timeout: time.Minute, MaxStuck: 8}
	return &loader.Understanding{Annotator: model, Extractor: extractor, Known: resolver, Limit: limit}, nil
}

// languageModel loads what reads English.
func languageModel() (*nlp.Model, error) {
	model, err := nlp.Load(nlp.DefaultDir())
	if err != nil {
		return nil, fmt.Errorf("%w; deploy/model.sh gets it, BACKCHANNEL_MODEL points elsewhere", err)
	}
	return model, nil
}

func (c *console) reader() *article.Reader {
	r := article.NewReader(c.in)
	pages := page.New()
	r.HTML = pages.HTML
	r.Archive = warc.Documents(pages.Answer)
	return r
}

// each shows the articles of the sources in turn. An article that can't be read
// or understood is named with the reason, and the others follow.
func (c *console) each(ctx context.Context, sources []string, show func(article.Document) error) error {
	partial := false
	for d, err := range c.reader().Documents(ctx, sources...) {
		if err == nil {
			err = show(d)
		}
		if fault := (*article.Fault)(nil); errors.As(err, &fault) {
			fmt.Fprintln(c.err, fault)
			partial = true
		} else if err != nil {
			return err
		}
	}
	if partial {
		return errPartial
	}
	return nil
}

// outputID is what the caller knows an article by, else its id in the graph.
func outputID(d article.Document) string {
	if d.ID != "" {
		return d.ID
	}
	return string(loader.Article(d).ID)
}

type extractCmd struct {
	knowledge
	Sources []string `arg:"" help:"Files, folders, or - for JSON lines on standard input."`
	JSON    bool     `help:"One article a line as JSON, instead of an explanation."`
}

// Run prints what the articles claim.
func (x *extractCmd) Run(ctx context.Context, c *console) error {
	u, err := x.understanding()
	if err != nil {
		return err
	}
	return c.each(ctx, x.Sources, func(d article.Document) error {
		result, err := u.Read(d)
		if err != nil {
			return &article.Fault{Name: d.Name, Reason: err}
		}
		if x.JSON {
			return line(c.out, extract.JSON(outputID(d), result.Report))
		}
		out := steady{c.out}
		fmt.Fprintln(out, d.Name)
		for _, note := range d.Notes {
			fmt.Fprintln(out, "note:", note)
		}
		if language := result.Report.Article.Language; language != "en" {
			fmt.Fprintf(out, "note: not read: its language is %s, not English\n", cmp.Or(language, "unknown"))
		}
		return result.Explain(out)
	})
}

type annotateCmd struct {
	Sources []string `arg:"" help:"Files, folders, or - for JSON lines on standard input."`
	JSON    bool     `help:"One article a line as JSON, with byte offsets in its body, instead of trees."`
}

// Run prints the grammar of the articles: every paragraph of the body, and
// above the trees the title's.
func (a *annotateCmd) Run(ctx context.Context, c *console) error {
	model, err := languageModel()
	if err != nil {
		return err
	}
	return c.each(ctx, a.Sources, func(d article.Document) error {
		var docs []nlp.Doc
		if !a.JSON {
			docs = append(docs, model.Annotate(d.Title, 0))
		}
		for _, p := range extract.Blocks(d.Text) {
			docs = append(docs, model.Annotate(p.Text, p.Offset))
		}
		if a.JSON {
			return line(c.out, nlp.NewJSON(outputID(d), docs))
		}
		return c.trees(d.Name, docs)
	})
}

func (c *console) trees(name string, docs []nlp.Doc) error {
	out := steady{c.out}
	fmt.Fprintln(out, name)
	for _, doc := range docs {
		if err := nlp.WriteTree(out, doc); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	return nil
}

// steady writes text that quotes strangers to what may be a terminal: characters
// that would steer it come out as spaces.
type steady struct{ to io.Writer }

// Write implements io.Writer.
func (s steady) Write(text []byte) (int, error) {
	safe := bytes.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, text)
	if _, err := s.to.Write(safe); err != nil {
		return 0, err
	}
	return len(text), nil
}

type evalCmd struct {
	knowledge
	Gold   string `arg:"" name:"gold-dir" type:"existingdir" help:"Folder of articles NAME.txt with annotations NAME.json."`
	Misses bool   `help:"List the events missed and invented."`
}

// Run prints how what is found compares with what was annotated.
func (e *evalCmd) Run(ctx context.Context, c *console) error {
	u, err := e.understanding()
	if err != nil {
		return err
	}
	stats, err := u.Measure(ctx, e.Gold)
	if err != nil {
		return err
	}
	if err := stats.Write(c.out); err != nil || !e.Misses {
		return err
	}
	for _, line := range slices.Concat(stats.Missed, stats.Invented) {
		if _, err := fmt.Fprintln(c.out, line); err != nil {
			return err
		}
	}
	return nil
}

type feedsCmd struct {
	Check feedsCheckCmd `cmd:"" help:"Check a file of feeds."`
}

type feedsCheckCmd struct {
	File string `arg:"" type:"existingfile" help:"YAML file of feeds."`
}

// Run names every fault of the file with its line.
func (f *feedsCheckCmd) Run(c *console) error {
	sources, err := feed.ReadFile(f.File)
	if err != nil {
		return err
	}
	on := 0
	for _, s := range sources {
		if s.On() {
			on++
		}
	}
	fmt.Fprintf(c.out, "%s: %d feeds, %d of them enabled\n", f.File, len(sources), on)
	return nil
}

type whoCmd struct {
	knowledge
	Name    string    `arg:"" help:"The mention: a name, an office, or both."`
	Date    time.Time `format:"2006-01-02" placeholder:"DAY" help:"Day of the article, as 2025-11-26; today by default."`
	Context string    `placeholder:"TEXT" help:"Text around the mention."`
	JSON    bool      `help:"One JSON object."`
}

// Validate refuses no mention at all.
func (w *whoCmd) Validate() error {
	if strings.TrimSpace(w.Name) == "" {
		return errors.New("<name>: it is empty")
	}
	return nil
}

// Run prints whom a mention may mean, and why.
func (w *whoCmd) Run(c *console) error {
	pack, err := gazetteer.Open(w.Pack...)
	if err != nil {
		return err
	}
	if w.Date.IsZero() {
		w.Date = time.Now()
	}
	answer := resolve.New(pack).Ask(w.Name, graph.DayOf(w.Date), w.Context)
	if w.JSON {
		return line(c.out, answer)
	}
	return answer.Write(c.out)
}

type namesCmd struct {
	Score namesScoreCmd `cmd:"" help:"How alike the names of each row are."`
}

type namesScoreCmd struct {
	Pairs string `arg:"" type:"existingfile" help:"CSV file with columns name1 and name2."`
}

// Run prints the rows with their scores.
func (n *namesScoreCmd) Run(c *console) error {
	file, err := os.Open(n.Pairs)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := names.ScorePairs(file, c.out); err != nil {
		return fmt.Errorf("%s: %w", n.Pairs, err)
	}
	return nil
}

type versionCmd struct{}

// Run prints what the program is made of: its build, its rules and its model.
func (versionCmd) Run(c *console) error {
	out := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "backchannel\t%s\n", buildVersion())
	fmt.Fprintf(out, "extraction\t%s\n", extract.Version)
	model, err := languageModel()
	if err != nil {
		fmt.Fprintf(out, "language model\tnone: %v\n", err)
		return out.Flush()
	}
	info := model.Info()
	fmt.Fprintf(out, "language model\t%s %s, SHA-256 %s\n", info.Model, info.Version, info.Hash)
	return out.Flush()
}

// buildVersion returns the module version and the commit, as far as the build knows them.
func buildVersion() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := build.Main.Version
	for _, s := range build.Settings {
		if s.Key == "vcs.revision" {
			version += " " + s.Value
		}
	}
	return version + ", " + build.GoVersion
}

// probeCmd is the health check of containers that hold nothing but the program.
type probeCmd struct {
	URL string `arg:"" help:"Such as http://127.0.0.1:8080/readyz."`
}

// Run asks the address.
func (p *probeCmd) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL, nil)
	if err != nil {
		return usage(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", p.URL, resp.Status)
	}
	return nil
}
