package extract

// Quotes are verbatim and short.
const (
	minQuote = 4
	maxQuote = 25
)

// span chooses the words that show the hit best: from the first to the last of
// its word and parties in the sentence, grown or cut to the allowed length.
func (a *analysis) span(h *hit) {
	t := a.trees[h.para]
	start, end := t.sentence(h.at)
	from, to := h.at, h.at+1
	for _, q := range append(append([]party(nil), h.source...), h.target...) {
		if q.at < start || q.at >= end {
			continue
		}
		if max(to, q.at+1)-min(from, q.at) <= maxQuote {
			from, to = min(from, q.at), max(to, q.at+1)
		}
	}
	for m := a.mention(h.para, from); m != nil && from > m.Start && to-m.Start <= maxQuote; {
		from = m.Start
	}
	for to-from < maxQuote && to < end-1 {
		to++
	}
	for to-from < minQuote+2 && from > start {
		from--
	}
	if to-from < minQuote+2 {
		to = min(to+minQuote, len(t.Tokens))
	}
	h.from, h.to = a.words(t, from, to)
}

// words trims a token span to at most maxQuote words, as spaces count them, and
// off loose marks at its ends.
func (a *analysis) words(t *tree, from, to int) (int, int) {
	for from < to-1 && t.Tokens[from].POS == "PUNCT" {
		from++
	}
	for to > from+1 && (t.Tokens[to-1].POS == "PUNCT" || t.Tokens[to-1].POS == "SPACE") {
		to--
	}
	return from, to
}
