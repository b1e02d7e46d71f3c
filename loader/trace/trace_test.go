package trace_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"go.opentelemetry.io/otel"

	"backchannel/loader/trace"
)

func TestSpansReachTheCollector(t *testing.T) {
	var got atomic.Value
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got.Store(r.URL.Path + " " + string(body))
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	stop, err := trace.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, span := otel.Tracer("test").Start(t.Context(), "reading the wire")
	span.End()
	stop(context.Background())
	sent, _ := got.Load().(string)
	for _, want := range []string{"/v1/traces ", "reading the wire", "backchannel"} {
		if !strings.Contains(sent, want) {
			t.Errorf("the collector got %q, without %q", sent, want)
		}
	}
}

func TestNoCollectorNoTraces(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "")
	stop, err := trace.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stop(t.Context())
}
