// Command admin is neo4j-admin for a Neo4j that was started from Maven artefacts:
// the demo's, by default. Stop the server first.
//
//	go run ./deploy/neo4j/admin -- database dump neo4j --to-path=backups
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"backchannel/deploy/neo4j/local"
)

func main() {
	home := flag.String("home", ".demo/neo4j", "folder of the server")
	pom := flag.String("pom", "deploy/neo4j/pom.xml", "Maven file that pins Neo4j")
	cache := flag.String("cache", ".cache", "folder for the resolved class path")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := local.Admin(ctx, local.Options{Home: *home, POM: *pom, Cache: *cache}, os.Stdin, os.Stdout, os.Stderr, flag.Args()...)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "admin:", err)
	}
	os.Exit(code)
}
