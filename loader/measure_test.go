package loader_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"backchannel/loader"
	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
	"backchannel/loader/resolve"
)

var update = flag.Bool("update", false, "write golden files anew")

// understanding is the real chain of stages; the test is skipped where the
// language model is missing.
func understanding(t *testing.T) *loader.Understanding {
	t.Helper()
	if _, err := os.Stat(filepath.Join(nlp.DefaultDir(), "meta.json")); err != nil {
		t.Skip("no language model: run deploy/model.sh")
	}
	model, err := nlp.Load(nlp.DefaultDir())
	if err != nil {
		t.Fatal(err)
	}
	pack, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	resolver := resolve.New(pack)
	extractor, err := extract.New(resolver)
	if err != nil {
		t.Fatal(err)
	}
	return &loader.Understanding{Annotator: model, Extractor: extractor, Known: resolver}
}

// TestEvalStats keeps the figures on the gold articles in sight: every change
// that moves them moves testdata/eval_stats.txt.
func TestEvalStats(t *testing.T) {
	const dir, golden = "../../shared/eval/dev", "testdata/eval_stats.txt"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("needs ../shared/eval beside the repository")
	}
	stats, err := understanding(t).Measure(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := stats.Write(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the figures have moved; read them, then run go test ./loader -run EvalStats -update\n got:\n%s\nwant:\n%s", &got, want)
	}
}

func TestMeasureWithoutGold(t *testing.T) {
	if _, err := understanding(t).Measure(t.Context(), t.TempDir()); err == nil {
		t.Error("an empty folder was measured")
	}
}
