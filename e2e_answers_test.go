package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each question under testdata/answers has beside it the answer that its articles
// give, read against their text; those of dev against the annotations too.
func TestArticlesAnswerAnalysts(t *testing.T) {
	for name, articles := range map[string]string{"samples": "deploy/samples", "dev": "../shared/eval/dev"} {
		t.Run(name, func(t *testing.T) {
			files, _ := filepath.Glob(filepath.Join(articles, "*.txt"))
			if len(files) == 0 {
				t.Skipf("no articles in %s", articles)
			}
			p := newProgram(t)
			p.run(exitOK, append([]string{"load"}, files...)...)
			api := p.serve()
			questions, _ := filepath.Glob(filepath.Join("testdata/answers", name, "*.graphql"))
			if len(questions) == 0 {
				t.Fatal("no questions")
			}
			for _, file := range questions {
				t.Run(filepath.Base(file), func(t *testing.T) { api.giveGolden(t, file) })
			}
		})
	}
}

// giveGolden compares the answer to a file's question with the one beside it.
func (a answers) giveGolden(t *testing.T, file string) {
	question, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := a.pretty(t, string(question))
	golden := strings.TrimSuffix(file, ".graphql") + ".golden.json"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the answer is not that of %s (go test -run Analysts . -update writes it; read the difference against the articles):\n%s", golden, got)
	}
}
