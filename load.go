package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/loader"
	"backchannel/loader/feed"
	"backchannel/loader/fetch"
	"backchannel/loader/gazetteer"
	"backchannel/loader/night"
	"backchannel/loader/page"
)

// This file holds the commands that write the graph and keep it sound.

// database are the flags of commands that need the store.
type database struct {
	URI      string `name:"neo4j-uri" env:"NEO4J_URI" default:"bolt://127.0.0.1:7687" help:"Address of Neo4j."`
	Username string `name:"neo4j-username" env:"NEO4J_USERNAME" help:"User; empty where the server asks for none."`
	Password string `name:"neo4j-password" env:"NEO4J_PASSWORD" help:"Password."`
	Secret   string `name:"neo4j-password-file" env:"NEO4J_PASSWORD_FILE" placeholder:"FILE" help:"File that holds the password, as containers and service managers hand it over."`
	Database string `name:"neo4j-database" env:"NEO4J_DATABASE" help:"Database; empty is the server's default."`
}

// AfterApply reads the password from its file.
func (d *database) AfterApply() error {
	if d.Secret == "" {
		return nil
	}
	raw, err := os.ReadFile(d.Secret)
	if err != nil {
		return fmt.Errorf("read password: %w", err)
	}
	d.Password = strings.TrimSpace(string(raw))
	return nil
}

func (d database) open(ctx context.Context, c neo4jstore.Config) (*neo4jstore.Store, error) {
	c.URI, c.Username, c.Password, c.Database = d.URI, d.Username, d.Password, d.Database
	store, err := neo4jstore.Open(ctx, c)
	return store, ifInvalid(err)
}

// patience is the flag of commands that write for long.
type patience struct {
	Patience time.Duration `default:"1m" env:"BACKCHANNEL_PATIENCE" help:"How long to wait for a database that went away."`
}

// with runs work on the store and closes it.
func (d database) with(ctx context.Context, work func(*neo4jstore.Store) error) error {
	store, err := d.open(ctx, neo4jstore.Config{})
	if err != nil {
		return err
	}
	defer store.Close(context.WithoutCancel(ctx))
	return work(store)
}

// web are the flags of commands that fetch.
type web struct {
	Archive      string        `type:"path" placeholder:"DIR" help:"Folder to keep the raw pages in, as WARC files."`
	Replay       string        `type:"existingdir" placeholder:"DIR" help:"Folder of WARC files to read in place of the web."`
	Pace         time.Duration `default:"1s" env:"BACKCHANNEL_PACE" help:"Least time between two requests to one host."`
	Timeout      time.Duration `default:"30s" help:"Longest time for one answer."`
	UserAgent    string        `env:"BACKCHANNEL_USER_AGENT" help:"What to tell servers about us; name an address to write to."`
	AllowPrivate bool          `help:"Fetch private addresses too: for tests and intranets."`
}

// nights returns what answers for the web, and what ends it.
func (w web) nights() ([]night.Getter, func() error, error) {
	if w.Replay != "" {
		return night.Replays(w.Replay)
	}
	return night.Web(fetch.Config{Interval: w.Pace, Timeout: w.Timeout, UserAgent: w.UserAgent, AllowPrivate: w.AllowPrivate}, w.Archive)
}

// job are the flags of commands that take articles into the graph.
type job struct {
	database
	web
	knowledge
	patience
	Feeds       string `type:"existingfile" placeholder:"FILE" help:"YAML file of feeds."`
	Limit       int    `placeholder:"N" help:"Try no more than N articles."`
	JSON        bool   `help:"One outcome a line, then a summary, as JSON."`
	MetricsFile string `type:"path" placeholder:"FILE" env:"BACKCHANNEL_METRICS_FILE" help:"Write Prometheus metrics there at the end, for the textfile collector."`
}

// run loads the sources into the store, or into nothing where that is nil, and
// reports how it went.
func (j job) run(ctx context.Context, c *console, store *neo4jstore.Store, options night.Options, sources []feed.Source) error {
	u, err := j.understanding()
	if err != nil {
		return err
	}
	nights, end, err := j.nights()
	if err != nil {
		return err
	}
	pipeline := &loader.Loader{Understand: u, Patience: j.Patience}
	runner := &night.Runner{Ledger: night.NewMemory(), Pages: page.New(), Files: c.reader().From, Options: options}
	if store != nil {
		pipeline.Writer, runner.Ledger = store, store.Ledger()
	}
	report := night.NewReporter(c.out, c.err, j.JSON, c.log)
	runner.Done, runner.Tick = report.Done, report.Tick
	in := pipeline.Open()
	runner.Load = in.Load
	load, err := runner.Nights(ctx, nights, sources)
	_ = in.Close() // what stopped it has reached the runner
	if kept := end(); err == nil {
		err = kept
	}
	if load.ID == "" {
		return err
	}
	return errors.Join(err, j.close(report, load, err == nil))
}

// close ends the report; whole tells that the load was not stopped.
func (j job) close(report *night.Reporter, load graph.Load, whole bool) error {
	if err := report.Close(load); err != nil {
		return err
	}
	if j.MetricsFile != "" {
		if err := night.WriteMetrics(j.MetricsFile, load); err != nil {
			return err
		}
	}
	if whole && night.Failed(load) {
		return errPartial
	}
	return nil
}

type loadCmd struct {
	job
	Sources []string     `arg:"" optional:"" help:"Files, folders, addresses of feeds or pages, or - for JSON lines on standard input."`
	Source  []string     `placeholder:"NAME" help:"Read only the feeds of that name or address, also when it is not their time."`
	Since   night.Moment `placeholder:"DAY" help:"Only articles published then or later."`
	Until   night.Moment `placeholder:"DAY" help:"Only articles published by then, that day included."`
	DryRun  bool         `help:"Understand the articles and write nothing."`
	At      night.Clock  `placeholder:"HH:MM" help:"Stay, and load every day at that time (UTC): for containers without a timer."`
}

// Run loads the sources, once or every day.
func (l *loadCmd) Run(ctx context.Context, c *console) error {
	if l.At.Set() {
		return night.Daily(ctx, l.At, func() error { return l.once(ctx, c) })
	}
	return l.once(ctx, c)
}

func (l *loadCmd) once(ctx context.Context, c *console) error {
	sources, err := feed.ReadFile(l.Feeds)
	if err != nil {
		return err
	}
	named, err := night.Named(l.Sources...)
	if err != nil {
		return ifInvalid(err)
	}
	sources = append(named, sources...)
	if len(sources) == 0 {
		return usage(errors.New("name a source, or a file of feeds with --feeds"))
	}
	options := night.Options{
		Since: l.Since.Start(), Until: l.Until.End(), Sources: l.Source, Limit: l.Limit, Force: len(l.Source) > 0 || l.Replay != "",
	}
	if l.DryRun {
		return l.run(ctx, c, nil, options, sources)
	}
	return l.with(ctx, func(store *neo4jstore.Store) error {
		if err := store.Migrate(ctx); err != nil {
			return err
		}
		return l.run(ctx, c, store, options, sources)
	})
}

type deadCmd struct {
	List  deadListCmd  `cmd:"" help:"List what was set aside, with reasons."`
	Retry deadRetryCmd `cmd:"" help:"Try again what was set aside."`
}

type deadListCmd struct {
	database
	JSON bool `help:"One a line, as JSON."`
}

// Run lists the articles that were set aside.
func (d *deadListCmd) Run(ctx context.Context, c *console) error {
	return d.with(ctx, func(store *neo4jstore.Store) error {
		dead, err := store.Ledger().Dead(ctx)
		if err != nil {
			return err
		}
		return night.WriteDead(c.out, dead, d.JSON)
	})
}

type deadRetryCmd struct {
	job
	URLs []string `arg:"" optional:"" name:"url" help:"Addresses or files as dead list shows them; all where none is named."`
}

// Run loads again what was set aside.
func (d *deadRetryCmd) Run(ctx context.Context, c *console) error {
	known, err := feed.ReadFile(d.Feeds)
	if err != nil {
		return err
	}
	return d.with(ctx, func(store *neo4jstore.Store) error {
		sources, err := night.Retry(ctx, store.Ledger(), known, d.URLs...)
		if err != nil || len(sources) == 0 {
			return err
		}
		return d.run(ctx, c, store, night.Options{Limit: d.Limit}, sources)
	})
}

type migrateCmd struct{ database }

// Run migrates the database.
func (m *migrateCmd) Run(ctx context.Context) error {
	return m.with(ctx, func(store *neo4jstore.Store) error { return store.Migrate(ctx) })
}

type checkCmd struct {
	database
	Digest bool `help:"Print a digest of the graph that load times do not change."`
}

// Run checks the graph.
func (k *checkCmd) Run(ctx context.Context, c *console) error {
	return k.with(ctx, func(store *neo4jstore.Store) error { return k.report(ctx, c, store) })
}

func (k *checkCmd) report(ctx context.Context, c *console, store *neo4jstore.Store) error {
	breaches, err := store.Check(ctx)
	if err != nil {
		return err
	}
	for _, b := range breaches {
		fmt.Fprintln(c.err, b)
	}
	if len(breaches) > 0 {
		return fmt.Errorf("the graph has %d faults", len(breaches))
	}
	if !k.Digest {
		fmt.Fprintln(c.out, "the graph is sound")
		return nil
	}
	digest, err := store.Digest(ctx)
	if err == nil {
		fmt.Fprintln(c.out, digest)
	}
	return err
}

type forgetCmd struct {
	database
	Article string `arg:"" help:"URL or id of the article."`
}

// Run forgets an article.
func (f *forgetCmd) Run(ctx context.Context) error {
	return f.with(ctx, func(store *neo4jstore.Store) error { return store.Forget(ctx, f.Article) })
}

type reloadCmd struct {
	database
	knowledge
	patience
	Anew bool `help:"Begin from the first article, also where a reload was broken off."`
	JSON bool `help:"One outcome a line, then a summary, as JSON."`
}

// Run reads every article again from the text kept, and replaces what it states.
func (r *reloadCmd) Run(ctx context.Context, c *console) error {
	u, err := r.understanding()
	if err != nil {
		return err
	}
	return r.with(ctx, func(store *neo4jstore.Store) error {
		pass, err := store.Reload(ctx, r.Anew)
		if err != nil {
			return err
		}
		report := night.NewReporter(c.out, c.err, r.JSON, c.log)
		done := 0
		pipeline := &loader.Loader{Understand: u, Writer: store, Patience: r.Patience, Done: func(o loader.Outcome) {
			done++
			report.Done(o)
			report.Tick(done, pass.Left)
		}}
		sum, err := pipeline.Run(ctx, loader.Stored(pass.Articles(ctx)))
		return errors.Join(err, report.Close(graph.Load{StartedAt: time.Now().Add(-sum.Took), FinishedAt: time.Now()}), r.end(ctx, pass, sum, err))
	})
}

// end closes a pass that reached its end.
func (r *reloadCmd) end(ctx context.Context, pass *neo4jstore.Reload, sum loader.Summary, stopped error) error {
	switch {
	case stopped != nil:
		return nil
	case sum.SetAside > 0:
		return errors.Join(pass.End(ctx), errPartial)
	}
	return pass.End(ctx)
}

type packCmd struct {
	Load packLoadCmd `cmd:"" help:"Write all of the pack to the graph, what no article mentions too."`
}

type packLoadCmd struct {
	database
	knowledge
}

// Run writes the pack in place of the one written before.
func (p *packLoadCmd) Run(ctx context.Context, c *console) error {
	pack, err := gazetteer.Open(p.Pack...)
	if err != nil {
		return err
	}
	actors := pack.Actors()
	return p.with(ctx, func(store *neo4jstore.Store) error {
		if err := store.Migrate(ctx); err != nil {
			return err
		}
		if err := store.WritePack(ctx, actors); err != nil {
			return err
		}
		_, err := fmt.Fprintf(c.out, "%d actors of the pack are in the graph\n", len(actors))
		return err
	})
}
