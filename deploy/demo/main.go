// Command demo shows the whole product on the sample articles: it starts a Neo4j
// of its own (or uses that of NEO4J_URI), loads them, serves GraphQL, says where
// to look, and on Ctrl-C stops what it started. Data stays in .demo.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"backchannel/deploy/neo4j/local"
)

// options are the flags of the demo.
type options struct {
	samples, home   string
	bolt, http, api int
}

func main() {
	var o options
	flag.StringVar(&o.samples, "samples", "deploy/samples", "articles to load")
	flag.StringVar(&o.home, "home", ".demo", "folder for the data")
	flag.IntVar(&o.bolt, "bolt", 7687, "port of Neo4j's Bolt; 0 picks a free one")
	flag.IntVar(&o.http, "http", 7474, "port of Neo4j Browser; 0 picks a free one")
	flag.IntVar(&o.api, "api", 8080, "port of GraphQL; 0 picks a free one")
	flag.Parse()
	// The kernel ties the servers' lives to the thread that started them.
	runtime.LockOSThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o)
	interrupted := ctx.Err() != nil
	stop()
	if err != nil && !interrupted {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if err := o.claimPorts(); err != nil {
		return fmt.Errorf("%w, as in: make demo ARGS=\"-bolt=0 -http=0 -api=0\"", err)
	}
	if err := prepare(ctx, o); err != nil {
		return err
	}
	uri, browser := os.Getenv("NEO4J_URI"), ""
	ended := make(<-chan struct{})
	if uri == "" {
		server, err := o.database(ctx)
		if err != nil {
			return err
		}
		defer func() {
			server.Stop()
			fmt.Println("Neo4j is stopped; its data stays in", o.neo4j())
		}()
		uri, browser, ended = server.URI(), server.BrowserURL(), server.Done()
	}
	api, err := start(ctx, o, uri)
	if err != nil {
		return err
	}
	defer api.stop()
	welcome(os.Stdout, api.address, browser, uri)
	select {
	case <-ctx.Done():
		fmt.Println("\nStopping …")
		return nil
	case <-api.done:
		return fmt.Errorf("backchannel serve ended; its log is %s", api.log)
	case <-ended:
		return fmt.Errorf("Neo4j ended; its log is %s", filepath.Join(o.neo4j(), "server.log"))
	}
}

// claimPorts checks the ports before anything takes time, and replaces 0 by a free one.
func (o *options) claimPorts() (err error) {
	ports := map[string]*int{"GraphQL": &o.api}
	if os.Getenv("NEO4J_URI") == "" {
		ports["Bolt"], ports["Neo4j Browser"] = &o.bolt, &o.http
	}
	for name, port := range ports {
		if *port, err = local.ClaimPort(*port); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (o options) neo4j() string { return filepath.Join(o.home, "neo4j") }

func (o options) program() string { return filepath.Join(o.home, "backchannel") }

// prepare checks for what is needed before it fetches and builds anything.
func prepare(ctx context.Context, o options) error {
	if os.Getenv("NEO4J_URI") == "" {
		if err := local.Check(ctx, o.neo4j()); err != nil {
			return err
		}
	}
	for _, step := range [][]string{
		{"sh", "deploy/model.sh"},
		{"go", "build", "-o", o.program(), "."},
	} {
		cmd := exec.CommandContext(ctx, step[0], step[1:]...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(step, " "), err)
		}
	}
	return nil
}

// database starts the demo's own Neo4j.
func (o options) database(ctx context.Context) (*local.Server, error) {
	fmt.Println("Starting Neo4j …")
	return local.Start(ctx, local.Options{Home: o.neo4j(), POM: "deploy/neo4j/pom.xml", Cache: ".cache", Bolt: o.bolt, HTTP: o.http})
}
