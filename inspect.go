package main

import (
	"context"
	"fmt"

	"backchannel/loader"
	"backchannel/loader/article"
	"backchannel/loader/extract"
	"backchannel/loader/gazetteer"
	"backchannel/loader/nlp"
	"backchannel/loader/page"
	"backchannel/loader/resolve"
)

// This file holds the commands that show how articles are understood, without a database.

// understanding builds what reads articles.
func understanding() (*loader.Understanding, error) {
	pack, err := gazetteer.Default()
	if err != nil {
		return nil, err
	}
	model, err := nlp.Load(nlp.DefaultDir())
	if err != nil {
		return nil, fmt.Errorf("%w; deploy/model.sh gets it, BACKCHANNEL_MODEL points elsewhere", err)
	}
	resolver := resolve.New(pack)
	extractor, err := extract.New(resolver)
	if err != nil {
		return nil, err
	}
	return &loader.Understanding{Annotator: model, Extractor: extractor, Known: resolver}, nil
}

func (c *console) reader() *article.Reader {
	r := article.NewReader(c.in)
	r.HTML = page.New().HTML
	return r
}

type extractCmd struct {
	Sources []string `arg:"" help:"Files, folders, or - for JSON lines on standard input."`
	JSON    bool     `help:"One article a line as JSON, instead of an explanation."`
}

// Run prints what the articles claim.
func (x *extractCmd) Run(ctx context.Context, c *console) error {
	u, err := understanding()
	if err != nil {
		return err
	}
	partial := false
	for d, err := range c.reader().Documents(ctx, x.Sources...) {
		if err != nil {
			fmt.Fprintln(c.err, err)
			partial = true
			continue
		}
		result, err := u.Read(d)
		if err != nil {
			fmt.Fprintln(c.err, err)
			partial = true
			continue
		}
		id := d.ID
		if id == "" {
			id = string(result.Report.Article.ID)
		}
		if x.JSON {
			err = line(c.out, extract.JSON(id, result.Report))
		} else {
			fmt.Fprintln(c.out, d.Name)
			err = result.Explain(c.out)
		}
		if err != nil {
			return err
		}
	}
	if partial {
		return errPartial
	}
	return nil
}
