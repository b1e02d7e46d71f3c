package neo4jstore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"backchannel/graph"
	"backchannel/graph/neo4jstore"
)

// BenchmarkWrite compares the store with the fastest that knows nothing: the
// graph that articles gave, merged again into an empty database, a thousand rows
// at a time. Run it with -benchtime 1x.
func BenchmarkWrite(b *testing.B) {
	uri := os.Getenv("BACKCHANNEL_TEST_NEO4J")
	if uri == "" {
		b.Skip("no Neo4j: BACKCHANNEL_TEST_NEO4J is not set")
	}
	s, err := neo4jstore.Open(b.Context(), neo4jstore.Config{URI: uri})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close(b.Context())
	if err := s.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	p := rival{b, uri}
	reports := chronicle(rand.New(rand.NewPCG(6, 4)), 500)
	for b.Loop() {
		var ours, theirs time.Duration
		var size int64
		for range 2 { // the first round warms the server's plans
			p.clear(s)
			ours = p.store(s, reports)
			nodes, edges, err := s.Size(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			size = nodes + edges
			groups := p.graph()
			p.clear(s)
			theirs = p.merge(groups)
		}
		b.ReportMetric(float64(size)/ours.Seconds(), "store-elements/s")
		b.ReportMetric(float64(size)/theirs.Seconds(), "plain-elements/s")
		b.ReportMetric(theirs.Seconds()/ours.Seconds(), "ratio")
	}
}

// chronicle makes articles about hundreds of actors over two years, some of them
// often in the news.
func chronicle(r *rand.Rand, n int) []graph.Report {
	var actors []graph.Actor
	for i := range 400 {
		kind := []graph.ActorKind{graph.KindOfficial, graph.KindOfficial, graph.KindGovernment, graph.KindOrganization}[i%4]
		actors = append(actors, graph.Actor{ID: graph.ID(fmt.Sprintf("%s:actor-%d", kind, i)), Kind: kind, Name: fmt.Sprint("Actor ", i), Country: "AAA"})
	}
	often := func() graph.Actor { x := r.Float64(); return actors[int(x*x*float64(len(actors)))] }
	types := graph.EventTypes()
	var out []graph.Report
	for a := range n {
		day := graph.NewDay(2024, 1, 1+r.IntN(700))
		rep := graph.Report{Article: graph.Article{
			ID: graph.HashID("article", "chronicle", fmt.Sprint(a)), Title: fmt.Sprint("Article ", a), Publisher: fmt.Sprint("Paper ", a%30),
			PublishedAt: day.Time(), Language: "en", Text: strings.Repeat("They met in the capital and agreed on little. ", 60), Hash: fmt.Sprint(a),
		}}
		used := map[graph.ID]bool{}
		for h := range 8 {
			x, y := often(), often()
			rep.Claims = append(rep.Claims, graph.Claim{
				ID: graph.HashID("claim", "chronicle", fmt.Sprint(a, h)), Article: rep.Article.ID, Happening: h, Type: types[r.IntN(len(types))].Type,
				Status: graph.StatusActual, Stance: graph.StanceReports, Source: []graph.ID{x.ID}, Target: []graph.ID{y.ID},
				Date:  []graph.Date{graph.OnDay(day - graph.Day(r.IntN(9))), graph.InMonth(2024, day.Time().Month())}[r.IntN(2)],
				Quote: "They met in the capital", End: 23, PublishedAt: day.Time(), Publisher: rep.Article.Publisher, Confidence: 0.9, Extractor: "bench",
			})
			for _, actor := range []graph.Actor{x, y} {
				if !used[actor.ID] {
					used[actor.ID] = true
					rep.Actors = append(rep.Actors, actor)
				}
			}
		}
		out = append(out, rep)
	}
	return out
}

// rival is the fastest that knows nothing: the driver and batched MERGE.
type rival struct {
	b   *testing.B
	uri string
}

func (p rival) clear(s *neo4jstore.Store) {
	p.b.Helper()
	if err := s.Clear(p.b.Context()); err != nil {
		p.b.Fatal(err)
	}
}

func (p rival) store(s *neo4jstore.Store, reports []graph.Report) time.Duration {
	p.b.Helper()
	begun := time.Now()
	for len(reports) > 0 {
		n := min(32, len(reports))
		if err := s.Write(p.b.Context(), reports[:n]...); err != nil {
			p.b.Fatal(err)
		}
		reports = reports[n:]
	}
	return time.Since(begun)
}

// group is nodes of one label, or edges of one type between two labels.
type group struct {
	cypher string
	rows   []any
}

func (p rival) query(cypher string, params map[string]any) []*neo4j.Record {
	p.b.Helper()
	driver, err := neo4j.NewDriverWithContext(p.uri, neo4j.NoAuth())
	if err != nil {
		p.b.Fatal(err)
	}
	defer driver.Close(p.b.Context())
	res, err := neo4j.ExecuteQuery(p.b.Context(), driver, cypher, params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
	if err != nil {
		p.b.Fatal(err)
	}
	return res.Records
}

// graph reads what is stored, nodes before edges.
func (p rival) graph() []group {
	p.b.Helper()
	var out []group
	collect := func(cypher string, merge func(r *neo4j.Record) string) {
		at := map[string]int{}
		for _, r := range p.query(cypher, nil) {
			statement := merge(r)
			if _, ok := at[statement]; !ok {
				at[statement] = len(out)
				out = append(out, group{cypher: statement})
			}
			g := &out[at[statement]]
			g.rows = append(g.rows, r.AsMap()["row"])
		}
	}
	text := func(r *neo4j.Record, key string) string { s, _ := r.AsMap()[key].(string); return s }
	collect("MATCH (n) RETURN labels(n)[0] AS label, {id: n.id, p: properties(n)} AS row", func(r *neo4j.Record) string {
		return "UNWIND $rows AS r MERGE (n:" + text(r, "label") + " {id: r.id}) SET n += r.p"
	})
	collect("MATCH (a)-[x]->(b) RETURN labels(a)[0] AS a, type(x) AS t, labels(b)[0] AS b, {a: a.id, b: b.id, p: properties(x)} AS row", func(r *neo4j.Record) string {
		return "UNWIND $rows AS r MATCH (a:" + text(r, "a") + " {id: r.a}) MATCH (b:" + text(r, "b") + " {id: r.b}) MERGE (a)-[x:" + text(r, "t") + "]->(b) SET x += r.p"
	})
	return out
}

func (p rival) merge(groups []group) time.Duration {
	p.b.Helper()
	driver, err := neo4j.NewDriverWithContext(p.uri, neo4j.NoAuth())
	if err != nil {
		p.b.Fatal(err)
	}
	defer driver.Close(p.b.Context())
	begun := time.Now()
	for _, g := range groups {
		for rows := g.rows; len(rows) > 0; {
			n := min(1000, len(rows))
			if _, err := neo4j.ExecuteQuery(p.b.Context(), driver, g.cypher, map[string]any{"rows": rows[:n]}, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j")); err != nil {
				p.b.Fatal(err)
			}
			rows = rows[n:]
		}
	}
	return time.Since(begun)
}
