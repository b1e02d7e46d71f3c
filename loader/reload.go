package loader

import (
	"fmt"
	"iter"

	"backchannel/graph"
	"backchannel/loader/article"
)

// Stored turns articles of a graph back into the documents they were read from,
// to be read again. One that would become another article is a fault.
func Stored(articles iter.Seq2[graph.Article, error]) iter.Seq2[article.Document, error] {
	return func(yield func(article.Document, error) bool) {
		for a, err := range articles {
			d := article.Document{
				Name: string(a.ID), Title: a.Title, URL: a.URL, Publisher: a.Publisher, Published: a.PublishedAt, Language: a.Language, Text: a.Text,
			}
			if err == nil && Article(d).ID != a.ID {
				err = &article.Fault{Name: d.Name, Reason: fmt.Errorf("it would be read as %s: load it from its source", Article(d).ID)}
			}
			if !yield(d, err) {
				return
			}
		}
	}
}
