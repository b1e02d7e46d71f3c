package model

import (
	"context"

	"backchannel/graph"
)

// PageInfo says where a page lies in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// Edge is an item of a page.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Connection is a page of items. Counting all of them is left until asked for.
type Connection[T any] struct {
	Edges    []*Edge[T]
	PageInfo *PageInfo
	count    func(context.Context) (int, error)
}

// TotalCount counts the items of all pages.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.count(ctx) }

// NewConnection returns the page of nodes that stand for the items of a list.
func NewConnection[I, T any](page graph.Page, list graph.List[I], nodes []T, count func(context.Context) (int, error)) Connection[T] {
	c := Connection[T]{
		Edges:    make([]*Edge[T], len(nodes)),
		PageInfo: &PageInfo{HasNextPage: list.More, HasPreviousPage: page.After != ""},
		count:    count,
	}
	for i, n := range nodes {
		c.Edges[i] = &Edge[T]{list.Cursors[i], n}
	}
	if n := len(nodes); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = &list.Cursors[0], &list.Cursors[n-1]
	}
	return c
}

// The schema's connections and edges.
//
//revive:disable:exported
type (
	EventConnection    struct{ Connection[*Event] }
	EventEdge          = Edge[*Event]
	ClaimConnection    struct{ Connection[*Claim] }
	ClaimEdge          = Edge[*Claim]
	ArticleConnection  struct{ Connection[*Article] }
	ArticleEdge        = Edge[*Article]
	OfficialConnection struct{ Connection[*Official] }
	OfficialEdge       = Edge[*Official]
	LoadConnection     struct{ Connection[*Load] }
	LoadEdge           = Edge[*Load]
	SearchConnection   struct{ Connection[*SearchHit] }
)

// SearchEdge is a hit of a page.
type SearchEdge struct{ Edge[*SearchHit] }

// Node is what was found.
func (e *SearchEdge) Node() Node { return e.Edge.Node.Node }

// Hit is how it was found.
func (e *SearchEdge) Hit() *SearchHit { return e.Edge.Node }

// Edges are the hits.
func (c *SearchConnection) Edges() []*SearchEdge {
	out := make([]*SearchEdge, len(c.Connection.Edges))
	for i, e := range c.Connection.Edges {
		out[i] = &SearchEdge{*e}
	}
	return out
}
