package server

import (
	"bufio"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestStreamOutlivesTheServersTimeLimits(t *testing.T) {
	t.Parallel()
	const beats = 6
	left := make(chan error, 1)
	front := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := opened(w)
		for range beats {
			if err := out.comment("7"); err != nil {
				left <- err
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		out.add("8", "custom.late", []byte(`{"a":1}`))
		left <- errors.Join(out.flush(), r.Context().Err())
	}))
	front.Config.ReadTimeout, front.Config.WriteTimeout = 150*time.Millisecond, 150*time.Millisecond
	front.Start()
	defer front.Close()

	answer, err := http.Get(front.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var told []string
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		told = append(told, lines.Text())
	}

	if err := <-left; err != nil {
		t.Errorf("the stream was cut off: %v", err)
	}
	want := strings.Repeat(": this is all until now\nid: 7\n\n", beats) + "id: 8\nevent: custom.late\ndata: {\"a\":1}\n\n"
	if got := strings.Join(told, "\n") + "\n"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}
