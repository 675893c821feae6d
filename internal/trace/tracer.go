package trace

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Options are where spans go and how many.
type Options struct {
	Endpoint string  // of an OTLP receiver, without /v1/traces; empty: nowhere
	Ratio    float64 // of the traces that begin here, which are recorded; the others' callers decide
	Log      *slog.Logger
}

// Tracer keeps a record of work. Nil is one that keeps none: ids are handed on all the same. It is safe
// for concurrent use.
type Tracer struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// New makes a tracer; nil without an endpoint. Close it, or the last spans are lost. The exporter
// takes further settings from the environment, as OpenTelemetry names them: headers, certificates,
// OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES.
func New(ctx context.Context, o Options) (*Tracer, error) {
	if o.Endpoint == "" {
		return nil, nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(o.Endpoint+"/v1/traces"))
	if err != nil {
		return nil, errors.New("OTEL_EXPORTER_OTLP_ENDPOINT or a setting beside it cannot be used; it should look like http://localhost:4318")
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", "carillon")), resource.WithFromEnv())
	if err != nil {
		return nil, errors.New("OTEL_RESOURCE_ATTRIBUTES cannot be read; it should look like deployment.environment=production,zone=a")
	}
	p := sdk.NewTracerProvider(sdk.WithResource(about), sdk.WithBatcher(outspoken{exporter, o.Log}),
		sdk.WithSampler(sdk.ParentBased(sdk.TraceIDRatioBased(o.Ratio))))
	return &Tracer{p, p.Tracer("github.com/carillonhq/carillon")}, nil
}

// Close sends what has not been sent, for five seconds at the most.
func (t *Tracer) Close() {
	if t == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = t.provider.Shutdown(ctx) // what went wrong was logged
}

// outspoken is an exporter that says in our log when spans are lost.
type outspoken struct {
	sdk.SpanExporter
	log *slog.Logger
}

// ExportSpans sends spans. Failing costs the spans and nothing else.
func (o outspoken) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if err := o.SpanExporter.ExportSpans(ctx, spans); err != nil {
		o.log.WarnContext(ctx, "spans could not be sent and are lost", "event", "spans_lost", "spans", len(spans), "error", err)
	}
	return nil
}
