package warc

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"backchannel/loader/article"
)

// Pages turns a raw page into an article.
type Pages func(raw []byte, contentType, address string) (article.Document, error)

// Documents returns the reading of archives that article.Reader takes: the
// pages that were answered with 200, in their order. A page that is no article
// comes as a *article.Fault.
func Documents(pages Pages) func(name string, src io.Reader) iter.Seq2[article.Document, error] {
	return func(name string, src io.Reader) iter.Seq2[article.Document, error] {
		return func(yield func(article.Document, error) bool) {
			r, err := NewReader(src)
			if err != nil {
				yield(article.Document{}, &article.Fault{Name: name, Reason: err})
				return
			}
			for {
				rec, err := r.Next()
				switch {
				case errors.Is(err, io.EOF):
					return
				case errors.Is(err, ErrTooLarge), errors.Is(err, ErrAnswer):
					if !yield(article.Document{}, &article.Fault{Name: name, Reason: err}) {
						return
					}
					continue
				case err != nil:
					yield(article.Document{}, &article.Fault{Name: name, Reason: err})
					return
				case rec.Status != http.StatusOK:
					continue
				}
				at := fmt.Sprintf("%s: %s", name, rec.URL)
				d, err := pages(rec.Body, rec.Header.Get("Content-Type"), rec.URL)
				if err != nil {
					err = &article.Fault{Name: at, Reason: err}
				}
				d.Name = at
				if !yield(d, err) {
					return
				}
			}
		}
	}
}
