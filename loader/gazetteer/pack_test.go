package gazetteer_test

import (
	"strings"
	"testing"

	"backchannel/loader/gazetteer"
)

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := gazetteer.Default(); err != nil {
			b.Fatal(err)
		}
	}
}

// article is as long as a report of a news agency, 600 words.
var article = strings.Repeat("Russia's Foreign Minister Sergei Lavrov spoke by phone with U.S. Secretary of State Marco Rubio on Tuesday, the Kremlin said, after talks in Riyadh. ", 26)

func BenchmarkScan(b *testing.B) {
	pack, err := gazetteer.Default()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		pack.Scan(article)
	}
}
