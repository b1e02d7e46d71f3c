package server

import (
	"embed"
	"net/http"
)

// The page for trying queries is ours and whole: it loads nothing from elsewhere.
//
//go:embed playground
var pages embed.FS

func playground() http.Handler {
	files := http.FileServerFS(pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		w.Header().Set("Referrer-Policy", "no-referrer")
		if r.URL.Path == "/" {
			http.ServeFileFS(w, r, pages, "playground/page.html")
			return
		}
		files.ServeHTTP(w, r)
	})
}
