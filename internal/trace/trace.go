// Package trace follows a cause through all that comes of it, in whichever process: a request, the job
// it wakes, the call of a provider, the callback, the webhook. What waits in a table keeps its
// traceparent, as W3C Trace Context has it, and whoever goes on with it follows that.
package trace

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"net/http"

	"go.opentelemetry.io/otel/trace"
)

// Header is the header by which a trace goes from one system to the next.
const Header = "Traceparent"

// Pass hands the trace on with a request.
func Pass(ctx context.Context, h http.Header) {
	if parent := Parent(ctx); parent != "" {
		h.Set(Header, parent)
	}
}

// Parent is the traceparent to hand on or to keep; empty outside of a trace.
func Parent(ctx context.Context) string {
	c := trace.SpanContextFromContext(ctx)
	if !c.IsValid() {
		return ""
	}
	return "00-" + c.TraceID().String() + "-" + c.SpanID().String() + "-" + (c.TraceFlags() & trace.FlagsSampled).String()
}

// Kept is Parent as a column that may be null.
func Kept(ctx context.Context) *string {
	parent := Parent(ctx)
	if parent == "" {
		return nil
	}
	return &parent
}

// ID is the trace's id, 32 hexadecimal digits; empty outside of a trace.
func ID(ctx context.Context) string {
	c := trace.SpanContextFromContext(ctx)
	if !c.HasTraceID() {
		return ""
	}
	return c.TraceID().String()
}

// Follow goes on with the trace of a traceparent. Where that cannot be read, or the context is in
// that trace already, the context stays as it is.
func Follow(ctx context.Context, parent string) context.Context {
	if parent == "" {
		return ctx
	}
	c := read(parent)
	if !c.IsValid() || c.TraceID() == trace.SpanContextFromContext(ctx).TraceID() {
		return ctx
	}
	return trace.ContextWithRemoteSpanContext(ctx, c)
}

// FollowKept is Follow for a column that may be null.
func FollowKept(ctx context.Context, parent *string) context.Context {
	if parent == nil {
		return ctx
	}
	return Follow(ctx, *parent)
}

// read is what a traceparent of the only version there is says; not valid where it is none.
func read(parent string) trace.SpanContext {
	if len(parent) != len("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") || parent[:3] != "00-" || parent[35] != '-' || parent[52] != '-' {
		return trace.SpanContext{}
	}
	id, wrongID := trace.TraceIDFromHex(parent[3:35])
	span, wrongSpan := trace.SpanIDFromHex(parent[36:52])
	flags, wrongFlags := hex.DecodeString(parent[53:])
	if wrongID != nil || wrongSpan != nil || wrongFlags != nil {
		return trace.SpanContext{}
	}
	return trace.NewSpanContext(trace.SpanContextConfig{TraceID: id, SpanID: span, TraceFlags: trace.TraceFlags(flags[0]), Remote: true})
}

// fresh begins a trace of which nobody keeps a record.
func fresh() trace.SpanContext {
	var c trace.SpanContextConfig
	binary.BigEndian.PutUint64(c.TraceID[:8], rand.Uint64())
	binary.BigEndian.PutUint64(c.TraceID[8:], rand.Uint64()|1) // neither id may be zero
	binary.BigEndian.PutUint64(c.SpanID[:], rand.Uint64()|1)
	return trace.NewSpanContext(c)
}
