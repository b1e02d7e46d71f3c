package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
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

// endpoint is /query.
type endpoint struct {
	server *Server
	exec   *executor.Executor
}

// ServeHTTP answers one operation, or hands streams on.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := e.server
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, POST")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		s.refuse(w, r, http.StatusMethodNotAllowed, codeBadInput, "send a POST, or a GET for a query")
		return
	case wantsSocket(r):
		e.socket(w, r)
		return
	}
	ctx, ok := s.admit(w, r)
	if !ok {
		return
	}
	if acceptedType(r) == "" && !wantsStream(r) {
		s.refuse(w, r, http.StatusNotAcceptable, codeBadInput, "answers are "+typeGraphQL+", "+typeJSON+" or "+typeStream)
		return
	}
	params, problem := readParams(w, r, s.config.Production)
	if problem != nil {
		s.refuse(w, r, problem.status, problem.code, problem.message)
		return
	}
	if wantsStream(r) {
		e.stream(w, r.WithContext(ctx), params)
		return
	}
	e.answer(w, r.WithContext(ctx), params)
}

// answer executes an operation and writes its one result.
func (e *endpoint) answer(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) {
	s, began := e.server, time.Now()
	s.metrics.inFlight.Inc()
	defer s.metrics.inFlight.Dec()
	ctx := r.Context()
	op, errs := e.exec.CreateOperationContext(ctx, params)
	if len(errs) == 0 {
		errs = notHere(r.Method, op.Operation)
	}
	if len(errs) > 0 {
		resp := e.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
		s.record(ctx, outcome{op, resp.Errors, began})
		writeErrors(w, acceptedType(r), failedStatus(r, resp.Errors), resp.Errors)
		return
	}
	responses, ctx := e.exec.DispatchOperation(ctx, op)
	resp := responses(ctx)
	if resp == nil { // it ended before anything began
		resp = e.exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(context.Cause(ctx))})
	}
	s.record(ctx, outcome{op, resp.Errors, began})
	writeResponse(w, r, resp)
}

// notHere refuses what a plain request can't do.
func notHere(method string, op *ast.OperationDefinition) gqlerror.List {
	switch {
	case op.Operation == ast.Subscription:
		return gqlerror.List{gqlerror.ErrorPosf(op.Position, "subscriptions need Accept: %s, or a websocket", typeStream)}
	case op.Operation != ast.Query && method == http.MethodGet:
		return gqlerror.List{gqlerror.ErrorPosf(op.Position, "GET is for queries only")}
	}
	return nil
}

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
