package main

import (
	"bufio"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

func TestStreamsDoNotKeepAServerThatIsToldToStop(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.task("before")
	answer, err := s.api.StreamEvents(t.Context(), &client.StreamEventsParams{After: new(int64(0))})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), ":") {
	}

	began := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
	}
	gone := s.cmd.Wait()
	took := time.Since(began)

	if lines.Err() != nil {
		t.Errorf("the stream was not ended but broken off: %v", lines.Err())
	}
	if gone != nil || took > 5*time.Second {
		t.Errorf("stopped after %v with %v", took, gone)
	}
}
