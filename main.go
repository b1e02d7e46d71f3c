// Command backchannel turns news articles into a knowledge graph of diplomatic
// contact in Neo4j.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"reflect"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"backchannel/graph"
	"backchannel/loader/trace"
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

// errUsage says that the command line makes no sense. It ends the message.
var errUsage = errors.New("see backchannel --help")

type cli struct {
	Load     loadCmd     `cmd:"" help:"Load articles into the graph."`
	Extract  extractCmd  `cmd:"" help:"Show what articles claim, without a database."`
	Eval     evalCmd     `cmd:"" help:"Measure extraction against annotated articles, without a database."`
	Annotate annotateCmd `cmd:"" help:"Show the grammar of articles: words, tags, trees and entities."`
	Who      whoCmd      `cmd:"" help:"Whom a mention means on a day, and why."`
	Names    namesCmd    `cmd:"" help:"Names across spellings and scripts."`
	Pack     packCmd     `cmd:"" help:"The reference pack: who is who."`
	Migrate  migrateCmd  `cmd:"" help:"Make the constraints and indexes of the database."`
	Check    checkCmd    `cmd:"" help:"Check the graph's invariants."`
	Forget   forgetCmd   `cmd:"" help:"Take an article and what it contributed out of the graph."`
	Serve    serveCmd    `cmd:"" help:"Answer GraphQL queries."`
	Key      keyCmd      `cmd:"" help:"Keys that open the service."`
	Reload   reloadCmd   `cmd:"" help:"Read all articles again from the text kept, with the rules and the pack of now."`
	Dead     deadCmd     `cmd:"" help:"Articles that were set aside."`
	Feeds    feedsCmd    `cmd:"" help:"Files of feeds."`
	Version  versionCmd  `cmd:"" help:"Versions of the program, its rules and its language model."`
	Probe    probeCmd    `cmd:"" hidden:"" help:"Ask an address of the service; fail unless it answers 200."`

	Log string `enum:"text,json" default:"text" env:"BACKCHANNEL_LOG" help:"Form of log lines: text or json."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// console is where commands read and write.
type console struct {
	in       io.Reader
	out, err io.Writer
	// log is set where logs are JSON; what people would read as plain lines goes there.
	log *slog.Logger
}

// run is main without the process: it returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	var c cli
	streams := &console{in: in, out: out, err: errs}
	ended := -1
	parser, err := kong.New(&c, kong.Name("backchannel"), kong.Description("A knowledge graph of diplomatic contact."),
		kong.Writers(out, errs), kong.Exit(func(code int) { ended = code }), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(streams))
	if err != nil {
		fmt.Fprintln(errs, "backchannel:", err)
		return exitFatal
	}
	command, err := parser.Parse(args)
	if ended >= 0 { // help was asked for
		return ended
	}
	if err == nil {
		err = noNegative(command.Flags())
	}
	if err != nil {
		return streams.exit(usage(err))
	}
	streams.logTo(errs, c.Log)
	stop, err := trace.Start(ctx)
	if err == nil {
		err = command.Run()
		stop(context.WithoutCancel(ctx))
	}
	return streams.exit(err)
}

// noNegative refuses flags below zero: none of them means anything there.
func noNegative(flags []*kong.Flag) error {
	for _, f := range flags {
		if v := reflect.Indirect(f.Target); v.CanInt() && v.Int() < 0 || v.CanFloat() && v.Float() < 0 {
			return fmt.Errorf("--%s: %v is negative", f.Name, v)
		}
	}
	return nil
}

// usage marks an error as one of the command line.
func usage(err error) error { return fmt.Errorf("%w; %w", err, errUsage) }

// ifInvalid marks errors about settings that make no sense as ones of the command line.
func ifInvalid(err error) error {
	if errors.Is(err, graph.ErrInvalid) {
		return usage(err)
	}
	return err
}

// logTo makes the default logger write to w.
func (c *console) logTo(w io.Writer, form string) {
	slog.SetDefault(slog.New(slog.NewTextHandler(w, nil)))
	if form == "json" {
		c.log = slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
		slog.SetDefault(c.log)
	}
}

// exit says what went wrong and returns the exit code for it.
func (c *console) exit(err error) int {
	code := exitFatal
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, graph.ErrUnavailable):
		code = exitUnavailable
	case errors.Is(err, graph.ErrLocked):
		code = exitLocked
	case errors.Is(err, errUsage):
		code = exitUsage
	case errors.Is(err, errPartial):
		return exitPartial
	}
	text := strings.ReplaceAll(err.Error(), ": "+graph.ErrInvalid.Error()+";", ";") // the message tells what is
	if c.log != nil {
		c.log.Error("failed", "error", text, "code", code)
	} else {
		fmt.Fprintln(c.err, "backchannel:", text)
	}
	return code
}

// line writes v as one line of JSON.
func line(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }
