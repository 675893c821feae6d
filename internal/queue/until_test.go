package queue

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestNothingIsLoggedAfterTheEnd(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	end := make(chan struct{})
	log := slog.New(until{slog.NewTextHandler(&text, nil), end}).With("part", "queue").WithGroup("g")

	log.Error("before")
	close(end)
	log.Error("cut short")

	if got := text.String(); !strings.Contains(got, "before part=queue") || strings.Contains(got, "cut short") {
		t.Errorf("logged: %s", got)
	}
}
