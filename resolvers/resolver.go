//go:generate go tool gqlgen generate
//go:generate gofmt -w -r "graphql.MarshalSliceConcurrently(a, b, c, d, e) -> batch.List(a, b, e)" generated
//go:generate gofmt -w -r "graphql.NewDeferredGroup(a) -> graphql.DeferredGroup{}" generated
//go:generate go tool goimports -w generated

// Package resolvers answers the schema's fields from the graph. Each root field
// is one read, and so is each list below it, for all the nodes that have it; see
// package batch.
package resolvers

import (
	"context"
	"maps"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"backchannel/graph"
	"backchannel/resolvers/generated"
	"backchannel/resolvers/live"
)

// Reader is the graph as the resolvers read it. Errors wrap the sentinels of
// package graph; maps miss what does not exist.
type Reader interface {
	NodeReader
	ActorReader
	EventReader
	ClaimReader
	Articles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (graph.List[graph.Article], error)
	CountArticles(ctx context.Context, f graph.ArticleFilter) (int, error)
	Search(ctx context.Context, q graph.SearchQuery) (graph.List[graph.Hit], error)
	CountHits(ctx context.Context, q graph.SearchQuery) (int, error)
	Loads(ctx context.Context, p graph.Page) (graph.List[graph.Load], error)
	CountLoads(ctx context.Context) (int, error)
	ChangeReader
}

// NodeReader finds nodes by what is known of them.
type NodeReader interface {
	// Nodes returns the nodes of ids, of whatever kind.
	Nodes(ctx context.Context, ids []graph.ID, w graph.Want) (graph.Nodes, error)
	// FindActors returns all actors that a key fits, with what is to be read with them.
	FindActors(ctx context.Context, q graph.ActorQuery) ([]graph.ActorView, error)
	ArticleByURL(ctx context.Context, url string) (*graph.Article, error)
}

// ActorReader reads what actors are and with whom they deal.
type ActorReader interface {
	// Terms returns the terms of officials, those held on a day where one is given.
	Terms(ctx context.Context, officials []graph.ID, on *graph.Day) (map[graph.ID][]graph.Term, error)
	// Officials returns the officials of governments and their bodies, likewise.
	Officials(ctx context.Context, governments []graph.ID, on *graph.Day, p graph.Page) (map[graph.ID]graph.List[graph.Actor], error)
	CountOfficials(ctx context.Context, governments []graph.ID, on *graph.Day) (map[graph.ID]int, error)
	GovernmentsOf(ctx context.Context, organizations []graph.ID) (map[graph.ID]graph.Actor, error)
	Counterparts(ctx context.Context, q graph.CounterpartQuery) (map[graph.ID][]graph.Counterpart, error)
	// Dyad fails with ErrNotFound where one of the actors is not there, and so does Paths.
	Dyad(ctx context.Context, q graph.DyadQuery) (graph.Dyad, error)
	Paths(ctx context.Context, q graph.PathQuery, w graph.Want) ([]graph.Path, error)
}

// ChangeReader tells which events loads have changed.
type ChangeReader interface {
	// Sequence returns the number of the last load that changed events.
	Sequence(ctx context.Context) (int64, error)
	// ChangedSince returns events that loads changed after a place in their sequence, up to a number.
	ChangedSince(ctx context.Context, after graph.Change, upTo int64, limit int) ([]graph.Change, error)
	// EventsAmong returns those of the events of ids that a filter wants.
	EventsAmong(ctx context.Context, ids []graph.ID, f graph.EventFilter, w graph.Want) ([]graph.EventView, error)
}

// EventReader reads events.
type EventReader interface {
	Events(ctx context.Context, q graph.EventQuery) (graph.List[graph.EventView], error)
	CountEvents(ctx context.Context, f graph.EventFilter) (int, error)
	Contacts(ctx context.Context, q graph.ContactQuery) (map[graph.ID]graph.List[graph.EventView], error)
	CountContacts(ctx context.Context, q graph.ContactQuery) (map[graph.ID]int, error)
	EventsIn(ctx context.Context, articles []graph.ID, q graph.EventQuery) (map[graph.ID]graph.List[graph.EventView], error)
	CountEventsIn(ctx context.Context, articles []graph.ID, f graph.EventFilter) (map[graph.ID]int, error)
	Timeline(ctx context.Context, f graph.EventFilter, b graph.Bucket, direct bool) ([]graph.TimelineBucket, error)
	Parties(ctx context.Context, events []graph.ID, w graph.Want) (map[graph.ID][]graph.Party, error)
}

// ClaimReader reads claims.
type ClaimReader interface {
	Claims(ctx context.Context, f graph.EventFilter, p graph.Page, w graph.Want) (graph.List[graph.ClaimView], error)
	CountClaims(ctx context.Context, f graph.EventFilter) (int, error)
	// ClaimsAbout returns the claims of events, where knownAt is given of events as known then.
	ClaimsAbout(ctx context.Context, events []graph.ID, knownAt *time.Time, p graph.Page, w graph.Want) (map[graph.ID]graph.List[graph.ClaimView], error)
	CountClaimsAbout(ctx context.Context, events []graph.ID, knownAt *time.Time) (map[graph.ID]int, error)
	ClaimsIn(ctx context.Context, articles []graph.ID, p graph.Page, w graph.Want) (map[graph.ID]graph.List[graph.ClaimView], error)
	CountClaimsIn(ctx context.Context, articles []graph.ID) (map[graph.ID]int, error)
}

// Resolver answers fields from a reader.
type Resolver struct {
	graph Reader
	loads *live.Feed
}

// pollEvery is how often the number of the last load is asked for.
const pollEvery = time.Second

// Schema returns the schema, answered from a reader. It is without gqlgen's @defer:
// answers go out whole, and what was deferred would be lost.
func Schema(r Reader) graphql.ExecutableSchema {
	config := generated.Config{Resolvers: &Resolver{r, live.NewFeed(r, pollEvery)}}
	schema := *generated.NewExecutableSchema(config).Schema()
	schema.Directives = maps.Clone(schema.Directives)
	delete(schema.Directives, "defer")
	config.Schema = &schema
	return generated.NewExecutableSchema(config)
}
