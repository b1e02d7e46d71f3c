package names_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"testing"

	"backchannel/loader/names"
)

// labelled is a pair of names with what a reader says of it.
type labelled struct {
	a, b   string
	same   bool
	person bool
}

func readPairs(t *testing.T, file string) []labelled {
	t.Helper()
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var out []labelled
	for _, r := range rows[1:] {
		p := labelled{a: r[column["name1"]], b: r[column["name2"]], same: r[column["is_match"]] == "true", person: true}
		if i, ok := column["schema"]; ok {
			p.person = r[i] == "Person"
		}
		out = append(out, p)
	}
	return out
}

// counts are outcomes of matching.
type counts struct{ right, extra, missed int }

func (c counts) f1() float64 { return 2 * float64(c.right) / float64(2*c.right+c.extra+c.missed) }

func measure(pairs []labelled, threshold float64, keep func(i int, p labelled) bool) counts {
	var c counts
	for i, p := range pairs {
		if !keep(i, p) {
			continue
		}
		switch same := names.Score(p.a, p.b) >= threshold; {
		case same && p.same:
			c.right++
		case same:
			c.extra++
		case p.same:
			c.missed++
		}
	}
	return c
}

func TestDiplomatsAreToldApart(t *testing.T) {
	pairs := readPairs(t, "testdata/diplomats.csv")
	c := measure(pairs, names.Threshold, func(int, labelled) bool { return true })
	t.Logf("%d pairs: F1 %.3f, %d taken for one wrongly, %d missed", len(pairs), c.f1(), c.extra, c.missed)
	for _, p := range pairs {
		if s := names.Score(p.a, p.b); s >= names.Threshold != p.same {
			t.Logf("%s | %s: %.2f, want same %v", p.a, p.b, s, p.same)
		}
	}
	if c.f1() < 0.97 {
		t.Errorf("F1 %.3f, want at least 0.97", c.f1())
	}
}

// The threshold is chosen on the rows of even number; figures are of the others.
func TestBenchmarkOfNames(t *testing.T) {
	pairs := readPairs(t, "../../../shared/data/name-pairs.csv")
	chosen := chooseThreshold(pairs)
	odd := func(i int, _ labelled) bool { return i%2 == 1 }
	for _, threshold := range []float64{chosen, names.Threshold} {
		all := measure(pairs, threshold, odd)
		persons := measure(pairs, threshold, func(i int, p labelled) bool { return odd(i, p) && p.person })
		t.Logf("threshold %.2f: F1 %.3f of all rows %+v, %.3f of persons %+v", threshold, all.f1(), all, persons.f1(), persons)
		if all.f1() < 0.82 || persons.f1() < 0.82 {
			t.Errorf("threshold %.2f: F1 %.3f of all rows, %.3f of persons, want at least 0.82", threshold, all.f1(), persons.f1())
		}
	}
}

func chooseThreshold(pairs []labelled) (best float64) {
	top := 0.0
	for threshold := 0.5; threshold <= 1; threshold += 0.01 {
		if f := measure(pairs, threshold, func(i int, _ labelled) bool { return i%2 == 0 }).f1(); f > top {
			top, best = f, threshold
		}
	}
	return best
}

func TestScoreDoesNotDependOnOrder(t *testing.T) {
	for _, p := range readPairs(t, "testdata/diplomats.csv") {
		if x, y := names.Score(p.a, p.b), names.Score(p.b, p.a); math.Abs(x-y) > 1e-9 {
			t.Errorf("%s | %s: %.3f one way, %.3f the other", p.a, p.b, x, y)
		}
		if s := names.Score(p.a, p.a); s != 1 {
			t.Errorf("%s: %.3f with itself", p.a, s)
		}
	}
}

func TestScore(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"Putin", "Vladimir Putin", false}, // a bare surname needs context
		{"Wang", "Wang Yi", false},
		{"John B. Larson", "John Barrasso", false}, // a surname is no initial
		{"Yi Gang", "Wang Yi", false},
		{"Yi Wang", "Wang Yi", true},
		{"FT", "Financial Times", true},
		{"BoE", "Bank of England", false},
		{"PLA", "People’s Liberation Army", true},
		{"Central Bank of Russia", "Central Bank of Iran", false},
		{"Ministry of Defence", "Ministry of Defense", true},
		{"Rosneft PJSC", "PJSC Rosneft", true},
		{"", "Vladimir Putin", false},
		{"Dr.", "Mr.", false},
	} {
		if got := names.Same(test.a, test.b); got != test.same {
			t.Errorf("%q | %q: same %v (%.2f), want %v", test.a, test.b, got, names.Score(test.a, test.b), test.same)
		}
	}
}

func FuzzScore(f *testing.F) {
	for _, seed := range []string{"", "bin", "Abdul", "Abd al-", "Kim Jong Un", "LAVROV, Sergey", "القذافي", "J.-C. Juncker", "ΟΥ", "\xff", "S.A.R.L."} {
		f.Add(seed, "Mohammed bin Salman")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if x, y := names.Score(a, b), names.Score(b, a); math.IsNaN(x) || x < 0 || x > 1 || math.Abs(x-y) > 0.5 {
			t.Errorf("%q | %q: %v and %v", a, b, x, y)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	x, y := names.Parse("Mohammed bin Salman bin Abdulaziz Al Saud"), names.Parse("Muhammad bin Salman")
	for b.Loop() {
		x.Score(y)
	}
}
