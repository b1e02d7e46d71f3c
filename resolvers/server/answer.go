package server

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Media types of the GraphQL-over-HTTP draft. The first tells failed requests
// by status; the second, older one answers 200 where a document was understood
// as a request at all.
const (
	typeGraphQL = "application/graphql-response+json"
	typeJSON    = "application/json"
	typeStream  = "text/event-stream"
)

// acceptedType returns the media type to answer with, empty where the client
// accepts none.
func acceptedType(r *http.Request) string {
	accept := r.Header.Get("Accept")
	if accept == "" {
		return typeJSON
	}
	best, quality := "", 0.0
	for part := range strings.SplitSeq(accept, ",") {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		q := 1.0
		if params["q"] != "" {
			if _, err := fmt.Sscanf(params["q"], "%g", &q); err != nil {
				continue
			}
		}
		switch media {
		case "*/*", "application/*":
			media = typeJSON
		case typeJSON, typeGraphQL:
		default:
			continue
		}
		if q > quality {
			best, quality = media, q
		}
	}
	return best
}

// failedStatus is the status of an operation that was not executed.
func failedStatus(r *http.Request, errs gqlerror.List) int {
	switch {
	case len(errs) > 0 && errs[0].Extensions["code"] == codeForbidden:
		return http.StatusForbidden
	case acceptedType(r) == typeGraphQL:
		return http.StatusBadRequest
	}
	return http.StatusOK
}

func writeErrors(w http.ResponseWriter, media string, status int, errs gqlerror.List) {
	raw, err := json.Marshal(struct {
		Errors gqlerror.List `json:"errors"`
	}{errs})
	if err != nil {
		panic("server: errors encode as JSON: " + err.Error())
	}
	if media == "" {
		media = typeJSON
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}

// writeResponse writes a result. The data is JSON already, so it is passed on
// as it is. Answers to GETs may be kept by the client for a moment, and asked
// for again by their tag.
func writeResponse(w http.ResponseWriter, r *http.Request, resp *graphql.Response) {
	raw := encode(resp)
	head := w.Header()
	head.Set("Content-Type", acceptedType(r)+"; charset=utf-8")
	head.Set("Cache-Control", "no-store")
	if r.Method == http.MethodGet && len(resp.Errors) == 0 {
		sum := sha256.Sum256(raw)
		tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		head.Set("Cache-Control", "private, max-age=5")
		head.Set("Vary", "Accept, Authorization, X-API-Key")
		head.Set("ETag", tag)
		if strings.Contains(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	_, _ = w.Write(raw)
}

func encode(resp *graphql.Response) []byte {
	if len(resp.Errors) == 0 && len(resp.Extensions) == 0 && len(resp.Data) > 0 {
		raw := make([]byte, 0, len(resp.Data)+len(`{"data":}`))
		return append(append(append(raw, `{"data":`...), resp.Data...), '}')
	}
	raw, err := json.Marshal(resp)
	if err != nil {
		panic("server: a result encodes as JSON: " + err.Error())
	}
	return raw
}
