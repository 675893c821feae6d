package trace

import (
	"context"
	"fmt"
	"log/slog"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Kind is what a span's work is to the systems around.
type Kind = trace.SpanKind

// The kinds.
const (
	Request = trace.SpanKindServer   // somebody asked us
	Work    = trace.SpanKindConsumer // something waited for us
	Call    = trace.SpanKindClient   // we ask somebody
)

// Span is a piece of work in a trace. The zero Span is one that nobody keeps a record of. What is said
// of a span is ids, states and codes: never a person's data, an address or a text of others.
type Span struct{ span trace.Span }

type tracerKey struct{}

// Begin opens the work that came in by a door: in the trace of a traceparent or, where that cannot be
// read, in one of its own.
func (t *Tracer) Begin(ctx context.Context, kind Kind, name, parent string) (context.Context, Span) {
	ctx = Follow(ctx, parent)
	if t != nil {
		return Start(context.WithValue(ctx, tracerKey{}, t), kind, name)
	}
	if !trace.SpanContextFromContext(ctx).IsValid() {
		ctx = trace.ContextWithRemoteSpanContext(ctx, fresh())
	}
	return ctx, Span{}
}

// Start opens a span within the context's trace, if the door that the work came in by keeps a record.
func Start(ctx context.Context, kind Kind, name string) (context.Context, Span) {
	t, ok := ctx.Value(tracerKey{}).(*Tracer)
	if !ok {
		return ctx, Span{}
	}
	ctx, span := t.tracer.Start(ctx, name, trace.WithSpanKind(kind))
	return ctx, Span{span}
}

// Name says better what the work is, once that is known.
func (s Span) Name(name string) {
	if s.span != nil {
		s.span.SetName(name)
	}
}

// End closes a span, with what is to be said of it. An error code that is not empty says that the
// work failed.
func (s Span) End(code string, about ...slog.Attr) {
	if s.span == nil {
		return
	}
	for _, a := range about {
		s.span.SetAttributes(attributeOf(a))
	}
	if code != "" {
		s.span.SetAttributes(attribute.String("error.type", code))
		s.span.SetStatus(codes.Error, "")
	}
	s.span.End()
}

// Code is what a span says of an error: what kind of Go value it is, never its text.
func Code(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf("%T", err)
}

func attributeOf(a slog.Attr) attribute.KeyValue {
	if a.Value.Kind() == slog.KindInt64 {
		return attribute.Int64(a.Key, a.Value.Int64())
	}
	return attribute.String(a.Key, a.Value.String())
}
