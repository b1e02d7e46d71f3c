package extract_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"backchannel/loader/extract"
)

func TestFurniture(t *testing.T) {
	for _, test := range []struct {
		text string
		keep bool
	}{
		{"Foreign Minister Wang Yi met his Spanish counterpart in Madrid on Monday.", true},
		{"He said: “No comment.”", true},
		{"The ministry said it would donate vaccines to Fiji.", true},
		{"“We will sign,” she said.", true},
		{"China donated vaccines to Fiji.", true},
		{"Hungary does not support the plan of the Council.", true},
		{"The company advertised its meeting with the minister.", true},
		{"Donate now to keep our reporting free.", false},
		{"This website uses cookies.", false},
		{"Please log in to read on.", false},
		{"Subscribe to our daily newsletter and never miss a story.", false},
		{"Support independent journalism with as little as $2.", false},
		{"By Anna Example", false},
		{"Reporting by John Doe; editing by Jane Roe", false},
		{"Photo: the two presidents shake hands", false},
		{"Wang Yi and Sergei Lavrov shake hands. Pool / AFP", false},
		{"Most read", false},
		{"Annual", false},
		{"Peace talks: what we know", false},
		{"Click here to continue reading.", false},
		{"Related stories", false},
		{"All rights reserved.", false},
	} {
		if got := len(extract.Paragraphs(test.text)) == 1; got != test.keep {
			t.Errorf("%q: kept %v, want %v", test.text, got, test.keep)
		}
	}
}

// Below the first closing line nothing is the article's any more.
func TestFurnitureClosing(t *testing.T) {
	text := "The king met the prime minister on Monday, the palace said.\n\nA Message from The Daily Example:\n\nDear readers,\n\nThe prosecutor designated our paper an undesirable organization, which criminalizes our work.\n"
	if got := extract.Paragraphs(text); len(got) != 1 {
		t.Errorf("kept %d paragraphs, want 1: %v", len(got), got)
	}
}

// The same lines above the text, or amid it, end nothing.
func TestFurnitureAbove(t *testing.T) {
	const first, second = "The king met the prime minister on Monday, the palace said.", "They spoke of the border and will meet again in a month, both said."
	for _, text := range []string{
		"Share this article\n\n" + first + "\n\n" + second,
		first + "\n\nRead more: What the border dispute is about\n\n" + second + "\n\nThe talks lasted for three hours and were held in the open, said the palace.",
	} {
		got := extract.Paragraphs(text)
		if len(got) < 2 || got[0].Text != first || got[1].Text != second {
			t.Errorf("%q: kept %v", text, got)
		}
	}
}

func TestParagraphsJoinWrappedLines(t *testing.T) {
	text := "The foreign minister of Kenya met the foreign minister of\nSomalia in Nairobi on Monday to discuss the border that the\ntwo states share.\n\nThey agreed to meet again in a month, both ministries said."
	got := extract.Paragraphs(text)
	if len(got) != 2 || !strings.Contains(got[0].Text, "of\nSomalia") {
		t.Errorf("got %v", got)
	}
}

func TestDateline(t *testing.T) {
	const rest = "The king met the prime minister on Monday, the palace said."
	for _, line := range []string{
		"WASHINGTON — ", "NEW DELHI, Oct 26 (Reuters) - ", "ATHENS, Greece (AP) — ", "KIGALI (AFP) - ", "BEIJING, Aug. 11 (Xinhua) -- ",
		"MOSCOW, May 10. /TASS/. ", "Paris (AFP) – ", "GENEVA, Aug 15 - ", "UNITED NATIONS – ", "",
	} {
		if got := extract.Paragraphs(line + rest); len(got) != 1 || got[0].Text != rest || got[0].Offset != len(line) {
			t.Errorf("%q: got %v", line, got)
		}
	}
	for _, text := range []string{"NATO said on Monday that it would help.", "U.S. President Joe Biden met the king.", "Xi - who met the king - left on Monday."} {
		if got := extract.Paragraphs(text); got[0].Text != text {
			t.Errorf("%q lost its first words: %q", text, got[0].Text)
		}
	}
}

func FuzzParagraphs(f *testing.F) {
	f.Add("One two three four.\r\n\r\nFive\n six")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		at := 0
		for _, p := range extract.Paragraphs(text) {
			if p.Offset < at || text[p.Offset:p.Offset+len(p.Text)] != p.Text {
				t.Fatalf("paragraph at %d is not verbatim", p.Offset)
			}
			at = p.Offset + len(p.Text)
		}
	})
}

// Whatever is in it, a long block is read in pieces, and nothing of it is lost.
func TestBlocksOfGreatLength(t *testing.T) {
	for _, word := range []string{"The envoys met in Oslo on Monday. ", "talks ", "Gespräch-", "会谈"} {
		text := strings.TrimSpace(strings.Repeat(word, 400_000/len(word)))
		var rest strings.Builder
		at := 0
		for _, b := range extract.Blocks(text) {
			if len(b.Text) > 60_000 || !utf8.ValidString(b.Text) {
				t.Errorf("%q repeated: a piece of %d bytes, valid %v", word, len(b.Text), utf8.ValidString(b.Text))
			}
			rest.WriteString(text[at:b.Offset] + b.Text)
			at = b.Offset + len(b.Text)
		}
		if rest.String() != text {
			t.Errorf("%q repeated: the pieces do not make up the text", word)
		}
	}
}
