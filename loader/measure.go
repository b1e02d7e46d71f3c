package loader

import (
	"context"
	"fmt"

	"backchannel/loader/article"
	"backchannel/loader/eval"
	"backchannel/loader/extract"
)

// Measure reads the articles of a folder of gold annotations and compares what
// it finds with the gold. An article that can't be read is an error: figures
// over a part would mislead.
func (u *Understanding) Measure(ctx context.Context, dir string) (eval.Stats, error) {
	golds, err := eval.Load(dir)
	if err != nil {
		return eval.Stats{}, err
	}
	found := map[string]extract.ArticleJSON{}
	for d, err := range article.NewReader(nil).Documents(ctx, dir) {
		if err != nil {
			return eval.Stats{}, fmt.Errorf("read gold: %w", err)
		}
		report, err := u.Report(d)
		if err != nil {
			return eval.Stats{}, err
		}
		found[d.ID] = extract.JSON(d.ID, report)
	}
	return eval.Score(golds, found), ctx.Err()
}
