package extract

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader/nlp"
)

// fixture is a text as the annotation and the resolver give it, so that the
// rules are tested alone.
type fixture struct {
	Text   string  `json:"text"`
	Tokens [][]any `json:"tokens"`   // text, lemma, pos, tag, dep, head, entity, space, sentence start
	Actors [][]any `json:"actors"`   // id, kind, name, country, title, organization kind, gender
	Named  [][]any `json:"mentions"` // start, end, head, adjectival, actor
}

func (f fixture) doc() nlp.Doc {
	doc := nlp.Doc{Text: f.Text}
	at := 0
	number := func(x any) int { return int(x.(float64)) }
	for i, row := range f.Tokens {
		tok := nlp.Token{
			Start: at, End: at + len(row[0].(string)), Text: row[0].(string), Lemma: row[1].(string), POS: row[2].(string), Tag: row[3].(string),
			Dep: row[4].(string), Head: number(row[5]), EntType: row[6].(string), Space: number(row[7]) == 1, SentStart: number(row[8]) == 1,
		}
		at = tok.End
		if tok.Space {
			at++
		}
		if tok.SentStart {
			if n := len(doc.Sents); n > 0 {
				doc.Sents[n-1].End = i
			}
			doc.Sents = append(doc.Sents, nlp.Span{Start: i, End: len(f.Tokens)})
		}
		doc.Tokens = append(doc.Tokens, tok)
	}
	return doc
}

// Mentions makes a fixture the resolver of its own text.
func (f fixture) Mentions([]nlp.Doc, time.Time) [][]Mention {
	actors, genders := map[string]*graph.Actor{}, map[string]string{}
	for _, row := range f.Actors {
		id := row[0].(string)
		actors[id] = &graph.Actor{
			ID: graph.ID(id), Kind: graph.ActorKind(row[1].(string)), Name: row[2].(string), Country: row[3].(string),
			Title: row[4].(string), OrgKind: row[5].(string),
		}
		genders[id] = row[6].(string)
	}
	var mentions []Mention
	for _, row := range f.Named {
		id := row[4].(string)
		mentions = append(mentions, Mention{
			Start: int(row[0].(float64)), End: int(row[1].(float64)), Head: int(row[2].(float64)),
			Adjectival: row[3].(float64) == 1, Actor: actors[id], Gender: genders[id],
		})
	}
	return [][]Mention{mentions}
}

func loadFixtures(t testing.TB, name string) map[string]fixture {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var list []fixture
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	byText := map[string]fixture{}
	for _, f := range list {
		byText[f.Text] = f
	}
	return byText
}

// published is the day on which all texts of testdata appear, a Thursday.
var published = time.Date(2025, time.March, 13, 0, 0, 0, 0, time.UTC)

func extractFixture(t *testing.T, f fixture) *Result {
	t.Helper()
	x, err := New(f)
	if err != nil {
		t.Fatal(err)
	}
	art := graph.Article{ID: graph.HashID("article", f.Text), Text: f.Text, PublishedAt: published}
	return x.Article(art, []nlp.Doc{f.doc()})
}

// summary writes events as testdata does: "MET Putin+Xi actual 2025-03-10".
func summary(r *Result) string {
	var out []string
	for _, e := range r.events {
		side := func(parties []party, sep string) string {
			var names []string
			for _, q := range parties {
				name := q.actor.Name
				switch {
				case q.actor.Kind == graph.KindGovernment:
					name = q.actor.Country
				case q.actor.Country == "CHN" || q.actor.Country == "PRK":
					name = strings.Fields(name)[0]
				case person(q.actor):
					name = name[strings.LastIndex(name, " ")+1:]
				}
				names = append(names, name)
			}
			sort.Strings(names)
			return strings.Join(names, sep)
		}
		parties := side(e.source, "+") + ">" + side(e.target, "+")
		if e.typ.Symmetric() {
			parties = side(append(append([]party(nil), e.source...), e.target...), "+")
		}
		date := e.date.String()
		if date == "" {
			date = "-"
		}
		out = append(out, fmt.Sprintf("%s %s %s %s", e.typ, parties, e.status, date))
	}
	sort.Strings(out)
	return strings.Join(out, " & ")
}

// normal sorts a wanted summary as summary sorts what it found.
func normal(want string) string {
	if want == "" {
		return ""
	}
	events := strings.Split(want, " & ")
	for k, e := range events {
		fields := strings.Fields(e)
		n := len(fields)
		parties := strings.Join(fields[1:n-2], " ")
		sep := func(s string) string {
			names := strings.Split(s, "+")
			sort.Strings(names)
			return strings.Join(names, "+")
		}
		if source, target, directed := strings.Cut(parties, ">"); directed {
			parties = sep(source) + ">" + sep(target)
		} else {
			parties = sep(parties)
		}
		events[k] = strings.Join([]string{fields[0], parties, fields[n-2], fields[n-1]}, " ")
	}
	sort.Strings(events)
	return strings.Join(events, " & ")
}

// testTable checks a table of texts and returns how many hold. A text known to
// fail is marked in the third column; it may not start to pass unnoticed.
func testTable(t *testing.T, name string) {
	t.Helper()
	file, err := os.Open("testdata/" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	fixtures := loadFixtures(t, name)
	for _, row := range rows[1:] {
		text, want := row[0], normal(row[1])
		f, ok := fixtures[text]
		if !ok {
			t.Errorf("%q has no annotation in %s.json: make it anew", text, name)
			continue
		}
		if got := summary(extractFixture(t, f)); got != want {
			t.Errorf("%q\n got: %s\nwant: %s", text, got, want)
		}
	}
}

func TestCases(t *testing.T) { testTable(t, "cases") }

// TestDenials holds what must never come out as a fact.
func TestDenials(t *testing.T) { testTable(t, "denials") }
