package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"text/tabwriter"
	"time"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
	"backchannel/resolvers"
	"backchannel/resolvers/auth"
	"backchannel/resolvers/server"
)

// This file holds the commands that answer clients, and say who may ask.

type serveCmd struct {
	database
	Listen     string        `default:"127.0.0.1:8080" env:"BACKCHANNEL_LISTEN" help:"Address to serve on. Off loopback, keys or tokens are needed."`
	Production bool          `env:"BACKCHANNEL_PRODUCTION" help:"Turn introspection, suggestions and playground off."`
	Playground bool          `env:"BACKCHANNEL_PLAYGROUND" help:"Serve the playground at / off loopback too."`
	RequireKey bool          `env:"BACKCHANNEL_REQUIRE_KEY" help:"Ask for keys or tokens on loopback too, for example behind a reverse proxy."`
	TLSCert    string        `name:"tls-cert" type:"existingfile" placeholder:"FILE" env:"BACKCHANNEL_TLS_CERT" help:"Certificate file; serves HTTPS."`
	TLSKey     string        `name:"tls-key" type:"existingfile" placeholder:"FILE" env:"BACKCHANNEL_TLS_KEY" help:"Key file of the certificate."`
	Origins    []string      `name:"cors-origin" env:"BACKCHANNEL_CORS_ORIGINS" help:"Origins whose pages may ask, such as https://desk.example."`
	JWKS       string        `name:"jwks" env:"BACKCHANNEL_JWKS" placeholder:"FILE|URL" help:"Public keys of the identity provider whose tokens are trusted."`
	Issuer     string        `name:"jwt-issuer" env:"BACKCHANNEL_JWT_ISSUER" help:"Issuer that tokens must name."`
	Audience   string        `name:"jwt-audience" env:"BACKCHANNEL_JWT_AUDIENCE" help:"Audience that tokens must name."`
	Rate       *float64      `placeholder:"N" env:"BACKCHANNEL_RATE" help:"Operations a second for each client, 0 for no limit; unset means 50, and none on open loopback."`
	Timeout    time.Duration `default:"4500ms" env:"BACKCHANNEL_TIMEOUT" help:"Longest time of one operation."`
	Answers    int           `name:"answer-cache" default:"16" placeholder:"MB" env:"BACKCHANNEL_ANSWER_CACHE" help:"Megabytes of answers to keep for as long as the graph does not change, 16 by default; 0 keeps none."`
	Verbose    bool          `env:"BACKCHANNEL_VERBOSE" help:"Log each operation on open loopback too."`
}

// Validate reports settings that contradict each other before anything is opened.
func (s *serveCmd) Validate() error {
	return server.Config{Listen: s.Listen, TLSCert: s.TLSCert, TLSKey: s.TLSKey, Gate: new(auth.Gate)}.Validate()
}

// Run serves until it is told to stop.
func (s *serveCmd) Run(ctx context.Context, c *console) error {
	if s.Verbose && c.log == nil {
		slog.SetDefault(slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelDebug})))
	}
	store, err := s.reader(ctx)
	if err != nil {
		return err
	}
	defer store.Close(context.WithoutCancel(ctx))
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	gate, err := s.gate(ctx, store)
	if err != nil {
		return err
	}
	schema, kept := resolvers.Schema(store), s.Answers<<20
	server.BoundMemory(kept)
	srv, err := server.New(server.Config{
		Listen: s.Listen, Production: s.Production, Playground: s.Playground, TLSCert: s.TLSCert, TLSKey: s.TLSKey, Origins: s.Origins,
		Timeout: s.Timeout, Schema: schema, Gate: gate, Ping: store.Ping, Risen: func(ctx context.Context) { resolvers.Warm(ctx, schema) },
		Answers: kept, Version: store.Version,
	})
	if err != nil {
		return ifInvalid(err)
	}
	return srv.Run(ctx)
}

// reader opens the store so that a database that goes away shows within seconds.
func (s *serveCmd) reader(ctx context.Context) (*neo4jstore.Store, error) {
	return s.open(ctx, neo4jstore.Config{Timeout: s.Timeout, Patience: 2 * time.Second})
}

// gate decides who gets in: everybody on loopback, elsewhere holders of keys and
// tokens, of which there must be some.
func (s *serveCmd) gate(ctx context.Context, store *neo4jstore.Store) (*auth.Gate, error) {
	open := server.Loopback(s.Listen) && !s.RequireKey && s.JWKS == ""
	gate := auth.NewGate(s.pace(open))
	gate.Open = open
	if open {
		return gate, nil
	}
	if s.JWKS != "" {
		tokens, err := auth.NewTokens(ctx, auth.TokenConfig{JWKS: s.JWKS, Issuer: s.Issuer, Audience: s.Audience})
		if err != nil {
			return nil, ifInvalid(err)
		}
		gate.Tokens = tokens
	}
	keys, err := store.Keys(ctx)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 && s.JWKS == "" {
		return nil, usage(fmt.Errorf("%s needs a guard, and there is none: add a key with `backchannel key add NAME`, or trust tokens with --jwks", s.Listen))
	}
	gate.Keys = auth.NewKeys(store)
	return gate, nil
}

func (s *serveCmd) pace(open bool) float64 {
	switch {
	case s.Rate != nil:
		return *s.Rate
	case open:
		return 0
	}
	return 50
}

type keyCmd struct {
	Add    keyAddCmd    `cmd:"" help:"Make a key and print it: it is shown this once."`
	List   keyListCmd   `cmd:"" help:"List the keys."`
	Revoke keyRevokeCmd `cmd:"" help:"Shut a key out, within seconds and for good."`
}

type keyAddCmd struct {
	database
	Name string        `arg:"" help:"Whose key it is, for lists and logs."`
	Role string        `enum:"reader,operator" default:"reader" help:"reader asks; operator also sees loads and metrics."`
	For  time.Duration `placeholder:"720h" help:"How long it is valid; without an end when unset."`
}

// Validate refuses a key that lists and logs could not name.
func (k *keyAddCmd) Validate() error {
	if strings.TrimSpace(k.Name) == "" {
		return errors.New("<name>: it is empty")
	}
	return nil
}

// Run makes a key.
func (k *keyAddCmd) Run(ctx context.Context, c *console) error {
	now, expires := time.Now().UTC(), time.Time{}
	if k.For > 0 {
		expires = now.Add(k.For)
	}
	key, secret := auth.NewKey(k.Name, graph.Access(k.Role), now, expires)
	err := k.with(ctx, func(store *neo4jstore.Store) error {
		if err := store.Migrate(ctx); err != nil {
			return err
		}
		return store.AddKey(ctx, key)
	})
	if err == nil {
		fmt.Fprintln(c.out, secret)
	}
	return err
}

type keyListCmd struct{ database }

// Run lists the keys.
func (k *keyListCmd) Run(ctx context.Context, c *console) error {
	return k.with(ctx, func(store *neo4jstore.Store) error {
		keys, err := store.Keys(ctx)
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(out, "ID\tNAME\tROLE\tMADE\tSTATE")
		for _, key := range keys {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", key.ID, key.Name, key.Role, key.CreatedAt.Format(time.DateOnly), stateOf(key))
		}
		return out.Flush()
	})
}

// toMinute is how times of expiry are shown.
const toMinute = "2006-01-02 15:04 UTC"

func stateOf(k graph.Key) string {
	switch {
	case !k.RevokedAt.IsZero():
		return "revoked " + k.RevokedAt.Format(time.DateOnly)
	case !k.InForce(time.Now()):
		return "expired " + k.ExpiresAt.UTC().Format(toMinute)
	case !k.ExpiresAt.IsZero():
		return "until " + k.ExpiresAt.UTC().Format(toMinute)
	}
	return "in force"
}

type keyRevokeCmd struct {
	database
	ID string `arg:"" help:"Id of the key, as key list shows it."`
}

// Run revokes a key.
func (k *keyRevokeCmd) Run(ctx context.Context) error {
	return k.with(ctx, func(store *neo4jstore.Store) error { return store.RevokeKey(ctx, k.ID) })
}
