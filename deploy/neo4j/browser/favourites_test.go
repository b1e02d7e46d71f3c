package browser_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "folder for a picture of each favourite")

// drawn are the labels of the nodes that a favourite draws, or nothing where it
// answers with a table, and a text that its answer to the samples shows.
type drawn struct {
	labels string
	shows  string
}

var favourites = map[string]drawn{
	"01-phone-calls":                {"Official", "Yury Ushakov"},
	"02-who-links-two-people":       {"Official", "Donald Trump"},
	"03-contacts-of-a-person":       {"Official", "Sergey Lavrov"},
	"04-last-contacts-of-a-country": {"", "Marco Rubio"},
	"05-sanctions-by-month":         {"", "European Union"},
	"06-who-sanctions-whom":         {"Government Organization", "Rosneft"},
	"07-disputed-events":            {"Claim Event Official", "Hakan Fidan"},
	"08-sentences-behind-an-edge":   {"Article Claim Event", "phoned 2025-01"},
	"09-whose-word":                 {"", "Dmitry Peskov"},
	"10-planned-and-possible":       {"", "He Lifeng"},
	"11-did-not-happen":             {"Event Official", "Abbas Araghchi"},
	"12-told-by-most":               {"", "The Baltic Ledger"},
	"13-one-day-whole":              {"Article Claim Event Official", "met 2025-02-18"},
	"14-officials-to-identify":      {"Event Official", "Jonas Valaitis"},
}

func TestFavouritesDrawWhatAnalystsAskFor(t *testing.T) {
	files, err := filepath.Glob("favourites/*.cypher")
	if err != nil {
		t.Fatal(err)
	}
	w := open(t)
	w.style()
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".cypher")
		t.Run(name, func(t *testing.T) {
			want, known := favourites[name]
			if !known {
				t.Fatal("no test says what this favourite draws")
			}
			w := window{t, w.ctx}
			w.enter(read(t, file))
			w.picture(name)
			w.compare(want)
		})
	}
	if len(files) != len(favourites) {
		t.Errorf("%d favourites, %d expected", len(files), len(favourites))
	}
}

// compare holds what the page draws against what it should.
func (w window) compare(want drawn) {
	w.t.Helper()
	if want.labels == "" {
		if text := w.text(); !strings.Contains(text, want.shows) {
			w.t.Errorf("the table lacks %q: %s", want.shows, text)
		}
		return
	}
	labels := w.labels()
	for _, label := range strings.Fields(want.labels) {
		if labels[label] == 0 {
			w.t.Errorf("no %s is drawn, only %v", label, labels)
		}
	}
	if captions := w.captions(); !slices.Contains(captions, want.shows) {
		w.t.Errorf("no node is called %q: %q", want.shows, captions)
	}
}

// The view of the issue that every user tries first: named officials, joined by calls.
func TestPhoneCallsShowNamedOfficials(t *testing.T) {
	w := open(t)
	w.style()
	w.enter("MATCH (n:Official) WHERE (n)-[:PHONED]-(:Official) RETURN 'officials: ' + count(n) AS n")
	counted := w.text()
	w.enter("MATCH p=(:Official)-[:PHONED]->(:Official) RETURN p")
	captions := w.captions()
	if want := fmt.Sprintf("officials: %d", len(captions)); !strings.Contains(counted, want) {
		t.Errorf("%s are drawn, the database has %s", want, counted)
	}
	if !slices.Contains(captions, "Jonathan Powell") || slices.Contains(captions, "") {
		t.Errorf("the nodes are called %q, want Jonathan Powell among them and all with names", captions)
	}
	if labels := w.labels(); labels["Official"] != len(captions) || len(labels) != 1 {
		t.Errorf("drawn are %v, want officials alone", labels)
	}
}

// A zip of the favourites is what the guide tells to drop on the page.
func TestFavouritesImportAsOneFolder(t *testing.T) {
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	if err := archive.AddFS(os.DirFS("favourites")); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	w := open(t)
	w.drop("favourites.zip", packed.Bytes())
	w.do(chromedp.Click(chromedp.CSS(`[data-testid="navigationFavorites"]`)))
	w.wait("imported", `document.body.innerText.includes('Disputed events')`)
}

// style drops the style file on the page, which then shows it.
func (w window) style() {
	w.t.Helper()
	w.drop("backchannel.grass", []byte(read(w.t, "backchannel.grass")))
	w.wait("styled", `document.querySelector('[data-testid="frameContents"]')?.innerText.includes('relationship.SANCTIONED')`)
}

func read(t *testing.T, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// text returns what the answer says, as a table or in words.
func (w window) text() string {
	return eval[string](w, `document.querySelector('[data-testid="frameContents"]').innerText`)
}

// captions returns the caption of every node drawn.
func (w window) captions() []string {
	w.wait("drawn", `document.querySelector('g.node text.caption')`)
	return eval[[]string](w, `[...document.querySelectorAll('g.node')].map(n => [...n.querySelectorAll('text.caption')].map(l => l.textContent.trim()).join(' '))`)
}

// labels returns how many nodes of each label the view's legend counts.
func (w window) labels() map[string]int {
	w.wait("drawn", `document.querySelector('[data-testid="viz-details-pane-body"], [data-testid="vizInspector"]')`)
	const prefix = "property-details-overview-node-label-"
	labels := eval[map[string]int](w, `Object.fromEntries([...document.querySelectorAll('[data-testid^="`+prefix+`"]')].map(l =>
		[l.dataset.testid.slice(`+fmt.Sprint(len(prefix))+`), Number(/\((\d+)\)/.exec(l.innerText)[1])]))`)
	maps.DeleteFunc(labels, func(label string, _ int) bool { return label == "*" })
	return labels
}

// picture keeps what the page shows, where the run asks for it.
func (w window) picture(name string) {
	w.t.Helper()
	if *screenshots == "" {
		return
	}
	w.do(chromedp.Sleep(3 * time.Second)) // until the layout has come to rest
	png, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*screenshots, name+".png"), png, 0o644)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}
