package main

import (
	"context"
	"fmt"
	"time"

	"backchannel/graph/neo4jstore"
	"backchannel/loader"
)

// This file holds the commands that write the graph and keep it sound.

// database are the flags of commands that need the store.
type database struct {
	URI      string `name:"neo4j-uri" env:"NEO4J_URI" default:"bolt://127.0.0.1:7687" help:"Address of Neo4j."`
	Username string `name:"neo4j-username" env:"NEO4J_USERNAME" help:"User; empty where the server asks for none."`
	Password string `name:"neo4j-password" env:"NEO4J_PASSWORD" help:"Password."`
	Database string `name:"neo4j-database" env:"NEO4J_DATABASE" help:"Database; empty is the server's default."`
}

func (d database) open(ctx context.Context) (*neo4jstore.Store, error) {
	return neo4jstore.Open(ctx, neo4jstore.Config{URI: d.URI, Username: d.Username, Password: d.Password, Database: d.Database})
}

// with runs work on the store and closes it.
func (d database) with(ctx context.Context, work func(*neo4jstore.Store) error) error {
	store, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close(context.WithoutCancel(ctx))
	return work(store)
}

type loadCmd struct {
	database
	Sources []string `arg:"" help:"Files, folders, or - for JSON lines on standard input."`
	DryRun  bool     `help:"Understand the articles and write nothing."`
	JSON    bool     `help:"One outcome a line, then a summary, as JSON."`
}

// Run loads the sources.
func (l *loadCmd) Run(ctx context.Context, c *console) error {
	u, err := understanding()
	if err != nil {
		return err
	}
	pipeline := &loader.Loader{Understand: u}
	if !l.DryRun {
		store, err := l.open(ctx)
		if err != nil {
			return err
		}
		defer store.Close(context.WithoutCancel(ctx))
		if err := store.Migrate(ctx); err != nil {
			return err
		}
		pipeline.Writer = store
	}
	pipeline.Done = func(o loader.Outcome) {
		if o.State == loader.StateSetAside {
			fmt.Fprintf(c.err, "%s: set aside: %s\n", o.Name, o.Reason)
		}
		if l.JSON {
			_ = line(c.out, o)
		}
	}
	sum, err := pipeline.Run(ctx, c.reader().Documents(ctx, l.Sources...))
	if l.JSON {
		_ = line(c.out, sum)
	} else {
		fmt.Fprintf(c.out, "%d loaded, %d set aside; %d events, %d claims in %s\n", sum.Loaded, sum.SetAside, sum.Events, sum.Claims, sum.Took.Round(time.Millisecond))
	}
	if err == nil && sum.SetAside > 0 {
		return errPartial
	}
	return err
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
