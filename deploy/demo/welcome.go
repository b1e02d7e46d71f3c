package main

import (
	_ "embed"
	"fmt"
	"io"
)

// query is what the demo offers to paste; the samples answer it.
//
//go:embed query.graphql
var query string

// welcome says where to look.
func welcome(w io.Writer, api, browser, uri string) {
	if browser == "" {
		browser = "that of your server"
	}
	fmt.Fprintf(w, `
GraphQL playground   http://%[1]s/
Neo4j Browser        %[2]s
                     connect to %[3]s, style and favourites: deploy/neo4j/browser/README.md

Paste into the playground:

%[4]s
or ask from another terminal:

  curl -s http://%[1]s/query -H 'Content-Type: application/json' \
    -d '{"query":"{ official(name: \"Jonathan Powell\") { contacts { edges { node { name sources } } } } }"}'

Ctrl-C stops it.
`, api, browser, uri, query)
}
