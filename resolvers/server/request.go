package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// problem is why a request is not executed.
type problem struct {
	status        int
	code, message string
}

func badRequest(format string, args ...any) *problem {
	return &problem{http.StatusBadRequest, codeBadInput, fmt.Sprintf(format, args...)}
}

// body is what a client sends.
type body struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

func readParams(w http.ResponseWriter, r *http.Request, production bool) (*graphql.RawParams, *problem) {
	var b body
	var bad *problem
	if r.Method == http.MethodGet {
		bad = readQuery(&b, r, production)
	} else {
		bad = readBody(&b, w, r)
	}
	if bad == nil && b.Query == "" && b.Extensions["persistedQuery"] == nil {
		bad = badRequest("the request has no query")
	}
	if bad != nil {
		return nil, bad
	}
	return &graphql.RawParams{Query: b.Query, OperationName: b.OperationName, Variables: b.Variables, Extensions: b.Extensions, Headers: r.Header}, nil
}

func readBody(b *body, w http.ResponseWriter, r *http.Request) *problem {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || media != typeJSON || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return &problem{http.StatusUnsupportedMediaType, codeBadInput, "send the request as " + typeJSON + " in UTF-8"}
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return &problem{http.StatusRequestEntityTooLarge, codeTooComplex, fmt.Sprintf("the request has more than %d bytes", maxBody)}
	case err != nil:
		return badRequest("the request could not be read to its end")
	}
	return decode(raw, b)
}

func decode(raw []byte, b *body) *problem {
	if text := strings.TrimLeft(string(raw[:min(len(raw), 100)]), " \t\r\n"); strings.HasPrefix(text, "[") {
		return badRequest("one operation a request: batches are not accepted")
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	err := decoder.Decode(b)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return badRequest("%s can't be a JSON %s", wrong.Field, wrong.Value)
	case err != nil:
		return badRequest("the request is no JSON object")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return badRequest("something follows the JSON object")
	}
	return nil
}

// readQuery reads a GET. In production the client must ask for JSON, which a
// page of another origin can't make a browser do by a link or an image.
func readQuery(b *body, r *http.Request, production bool) *problem {
	accept := r.Header.Get("Accept")
	if production && !strings.Contains(accept, "json") && !strings.Contains(accept, typeStream) {
		return &problem{http.StatusNotAcceptable, codeBadInput, "a GET must say Accept: " + typeGraphQL + " or " + typeJSON}
	}
	if len(r.URL.RawQuery) > maxBody {
		return &problem{http.StatusRequestURITooLong, codeTooComplex, "the address is too long"}
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return badRequest("the address can't be read")
	}
	b.Query, b.OperationName = values.Get("query"), values.Get("operationName")
	for name, into := range map[string]*map[string]any{"variables": &b.Variables, "extensions": &b.Extensions} {
		text := values.Get(name)
		if text == "" {
			continue
		}
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if decoder.Decode(into) != nil {
			return badRequest("%s must be a JSON object", name)
		}
	}
	return nil
}
