package ratelimit

import (
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/redistest"
)

func benchmark(b *testing.B, s Source) {
	limits := []Limit{{"tenant", 1 << 30, time.Second}, {"channel", 1 << 30, time.Minute}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Take(b.Context(), 10, limits...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMemory(b *testing.B) { benchmark(b, NewMemory()) }

func BenchmarkRedis(b *testing.B) {
	s := dial(b, redistest.Start(b).URL(), Options{Patience: time.Second})
	benchmark(b, s)
	if s.Degraded() {
		b.Fatal("Redis went away, which measures something else")
	}
}
