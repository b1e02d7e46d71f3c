package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"backchannel/deploy/neo4j/local"
)

// One happening told by a real article and by a sample of ours: both must give
// the same graph, and GraphQL the same answers.
var callArticles = []struct {
	name, file string
	plea       string // where the outlet's plea for money begins
	caller     string // empty: not looked at
}{
	{"sample", sampleCall, "Support independent reporting", "Jonathan Powell"},
	{"gold", "../shared/eval/dev/moscow-times-powell.txt", "Sign up for our free weekly newsletter", ""},
}

func TestArticleToAnswer(t *testing.T) {
	for _, a := range callArticles {
		t.Run(a.name, func(t *testing.T) {
			text, err := os.ReadFile(a.file)
			if err != nil {
				t.Skipf("the article is not here: %v", err)
			}
			p := newProgram(t)
			p.run(exitOK, "load", a.file)
			api := p.serve()
			t.Run("a call has parties, a month and speakers", api.hasTheCall)
			if a.caller != "" {
				t.Run("the caller is who the article says", func(t *testing.T) { api.hasTheCaller(t, a.caller) })
			}
			t.Run("two governments sanction two companies", api.hasTheSanctions)
			t.Run("a meeting is found in its month", api.hasTheMeeting)
			t.Run("what is negated is no edge", api.hasNoNegatedEdge)
			t.Run("a plea for money claims nothing", func(t *testing.T) { api.readsNothingFrom(t, string(text), a.plea) })
		})
	}
}

type event struct {
	Type, Status string
	Date         *struct{ From, To, Precision string }
	Participants []struct {
		Role  string
		Actor struct{ Name string }
	}
	Claims struct {
		Edges []struct {
			Node struct {
				Stance       string
				AttributedTo *struct{ Name string }
			}
		}
	}
}

const eventFields = `type status date { from to precision } participants { role actor { name } }
	claims(first: 50) { edges { node { stance attributedTo { name } } } }`

type events struct {
	Edges []struct{ Node event }
}

func (e events) all() []event {
	var out []event
	for _, edge := range e.Edges {
		out = append(out, edge.Node)
	}
	return out
}

// parties returns the names of those in a role, sorted; all for "".
func (e event) parties(role string) []string {
	var names []string
	for _, p := range e.Participants {
		if role == "" || p.Role == role {
			names = append(names, p.Actor.Name)
		}
	}
	slices.Sort(names)
	return names
}

func (e event) month() string {
	if e.Date == nil || e.Date.Precision != "MONTH" {
		return fmt.Sprintf("%+v", e.Date)
	}
	return e.Date.From[:len("2006-01")]
}

// says reports whether a speaker has a claim of that stance.
func (e event) says(speaker, stance string) bool {
	for _, edge := range e.Claims.Edges {
		if c := edge.Node; c.Stance == stance && c.AttributedTo != nil && c.AttributedTo.Name == speaker {
			return true
		}
	}
	return false
}

func (a answers) hasTheCall(t *testing.T) {
	var found struct {
		Powell     struct{ Contacts events }
		Yury, Yuri struct{ ID string }
		Empty      *struct{ ID string }
	}
	a.ask(t, &found, `{ powell: official(name: "Jonathan Powell") { contacts(filter: {types: [PHONED]}) { edges { node { `+eventFields+` } } } }
		yury: official(name: "Yury Ushakov") { id } yuri: official(name: "Yuri Ushakov") { id } empty: official(name: "Nobody Known") { id } }`)
	if found.Yury.ID == "" || found.Yury != found.Yuri || found.Empty != nil {
		t.Errorf("Yury is %q, Yuri is %q, nobody is %v", found.Yury.ID, found.Yuri.ID, found.Empty)
	}
	calls := found.Powell.Contacts.all()
	if len(calls) != 1 {
		t.Fatalf("%d calls of Jonathan Powell, want one: %+v", len(calls), calls)
	}
	call := calls[0]
	if got := call.parties(""); !slices.Equal(got, []string{"Jonathan Powell", "Yury Ushakov"}) {
		t.Errorf("the call joins %q", got)
	}
	if call.month() != "2025-01" || call.Status != "ACTUAL" {
		t.Errorf("the call is %s of %s, want ACTUAL of 2025-01", call.Status, call.month())
	}
	if !call.says("Financial Times", "REPORTS") || !call.says("Dmitry Peskov", "CONFIRMS") {
		t.Errorf("not reported by the Financial Times and confirmed by Dmitry Peskov: %+v", call.Claims)
	}
}

func (a answers) hasTheCaller(t *testing.T, caller string) {
	var found struct{ Events events }
	a.ask(t, &found, `{ events(filter: {types: [PHONED]}) { edges { node { `+eventFields+` } } } }`)
	for _, call := range found.Events.all() {
		if got := call.parties("SOURCE"); !slices.Equal(got, []string{caller}) {
			t.Errorf("%q called, want %s", got, caller)
		}
	}
}

func (a answers) hasTheSanctions(t *testing.T) {
	var found struct{ Events events }
	a.ask(t, &found, `{ events(filter: {types: [SANCTIONED]}) { edges { node { `+eventFields+` } } } }`)
	all := found.Events.all()
	if len(all) != 1 {
		t.Fatalf("%d sanctions, want one event: %+v", len(all), all)
	}
	by, on := all[0].parties("SOURCE"), all[0].parties("TARGET")
	if !slices.Equal(by, []string{"United Kingdom", "United States"}) || !slices.Equal(on, []string{"Lukoil", "Rosneft"}) || all[0].month() != "2025-10" {
		t.Errorf("sanctions by %q on %q in %s", by, on, all[0].month())
	}
}

func (a answers) hasTheMeeting(t *testing.T) {
	var found struct{ Events events }
	a.ask(t, &found, `{ events(filter: {types: [MET]}) { edges { node { `+eventFields+` } } } }`)
	for _, e := range found.Events.all() {
		if slices.Equal(e.parties(""), []string{"Donald Trump", "Vladimir Putin"}) && e.month() == "2025-08" {
			return
		}
	}
	t.Errorf("no meeting of Donald Trump and Vladimir Putin in 2025-08: %+v", found.Events)
}

func (a answers) hasNoNegatedEdge(t *testing.T) {
	var found struct{ Negated, Actual events }
	a.ask(t, &found, `{ negated: events(filter: {status: [NEGATED], participants: ["official:jonathan-powell", "official:yury-ushakov"]}) { edges { node { `+eventFields+` } } }
		actual: events(filter: {participants: ["official:jonathan-powell", "official:yury-ushakov"]}) { edges { node { `+eventFields+` } } } }`)
	if got := found.Negated.all(); len(got) != 1 || got[0].Type != "TALKED_WITH" {
		t.Errorf("negated are %+v, want one TALKED_WITH", got)
	}
	if got := found.Actual.all(); len(got) != 1 || got[0].Type != "PHONED" {
		t.Errorf("actual are %+v, want the call alone", got)
	}
}

func (a answers) readsNothingFrom(t *testing.T, text, plea string) {
	_, body, _ := strings.Cut(text, "\n\n")
	begins := strings.Index(body, plea)
	if begins < 0 {
		t.Fatalf("the article has no %q", plea)
	}
	var found struct {
		Claims struct {
			Edges []struct {
				Node struct {
					Start, End int
					Quote      string
				}
			}
		}
	}
	a.ask(t, &found, `{ claims(filter: {status: null}, first: 200) { edges { node { start end quote } } } }`)
	if len(found.Claims.Edges) == 0 {
		t.Fatal("no claims")
	}
	for _, edge := range found.Claims.Edges {
		c := edge.Node
		if c.End > begins {
			t.Errorf("claim from the plea: %q", c.Quote)
		}
		if got := body[c.Start:c.End]; got != c.Quote {
			t.Errorf("the quote %q is not the text at its place: %q", c.Quote, got)
		}
	}
}

// answers is a running backchannel serve.
type answers struct{ url string }

// serve runs the service until the test ends.
func (p program) serve() answers {
	p.t.Helper()
	port, err := local.ClaimPort(0)
	if err != nil {
		p.t.Fatal(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	ctx, stop := context.WithCancel(p.t.Context())
	ended := make(chan int, 1)
	var log bytes.Buffer
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", address, "--timeout", "1m"}, strings.NewReader(""), &log, &log)
	}()
	p.t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitOK {
			p.t.Errorf("serve ended with code %d when asked to stop:\n%s", code, &log)
		}
	})
	for range 100 {
		if res, err := http.Get("http://" + address + "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return answers{"http://" + address + "/query"}
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.t.Fatal("serve is not ready after ten seconds")
	return answers{}
}

// ask reads what a query gives into v; errors of GraphQL fail the test.
func (a answers) ask(t *testing.T, v any, query string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(a.url, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(raw, &answer); err != nil || len(answer.Errors) > 0 {
		t.Fatalf("%s\ngives %s", query, raw)
	}
	if err := json.Unmarshal(answer.Data, v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
}
