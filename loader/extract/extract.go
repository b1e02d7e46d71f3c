package extract

import (
	"cmp"
	"slices"
	"time"

	"backchannel/graph"
	"backchannel/loader/extract/dates"
	"backchannel/loader/nlp"
)

// Version names the rules in the claims they make.
const Version = "rules/1"

// Resolver finds the mentions of actors in the paragraphs of an article, one
// list a paragraph.
type Resolver interface {
	Mentions(docs []nlp.Doc, published time.Time) [][]Mention
	// Actor returns an actor that no word names, such as the state that an
	// official serves.
	Actor(id graph.ID) (graph.Actor, bool)
	// State returns the government that a word alone names beyond doubt.
	State(word string) (graph.Actor, bool)
	// Peer returns who held, on that day, the office in a state that an official
	// held in another.
	Peer(of, state graph.ID, on time.Time) (graph.Actor, bool)
	// Body returns the organization that words name, of a country if one is given.
	Body(words, country string) (graph.Actor, bool)
}

// Extractor reads articles. It is safe for concurrent use.
type Extractor struct {
	lex      *lexicon
	resolver Resolver
}

// New returns an extractor that resolves names with r. The error is a fault in
// the embedded lexicon.
func New(r Resolver) (*Extractor, error) {
	lex, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	return &Extractor{lex, r}, nil
}

// located is a mention and its paragraph.
type located struct {
	*Mention
	para int
}

// analysis is the work on one article.
type analysis struct {
	known     Resolver
	lex       *lexicon
	article   graph.Article
	trees     []*tree
	mentionAt [][]*Mention
	placeAt   [][]*Mention // cities that stand for nobody
	going     bool         // while the target of a journey or an attack is looked for
	order     []located
	byText    map[string]*graph.Actor
	// governments holds the states that the article names, by country.
	governments map[string]*graph.Actor
	quotes      [][]quote
	times       [][]timed
	resolved    map[[2]int][]party
	clock       dates.Context
	lastDate    graph.Date
	lead        graph.Date // the day of the news
	heard       map[graph.ID]spokenOn
	told        []hit // what was found so far, in text order
}

// Article reads one article: its paragraphs as annotated, furniture left out.
// Offsets of docs are bytes of art.Text.
func (x *Extractor) Article(art graph.Article, docs []nlp.Doc) *Result {
	a := &analysis{known: x.resolver, lex: x.lex, article: art, resolved: map[[2]int][]party{}, byText: map[string]*graph.Actor{}, governments: map[string]*graph.Actor{}, heard: map[graph.ID]spokenOn{}}
	if !art.PublishedAt.IsZero() {
		a.clock = dates.Context{Published: graph.DayOf(art.PublishedAt), HasPublished: true}
	}
	for p, mentions := range x.resolver.Mentions(docs, art.PublishedAt) {
		a.index(p, docs[p], mentions)
	}
	slices.SortStableFunc(a.order, func(x, y located) int { return cmp.Or(x.para-y.para, x.Start-y.Start) })
	for p := range a.trees {
		a.quotes = append(a.quotes, a.findQuotes(p))
		a.times = append(a.times, a.findTimes(p))
	}
	for p := range a.trees {
		a.speakers(p)
	}
	for p := range a.trees {
		a.hear(p)
		a.paragraph(p)
	}
	return a.result(a.merge(a.rebut(a.told)))
}

// index builds the tree and the look-ups of a paragraph.
func (a *analysis) index(p int, doc nlp.Doc, mentions []Mention) {
	t := newTree(a.lex, opening(doc, mentions))
	at, places := make([]*Mention, len(doc.Tokens)), make([]*Mention, len(doc.Tokens))
	for k := range mentions {
		m := &mentions[k]
		if m.Actor == nil || m.Start < 0 || m.End > len(at) {
			continue
		}
		if m.Place {
			for i := m.Start; i < m.End; i++ {
				places[i] = m
			}
			continue
		}
		for i := m.Start; i < m.End; i++ {
			at[i] = m
		}
		if m.Actor.Kind == graph.KindGovernment {
			a.governments[m.Actor.Country] = m.Actor
		}
		a.order = append(a.order, located{m, p})
		a.byText[doc.Text[doc.Tokens[m.Start].Start:doc.Tokens[m.End-1].End]] = m.Actor
	}
	a.trees = append(a.trees, t)
	a.mentionAt, a.placeAt = append(a.mentionAt, at), append(a.placeAt, places)
}

// paragraph finds the hits of a paragraph and judges them.
func (a *analysis) paragraph(p int) {
	first := len(a.told)
	for i := range a.trees[p].Tokens {
		found := a.frames(p, i)
		for _, h := range found {
			if a.fiction(p, i) || a.alleged(p, &h) || h.typ == graph.AgreedWith && a.agreesToFrame(p, i) {
				continue
			}
			a.judge(&h)
			a.itinerary(&h, a.told[first:])
			a.sameContact(&h)
			a.sameJourney(&h)
			h.again = talk[h.typ] && a.aimOfTalk(&h)
			if !a.idle(&h) {
				a.told = append(a.told, h)
				a.told = append(a.told, a.consequences(h)...)
				a.told = append(a.told, a.contrasted(h)...)
			}
		}
		if len(found) == 0 {
			a.told = append(a.told, a.presence(p, i)...)
			a.told = append(a.told, a.referring(p, i)...)
			a.told = append(a.told, a.affirming(p, i)...)
		}
		a.told = append(a.told, a.sequel(p, i)...)
		a.told = append(a.told, a.elaborating(p, i)...)
	}
}

// frames opens the frames of token i. What somebody says that others must do is an
// appeal to them, whatever it is; that they should meet is a possible meeting, too.
func (a *analysis) frames(p, i int) []hit {
	if a.must(p, i) {
		if found := a.speechFrames(p, i); len(found) > 0 {
			for _, h := range a.verbFrames(p, i) {
				if h.typ.Contact() && h.typ.Symmetric() {
					found = append(found, h)
				}
			}
			return found
		}
	}
	if found := a.verbFrames(p, i); len(found) > 0 {
		return found
	}
	if found := a.nounFrames(p, i); len(found) > 0 {
		return found
	}
	return a.speechFrames(p, i)
}

// fiction reports whether the sentence opens by saying that it tells of a story:
// "In the novel, …".
func (a *analysis) fiction(p, i int) bool {
	t := a.trees[p]
	start, end := t.sentence(i)
	if t.lower[start] != "in" {
		return false
	}
	for k := start; k < min(end, start+12) && t.lower[k] != ","; k++ {
		if a.lex.is("fiction", t.lemma[k]) {
			return true
		}
	}
	return false
}

// agreesToFrame reports whether what was agreed on is an event itself.
func (a *analysis) agreesToFrame(p, v int) bool {
	for _, c := range a.trees[p].depKids(v, "xcomp") {
		if hits := a.verbFrames(p, c); len(hits) > 0 && hits[0].typ != graph.CooperatedWith {
			return true
		}
		for _, o := range a.trees[p].depKids(c, "dobj") {
			if len(a.nounFrames(p, o)) > 0 {
				return true
			}
		}
	}
	for _, o := range a.trees[p].behind(v, "to", "on") {
		if len(a.nounFrames(p, o)) > 0 {
			return true
		}
	}
	return false
}

// judge gives a hit its status, voices, date and quote.
func (a *analysis) judge(h *hit) {
	if h.status.status == "" {
		h.status = a.status(h.para, h.at)
	}
	if h.speech && a.saidInFact(h) {
		h.status = judgement{status: graph.StatusActual, why: "said"}
	}
	if a.endeavours(h) {
		h.status = judgement{status: graph.StatusActual, why: "endeavoured"}
	}
	if h.speech && (h.status.status == graph.StatusDenied && a.answered(h.para, h.at) || a.refusedTo(h.para, h.at)) {
		h.status = judgement{status: graph.StatusActual, why: "said, and answered"}
	}
	if (h.standing || h.typ == graph.Attacked && !a.trees[h.para].verb(h.at)) && h.status.status == graph.StatusActual && a.wouldBe(h.para, h.at) {
		h.status = judgement{status: graph.StatusPossible, why: "what it would do"}
	}
	a.theirMeeting(h)
	h.voices = a.deniers(h, a.voices(h.para, h.at))
	a.spokesman(h)
	a.promised(h)
	a.announcer(h)
	h.place, h.topic = a.place(h), a.topic(h)
	if !a.trees[h.para].verb(h.at) {
		h.outcome = a.outcome(h.para, h.at)
	}
	a.when(h)
	a.assumed(h)
	if len(h.voices) == 0 {
		h.voices = a.partaker(h.para, h.at, h)
	}
	a.announced(h)
	if h.speech && h.typ != graph.Supported && h.status.status == graph.StatusActual {
		h.voices = a.notParty(h)
	}
	a.span(h)
}

// promised reads support that somebody says is to come as a promise, "we will stand
// by Kyiv", and attacks to come as a threat.
func (a *analysis) promised(h *hit) {
	if h.typ == graph.Attacked && h.status.status == graph.StatusPlanned && len(h.voices) > 0 && a.own(h.source, together(h.voices)) { // "we will go on striking them"
		h.typ, h.source, h.speech, h.status = graph.Threatened, together(h.voices), true, judgement{status: graph.StatusActual, why: "said"}
		return
	}
	if h.typ != graph.Supported || h.status.status != graph.StatusPlanned || !a.trees[h.para].verb(h.at) || len(h.voices) == 0 || !a.own(h.source, together(h.voices)) {
		return
	}
	h.status = judgement{status: graph.StatusActual, why: "said"}
	if !slices.ContainsFunc(a.told, func(past hit) bool {
		return past.typ == graph.Supported && past.para >= h.para-1 && key(past.source) == key(h.source) && key(past.target) == key(h.target)
	}) {
		h.typ = graph.Promised
	}
}

// spokesman puts an official in place of the own state where the official says
// that the state supports, demands or rejects something: to say so is the act.
func (a *analysis) spokesman(h *hit) {
	if !h.speech || h.status.status == graph.StatusDenied || len(h.source) != 1 || h.source[0].actor.Kind != graph.KindGovernment {
		return
	}
	if t, s := a.trees[h.para], h.source[0].at; h.typ == graph.Supported && !t.verb(h.at) && t.premodifier(s) && t.head(s) == h.at {
		return // "a sign of Italian support, she said"
	}
	for _, v := range h.voices {
		if v.actor.Kind == graph.KindOfficial && v.actor.Country == h.source[0].actor.Country && !among(v.actor, h.target) {
			h.source = []party{v.party}
			return
		}
	}
}
