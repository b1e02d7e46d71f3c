package extract_test

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
	"backchannel/loader/resolve"
)

var update = flag.Bool("update", false, "write what is found into the tables of testdata; read the diff")

// published is the day on which all texts of testdata appear, a Thursday.
var published = time.Date(2025, time.March, 13, 0, 0, 0, 0, time.UTC)

// reader reads texts with the real annotation and the real names.
type reader struct {
	model *nlp.Model
	*extract.Extractor
}

var load = sync.OnceValues(func() (*reader, error) {
	model, err := nlp.Load(nlp.DefaultDir())
	if err != nil {
		return nil, err
	}
	pack, err := gazetteer.Default()
	if err != nil {
		return nil, err
	}
	x, err := extract.New(resolve.New(pack))
	return &reader{model, x}, err
})

func newReader(t testing.TB) *reader {
	t.Helper()
	r, err := load()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no language model; run deploy/model.sh (%v)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// docs annotates the paragraphs of a text.
func (r *reader) docs(text string) []nlp.Doc {
	var docs []nlp.Doc
	for _, p := range extract.Paragraphs(text) {
		docs = append(docs, r.model.Annotate(p.Text, p.Offset))
	}
	return docs
}

func (r *reader) read(text string) extract.ArticleJSON {
	art := graph.Article{ID: graph.HashID("article", text), Text: text, PublishedAt: published}
	return extract.JSON("", r.Article(art, r.docs(text)).Report)
}

// summary writes the events of an article as the tables have them, in order of
// their letters: "PHONED Starmer>Modi actual 2025-03-11 by Kremlin confirms".
func summary(a extract.ArticleJSON) string {
	var out []string
	for _, e := range a.Events {
		parties := names(e.Source) + ">" + names(e.Target)
		if graph.EventType(e.Type).Symmetric() {
			parties = names(append(slices.Clone(e.Source), e.Target...))
		}
		line := fmt.Sprintf("%s %s %s %s", e.Type, parties, e.Status, day(e.Date))
		for _, c := range e.Claims {
			if by := c.By; by != nil && !strings.Contains(line, " "+c.Stance+":"+short(*by)) {
				line += " " + c.Stance + ":" + short(*by)
			}
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return strings.Join(out, " & ")
}

func day(d *extract.DateJSON) string {
	switch {
	case d == nil:
		return "-"
	case d.Precision == "year":
		return d.From[:4]
	case d.Precision == "month":
		return d.From[:7]
	case d.From != d.To:
		return d.From + "/" + d.To
	}
	return d.From
}

func names(actors []extract.ActorJSON) string {
	var out []string
	for _, a := range actors {
		out = append(out, short(a))
	}
	slices.Sort(out)
	return strings.Join(out, "+")
}

// short names a government by its country and others by what ends their id.
func short(a extract.ActorJSON) string {
	if a.Kind == "government" && a.Country != nil {
		return *a.Country
	}
	_, name, _ := strings.Cut(a.ID, ":")
	return name
}

// testTable reads every text of a table and compares what is found with the
// second column. With -update it writes what is found instead.
func testTable(t *testing.T, name string) {
	r := newReader(t)
	path := "testdata/" + name + ".csv"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for k, row := range rows[1:] {
		got := summary(r.read(row[0]))
		if got != row[1] && !*update {
			t.Errorf("%s\n got: %s\nwant: %s", row[0], got, row[1])
		}
		rows[k+1][1] = got
	}
	if *update {
		var b strings.Builder
		if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCases(t *testing.T) { testTable(t, "cases") }

// TestDenials holds what must never come out as a fact.
func TestDenials(t *testing.T) { testTable(t, "denials") }

// TestAnaphora holds who is meant by "the country", "the minister", "it", by short
// names and names of bodies.
func TestAnaphora(t *testing.T) { testTable(t, "anaphora") }

// TestReports holds what wire copy of many outlets looks like, and half of it is
// not about dealings of states at all.
func TestReports(t *testing.T) { testTable(t, "reports") }

// TestSpeakers holds who vouches for what, and who does not.
func TestSpeakers(t *testing.T) { testTable(t, "speakers") }

// TestActs holds what states and officials do to each other but no meeting: words
// of blame, appeal and threat, penalties and aid; half of it is other news in the
// same words.
func TestActs(t *testing.T) { testTable(t, "acts") }

// TestDisputes holds more of these acts in the plain words of reports, and the same
// words where nothing is done to anybody.
func TestDisputes(t *testing.T) { testTable(t, "disputes") }

// TestDates holds what dates an event and what does not.
func TestDates(t *testing.T) { testTable(t, "dates") }

// TestHeadlineNamesTheState checks whose act it is that a minister without a
// country announces.
func TestHeadlineNamesTheState(t *testing.T) {
	r := newReader(t)
	text := "Foreign Minister Aurelio Pintado announced the suspension of diplomatic relations with Cuba."
	for title, want := range map[string]string{
		"The government of Bolivia suspends relations with Cuba": "BOL>CUB",
		"Cuba loses a friend": "aurelio-pintado>CUB",
		"A friend is lost":    "aurelio-pintado>CUB",
	} {
		art := graph.Article{ID: graph.HashID("article", text), Title: title, Text: text, PublishedAt: published}
		if got := summary(extract.JSON("", r.Article(art, r.docs(text)).Report)); !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %s", title, got, want)
		}
	}
}
