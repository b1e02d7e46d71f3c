// Command backchannel turns news articles into a knowledge graph of diplomatic
// contact in Neo4j.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"backchannel/graph"
)

// Exit codes.
const (
	exitOK = iota
	exitFatal
	exitUsage
	exitPartial     // some articles were set aside
	exitUnavailable // the store can't be reached: retry later
	exitLocked      // another load holds the lock
)

// errPartial says that some articles were set aside.
var errPartial = errors.New("some articles were set aside")

type cli struct {
	Load     loadCmd     `cmd:"" help:"Load articles into the graph."`
	Extract  extractCmd  `cmd:"" help:"Show what articles claim, without a database."`
	Eval     evalCmd     `cmd:"" help:"Measure extraction against annotated articles, without a database."`
	Annotate annotateCmd `cmd:"" help:"Show the grammar of articles: words, tags, trees and entities."`
	Migrate  migrateCmd  `cmd:"" help:"Make the constraints and indexes of the database."`
	Check    checkCmd    `cmd:"" help:"Check the graph's invariants."`
	Forget   forgetCmd   `cmd:"" help:"Take an article and what it contributed out of the graph."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// console is where commands read and write.
type console struct {
	in       io.Reader
	out, err io.Writer
}

// run is main without the process: it returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	var c cli
	ended := -1
	parser, err := kong.New(&c, kong.Name("backchannel"), kong.Description("A knowledge graph of diplomatic contact."),
		kong.Writers(out, errs), kong.Exit(func(code int) { ended = code }), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&console{in, out, errs}))
	if err != nil {
		fmt.Fprintln(errs, "backchannel:", err)
		return exitFatal
	}
	command, err := parser.Parse(args)
	if ended >= 0 { // help was asked for
		return ended
	}
	if err != nil {
		fmt.Fprintf(errs, "backchannel: %v; see backchannel --help\n", err)
		return exitUsage
	}
	err = command.Run()
	code := exitFatal
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, graph.ErrUnavailable):
		code = exitUnavailable
	case errors.Is(err, graph.ErrLocked):
		code = exitLocked
	}
	fmt.Fprintln(errs, "backchannel:", err)
	return code
}

// line writes v as one line of JSON.
func line(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }
