package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backchannel/loader/nlp"
)

// needModel skips the test where the language model is missing.
func needModel(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(nlp.DefaultDir(), "meta.json")); err != nil {
		t.Skip("no language model: run deploy/model.sh")
	}
}

// annotate runs the command on files of the given contents.
func annotate(t *testing.T, wantCode int, flag string, files map[string]string) (out, errs string) {
	t.Helper()
	needModel(t)
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"annotate", dir}
	if flag != "" {
		args = append(args, flag)
	}
	var stdout, stderr bytes.Buffer
	if got := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr); got != wantCode {
		t.Fatalf("exit code %d, want %d\n%s", got, wantCode, &stderr)
	}
	return stdout.String(), stderr.String()
}

func TestAnnotateJSON(t *testing.T) {
	const body = "“Née” Anna Kovač phoned Paris.\n\nSubscribe to our newsletter\n\nShe did not travel.\n"
	out, _ := annotate(t, exitOK, "--json", map[string]string{"call.txt": "title: A call\npublished: 2024-05-01\n\n" + body})
	var got nlp.JSON
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != "call" || len(got.Paragraphs) != 3 {
		t.Fatalf("id %q with %d paragraphs, want call with 3: furniture is annotated too, the title is no part of the body", got.ID, len(got.Paragraphs))
	}
	for _, p := range got.Paragraphs {
		if p.Start != p.Tokens[0].Start {
			t.Errorf("a paragraph starts at %d, its first token at %d", p.Start, p.Tokens[0].Start)
		}
		for _, tok := range p.Tokens {
			if body[tok.Start:tok.End] != tok.Text {
				t.Errorf("bytes %d to %d of the body are %q, not %q", tok.Start, tok.End, body[tok.Start:tok.End], tok.Text)
			}
		}
	}
	last := got.Paragraphs[2].Tokens
	if she := last[0]; she.Dep != "nsubj" || last[she.Head].Lemma != "travel" || she.Ent != "O" {
		t.Errorf("She: %+v", she)
	}
}

func TestAnnotateTree(t *testing.T) {
	out, errs := annotate(t, exitPartial, "", map[string]string{
		"a.txt": "title: Ministers meet\npublished: 2024-05-01\n\nRomania recalled its envoy.\n", "b.txt": "\n",
	})
	for _, want := range []string{"Ministers", "  Romania", "B-GPE", "recalled"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if !strings.Contains(errs, "b.txt") {
		t.Errorf("the empty file is not named: %q", errs)
	}
}

// call runs the program without input.
func call(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func TestWho(t *testing.T) {
	code, out, errs := call(t, "who", "Downing Street", "--date", "2025-11-26")
	if code != exitOK || !strings.HasPrefix(out, "Downing Street, 2025-11-26: United Kingdom (government:gbr)\n") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	code, out, errs = call(t, "who", "Powell", "--date", "2025-11-26", "--context", "Britain's national security adviser called", "--json")
	var answer struct {
		Resolved   string
		Candidates []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != exitOK {
		t.Fatalf("exit code %d, %v\n%s", code, err, errs)
	}
	if answer.Resolved != "official:jonathan-powell" || len(answer.Candidates) < 2 {
		t.Errorf("answer %+v", answer)
	}
	if code, _, errs := call(t, "who", "Powell", "--date", "yesterday"); code != exitUsage {
		t.Errorf("exit code %d for a bad day\n%s", code, errs)
	}
}

func TestWhoWithAPackOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	table := "id,name,country\nofficial:aino-virtala,Aino Virtala,FIN\n"
	if err := os.WriteFile(filepath.Join(dir, "persons.csv"), []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := call(t, "who", "Aino Virtala", "--pack", dir); code != exitOK || !strings.Contains(out, "official:aino-virtala") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	if code, _, errs := call(t, "who", "Aino Virtala", "--pack", t.TempDir()); code != exitFatal || !strings.Contains(errs, "no tables") {
		t.Errorf("exit code %d for an empty folder\n%s", code, errs)
	}
}

func TestNamesScore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pairs.csv")
	if err := os.WriteFile(file, []byte("name1,name2\nWang Yi,Wang Yi\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := call(t, "names", "score", file); code != exitOK || out != "name1,name2,score\nWang Yi,Wang Yi,1.000\n" {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
}

func TestVersionNamesTheParts(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if got := run(t.Context(), []string{"version"}, strings.NewReader(""), &stdout, &stderr); got != exitOK {
		t.Fatalf("exit code %d\n%s", got, &stderr)
	}
	for _, part := range []string{"backchannel", "extraction", "language model"} {
		if !strings.Contains(stdout.String(), part) {
			t.Errorf("no %q in\n%s", part, &stdout)
		}
	}
}

func TestExtractSaysWhatIsOdd(t *testing.T) {
	needModel(t)
	for name, c := range map[string]struct{ text, says string }{
		"bad date": {"published: yesterday\n\nMarco Rubio met Sergey Lavrov.\n", `note: publication date ignored: time "yesterday"`},
		"escapes":  {"published: 2025-03-04\n\nMarco Rubio met Sergey Lavrov \x1b in Riyadh.\n", "MET  Marco Rubio – Sergey Lavrov"},
		"foreign":  {"published: 2025-03-04\n\nДональд Трамп встретил Владимира Путина.\n", "note: not read: its language is"},
	} {
		code, out, errs := call(t, "extract", write(t, t.TempDir(), "a.txt", c.text))
		if code != exitOK || !strings.Contains(out, c.says) || strings.Contains(out, "\x1b") {
			t.Errorf("%s: exit code %d, no %q in\n%s%s", name, code, c.says, out, errs)
		}
	}
}
