package sim

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

// Spoil answers in the manner of a mishap that strikes after acceptance and reports whether it
// did. None, TooMany and ErrorAfterAccept are left to the provider, who has its own words.
func Spoil(w http.ResponseWriter, r *http.Request, m Mishap) bool {
	switch m {
	case ReplyLost:
		Cut(w)
	case Hang:
		Pause(r.Context(), 5*time.Minute)
		Cut(w)
	case Drip:
		drip(w, r)
	case HTML:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>All is well</title>")
	case BrokenJSON:
		ReplyRaw(w, http.StatusCreated, []byte(`{"messageId":`))
	case WithoutID:
		ReplyRaw(w, http.StatusCreated, []byte(`{}`))
	case Huge:
		flood(w)
	default:
		return false
	}
	return true
}

// Cut closes the connection without a reply.
func Cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_ = conn.Close()
}

// Pause waits for d or for the end of ctx, whichever is first.
func Pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func drip(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	out := http.NewResponseController(w)
	for range 3000 {
		if _, err := io.WriteString(w, " "); err != nil || r.Context().Err() != nil {
			return
		}
		_ = out.Flush()
		Pause(r.Context(), 100*time.Millisecond)
	}
}

func flood(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, `{"messageId":"`)
	block := bytes.Repeat([]byte("9"), 1<<20)
	for range 100 {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
	_, _ = io.WriteString(w, `"}`)
}
