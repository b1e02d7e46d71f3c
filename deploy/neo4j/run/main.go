// Command run starts a Neo4j of its own on free ports, runs a command beside it
// with BACKCHANNEL_TEST_NEO4J set to its address and BACKCHANNEL_TEST_BROWSER to
// that of Neo4j Browser, stops it, and ends with the command's exit code.
//
//	go run ./deploy/neo4j/run -- go test ./...
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"backchannel/deploy/neo4j/local"
)

func main() {
	pom := flag.String("pom", "deploy/neo4j/pom.xml", "Maven file that pins Neo4j")
	cache := flag.String("cache", ".cache", "folder for the resolved class path")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: run [flags] -- COMMAND [ARG…]")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	code, err := run(*pom, *cache, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "run:", err)
	}
	os.Exit(code)
}

func run(pom, cache string, args []string) (int, error) {
	// The kernel ties the server's life to the thread that started it.
	runtime.LockOSThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server, end, err := local.Temporary(ctx, pom, cache)
	if err != nil {
		return 1, err
	}
	defer end()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "BACKCHANNEL_TEST_NEO4J="+server.URI(), "BACKCHANNEL_TEST_BROWSER="+server.BrowserURL())
	err = cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, fmt.Errorf("run %s: %w", args[0], err)
	}
	return 0, nil
}
