package extract

// Quotes are verbatim and short.
const (
	minQuote = 4
	maxQuote = 25
)

// span chooses the words that show the hit best: from the first to the last of
// its word and parties in the sentence, grown to whole phrases and to the
// allowed length, with both or neither of a pair of quotation marks.
func (a *analysis) span(h *hit) {
	t := a.trees[h.para]
	start, end := t.sentence(h.at)
	from, to := a.core(h, start, end)
	coreFrom, coreTo := from, to
	if left := t.left(from); t.nominal(from) && left >= start && to-left <= maxQuote {
		from = left
	}
	to = t.breakpoint(from, to, end)
	from, to = a.balance(h, from, to, coreFrom, coreTo)
	from, to = a.trim(h.para, from, to)
	for to-from < minQuote+1 && from > start {
		from--
	}
	for to-from < minQuote+1 && to < len(t.Tokens) {
		to++
	}
	h.from, h.to = from, to
}

// core spans the word of a hit and those of its parties that stand near it.
func (a *analysis) core(h *hit, start, end int) (from, to int) {
	from, to = h.at, h.at+1
	for _, q := range h.parties() {
		if q.at >= start && q.at < end && max(to, q.at+1)-min(from, q.at) <= maxQuote {
			from, to = min(from, q.at), max(to, q.at+1)
		}
	}
	if m := a.mention(h.para, from); m != nil && m.Start >= start && to-m.Start <= maxQuote {
		from = m.Start
	}
	return from, to
}

// breakpoint returns where to end a quote from a token: at the end of the
// sentence if it is near enough, else at the last comma, else before the last
// phrase that would be cut.
func (t *tree) breakpoint(from, to, end int) int {
	limit := from + maxQuote
	if end <= limit {
		return end
	}
	for i := limit; i > to; i-- {
		switch t.Tokens[i].Text {
		case ",", ";", ":", "—", "–", "(":
			return i
		}
	}
	for i := limit; i > to; i-- {
		switch t.dep(i) {
		case "prep", "mark", "cc", "relcl", "agent":
			return i
		}
	}
	return limit
}

// balance grows or cuts a span that holds one of a pair of quotation marks,
// without cutting into its core if that can be. A quotation too long to be held
// whole is cut at the mark.
func (a *analysis) balance(h *hit, from, to, coreFrom, coreTo int) (int, int) {
	n := len(a.trees[h.para].Tokens)
	for _, q := range a.quotes[h.para] {
		first, last := q.start-1, q.end
		opens, closes := first >= from && first < to, last >= from && last < to
		switch {
		case opens && !closes && last < n && last+1-from <= maxQuote:
			to = last + 1
		case opens && !closes && first >= coreTo:
			to = first
		case opens && !closes && first < coreFrom:
			from = first + 1
		case closes && !opens && to-first <= maxQuote:
			from = max(first, 0)
		case closes && !opens && last >= coreTo:
			to = last
		case closes && !opens && last < coreFrom, closes && !opens && h.at > last && to-last > minQuote+1:
			from = last + 1
		case closes && !opens:
			to = last
		case opens && !closes && h.at > first:
			from = first + 1
		case opens && !closes:
			to = first
		}
	}
	return from, to
}

// trim takes loose marks off the ends of a span.
func (a *analysis) trim(p, from, to int) (int, int) {
	t := a.trees[p]
	loose := func(i int) bool {
		if t.Tokens[i].POS != "PUNCT" && t.Tokens[i].POS != "SPACE" {
			return false
		}
		for _, q := range a.quotes[p] { // one of a pair that the span holds
			if i == q.start-1 && q.end < to || i == q.end && q.start-1 >= from {
				return false
			}
		}
		return true
	}
	for from < to-1 && loose(from) {
		from++
	}
	for to > from+1 && loose(to-1) {
		to--
	}
	return from, to
}
