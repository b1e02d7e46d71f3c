// Package trace sends OpenTelemetry traces where the environment names a
// collector, as OTEL_EXPORTER_OTLP_ENDPOINT does, and does nothing elsewhere.
package trace

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// service is the service's name in traces, unless OTEL_SERVICE_NAME gives another.
const service = "backchannel"

// Start makes the global tracer provider send to the collector of the
// environment. What it returns sends the spans still held, and ends the sending.
func Start(ctx context.Context) (stop func(context.Context), err error) {
	if os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" {
		return func(context.Context) {}, nil
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { slog.Warn("traces can't be sent", "error", err) }))
	exporter, err := otlptracehttp.New(ctx) // reads the address and headers from the environment
	if err != nil {
		return nil, fmt.Errorf("start traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", service)), resource.WithFromEnv(), resource.WithHost())
	if err != nil {
		return nil, fmt.Errorf("start traces: %w", err)
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	otel.SetTracerProvider(provider)
	return func(ctx context.Context) {
		if err := provider.Shutdown(ctx); err != nil {
			slog.Warn("traces can't be sent", "error", err)
		}
	}, nil
}
