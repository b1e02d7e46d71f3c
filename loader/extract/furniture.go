package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Paragraph is a stretch of an article's text that is read as one.
type Paragraph struct {
	Text   string
	Offset int // where Text starts in the article's text, in bytes
}

// Paragraphs splits the text of an article and leaves furniture out: pleas for
// money, newsletter forms, related links, share buttons, bylines and credits, and
// the dateline that opens a report. Every paragraph is a verbatim stretch of the text.
func Paragraphs(text string) []Paragraph {
	var kept []Paragraph
	blocks := Blocks(text)
	for _, block := range blocks[:closing(blocks)] {
		if !furniture(block.Text) {
			n := len(dateline.FindString(block.Text))
			if m := placeLine.FindStringSubmatchIndex(block.Text); n == 0 && len(kept) == 0 && m != nil {
				n = m[3]
			}
			kept = append(kept, Paragraph{block.Text[n:], block.Offset + n})
		}
	}
	return kept
}

// closing returns the first block that ends the article, or the number of blocks.
// An appeal does with at least a third of the text above it, a list of links with
// two thirds: such lines stand under headlines and amid the text as well.
func closing(blocks []Paragraph) int {
	before, after := 0, 0
	for _, b := range blocks {
		after += prose(b.Text)
	}
	for i, b := range blocks {
		if 2*before >= after && appeal.MatchString(b.Text) || before >= 2*after && links.MatchString(b.Text) {
			return i
		}
		before += prose(b.Text)
		after -= prose(b.Text)
	}
	return len(blocks)
}

// prose is the number of words of a paragraph of sentences, and 0 of others.
func prose(s string) int {
	if furniture(s) {
		return 0
	}
	return len(strings.Fields(s))
}

// dateline matches the place, day and agency before the first words of a report:
// "NEW DELHI, Oct 26 (Reuters) - ", "ATHENS, Greece (AP) — ", "MOSCOW, May 10. /TASS/. ".
var dateline = regexp.MustCompile(`^(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w. ]{2,20})? ?\([A-Z][\w ./-]{1,20}\))` +
	`(?:, [A-Z][\w. ]{2,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?[.,]?(?: ?/[A-Z][\w -]{1,15}/\.?|(?: ?\([^()]{2,30}\))?(?: ?[—–:]| --?|\.-))\s+`)

// placeLine matches a dateline that is a place alone, in front of a first sentence:
// "Quito, Ecuador — The …".
var placeLine = regexp.MustCompile(`^([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,2})? ?(?:—|–|--)\s+)["“A-Z]`)

// longest is the size in bytes beyond which a block is cut where a sentence
// ends: reading a paragraph takes memory in proportion to its length.
const longest = 50_000

// Blocks splits a text at blank lines, and a block whose lines do not look
// wrapped at every line. Furniture is among them.
func Blocks(text string) []Paragraph {
	var out []Paragraph
	add := func(from, to int) {
		for from < to {
			end := from + pieceEnd(text[from:to])
			s := text[from:end]
			if trimmed := strings.TrimSpace(s); trimmed != "" {
				out = append(out, Paragraph{trimmed, from + strings.Index(s, trimmed)})
			}
			from = end
		}
	}
	for _, span := range cut(text, 0, len(text), blankLine) {
		if wrapped(text[span[0]:span[1]]) {
			add(span[0], span[1])
			continue
		}
		for _, line := range cut(text, span[0], span[1], newline) {
			add(line[0], line[1])
		}
	}
	return out
}

// pieceEnd is where the first piece of a block ends: behind the last sentence
// that fits, else the last word, else the last whole character.
func pieceEnd(block string) int {
	if len(block) <= longest {
		return len(block)
	}
	head := block[:longest]
	for _, end := range []string{". ", " "} {
		if i := strings.LastIndex(head, end); i > 0 {
			return i + len(end)
		}
	}
	end := longest
	for end > longest-utf8.UTFMax && !utf8.RuneStart(block[end]) {
		end--
	}
	return end
}

var (
	blankLine = regexp.MustCompile(`\r?\n[ \t]*\r?\n`)
	newline   = regexp.MustCompile(`\r?\n`)
)

// cut returns the spans of text[from:to] between the matches of sep.
func cut(text string, from, to int, sep *regexp.Regexp) [][2]int {
	var spans [][2]int
	at := from
	for _, m := range sep.FindAllStringIndex(text[from:to], -1) {
		spans = append(spans, [2]int{at, from + m[0]})
		at = from + m[1]
	}
	return append(spans, [2]int{at, to})
}

// wrapped reports whether the lines of a block were broken at a margin: all but
// the last are of about one length, and none but the last ends a sentence short.
func wrapped(block string) bool {
	lines := strings.Split(strings.TrimSpace(block), "\n")
	if len(lines) < 2 {
		return true
	}
	longest := 0
	for _, l := range lines {
		longest = max(longest, utf8.RuneCountInString(l))
	}
	for _, l := range lines[:len(lines)-1] {
		if utf8.RuneCountInString(l) < longest*3/5 {
			return false
		}
	}
	return longest >= 40 && longest <= 120
}

// appeal opens an outlet's appeal to its readers, links a list of links or the
// small print: below them all is furniture.
var (
	appeal = regexp.MustCompile(`(?i)^(a message from\b|dear readers?,|support (us|our (work|journalism))\b)`)
	links  = regexp.MustCompile(`(?i)^(sign up for (our|the)\b|read more\b|related (articles|stories|topics|content)|more (from|on|stories)\b|recommended( for you)?$|most (read|popular)|comments?$|share this|about the authors?|©|copyright\b)`)
)

// pleas matches sentences that ask the reader for something. News tells of
// donations, support and advertising too, so the words of a plea must address
// the reader or speak of the paper.
var pleas = regexp.MustCompile(`(?i)(^(please )?(subscribe|sign up|donate|register|follow us|join us|click|tap|download|log ?in)\b|\bnewsletters?\b|\b(make|making|with) a (monthly |one-time |small )?(donation|contribution)\b|\byour (support|donation|contribution|subscription|inbox|account)\b|\bsupport (us|our (work|journalism|reporting|newsroom)|independent (journalism|media|news))\b|\b(uses?|accept|our) cookies\b|cookie (policy|settings|preferences)|privacy policy|terms of (use|service)\b|click here|follow us\b|(the|our) app\b.{0,20}(store|android|ios|download)|log ?in to\b|^advertis(ement|e with|ing)\b|paywall|^you are here\b|^legal (warning|notice)\b|continue reading|all rights reserved|this (story|article|report) (was|has been) (updated|corrected|first published|originally published))`)

// credits matches bylines, photo credits and agency slugs.
var credits = regexp.MustCompile(`(?i)^(by [A-Z][\w.'’-]+( [A-Z][\w.'’-]+){1,3}$|\(?(reporting|writing|editing|additional reporting|compiled) by\b|(photo|image|video|credit|file photo)s?\s*[:/]|watch:|listen:|see also:|related:|read also:|updated:?\s|published:?\s)|\b(AFP|AP|Reuters|TASS|Getty Images|EPA|Anadolu)( Photo)?\s*$|/\s*[A-Z]{2,}\s*$|contributed to this report\b.{0,80}$`)

// furniture reports whether a paragraph is none of the article's own text. Long
// ones are kept whatever they say, unless they only plead.
func furniture(s string) bool {
	words := len(strings.Fields(s))
	sentence := strings.ContainsAny(s[max(0, len(s)-4):], ".!?”\"’")
	switch {
	case words <= 40 && (appeal.MatchString(s) || links.MatchString(s)):
		return true
	case strings.Count(s, " • ")+strings.Count(s, " | ")+strings.Count(s, " · ")+strings.Count(s, " » ") >= 2:
		return true // a menu or a line of headlines
	case words <= 2 && !sentence:
		return true
	case words <= 40 && credits.MatchString(s) && !(sentence && words > 20):
		return true
	case words <= 40 && pleas.MatchString(s) && !reported.MatchString(s):
		return true
	case words <= 14 && !sentence && !strings.ContainsAny(s, "“\""):
		return true // headings, menu entries, captions cut short
	}
	return false
}

// reported matches the verbs of saying of ordinary news sentences.
var reported = regexp.MustCompile(`\b(said|says|told|announced|reported|according to)\b`)
