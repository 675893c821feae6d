package trace_test

import (
	"net/http"
	"testing"

	"github.com/carillonhq/carillon/internal/trace"
)

// BenchmarkFollow is what a send costs that nobody keeps a record of.
func BenchmarkFollow(b *testing.B) {
	ctx := b.Context()
	for b.Loop() {
		at, span := trace.Start(trace.Follow(ctx, parent), trace.Call, "provider POST")
		trace.Pass(at, http.Header{})
		span.End("")
	}
}
