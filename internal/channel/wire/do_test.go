package wire_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

func post(t *testing.T, url string, startBy time.Time) wire.Reply {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	return wire.Do(ctx, wire.NewClient(), wire.Request{
		Method: http.MethodPost, URL: url, Body: []byte(`{"a":1}`), StartBy: startBy,
	})
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func expect(t *testing.T, r wire.Reply, verdict channel.Verdict, cause channel.Cause) {
	t.Helper()
	if got := r.Receipt(); got.Verdict != verdict || got.Cause != cause {
		t.Errorf("receipt is %s/%s, want %s/%s (status %d)", got.Verdict, got.Cause, verdict, cause, r.Status)
	}
}

func TestStatusDecidesTheVerdict(t *testing.T) {
	t.Parallel()
	cases := map[int]struct {
		verdict channel.Verdict
		cause   channel.Cause
	}{
		200: {channel.Accepted, ""}, 201: {channel.Accepted, ""}, 202: {channel.Accepted, ""},
		302: {channel.Unknown, channel.Garbled}, 400: {channel.Rejected, channel.Refused},
		401: {channel.NotSent, channel.AccountGone}, 402: {channel.NotSent, channel.AccountGone},
		403: {channel.NotSent, channel.AccountGone}, 404: {channel.Rejected, channel.Refused},
		422: {channel.Rejected, channel.Refused}, 429: {channel.NotSent, channel.Throttled},
		500: {channel.Unknown, channel.ServerError}, 503: {channel.Unknown, channel.ServerError},
	}
	for status, want := range cases {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		expect(t, post(t, url, time.Time{}), want.verdict, want.cause)
	}
}

func TestRequestCarriesItsBodyAndHeaders(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if string(body) != `{"a":1}` || r.Header.Get("Content-Type") != "application/json" || r.ContentLength != 7 {
			w.WriteHeader(http.StatusTeapot)
		}
	})
	expect(t, post(t, url, time.Now().Add(time.Minute)), channel.Accepted, "")
}

func TestNothingListeningIsUnreachable(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	expect(t, post(t, "http://"+listener.Addr().String(), time.Time{}), channel.NotSent, channel.Unreachable)
}

func TestUntrustedCertificateIsUnreachable(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(server.Close)
	expect(t, post(t, server.URL, time.Time{}), channel.NotSent, channel.Unreachable)
	if asked.Load() != 0 {
		t.Fatal("the request reached a server that is not trusted")
	}
}

func TestAnswerLostAfterTheRequestIsUnknown(t *testing.T) {
	t.Parallel()
	url := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	expect(t, post(t, url, time.Time{}), channel.Unknown, channel.NoAnswer)
}

func TestAnswerLostOverTLSIsUnknown(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(server.Close)
	client := wire.NewClient()
	client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}

	reply := wire.Do(t.Context(), client, wire.Request{Method: http.MethodPost, URL: server.URL, Body: []byte(`{}`)})

	expect(t, reply, channel.Unknown, channel.NoAnswer)
}

func TestSilenceUntilTheDeadlineIsUnknown(t *testing.T) {
	t.Parallel()
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // until then, the server does not see the client leave
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()

	reply := wire.Do(ctx, wire.NewClient(), wire.Request{Method: http.MethodPost, URL: url, Body: []byte(`{}`)})

	expect(t, reply, channel.Unknown, channel.NoAnswer)
}

func TestDrippingAnswerEndsAtTheDeadline(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusCreated)
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()

	reply := wire.Do(ctx, wire.NewClient(), wire.Request{Method: http.MethodPost, URL: url, Body: []byte(`{}`)})

	expect(t, reply, channel.Unknown, channel.NoAnswer)
	if took := time.Since(began); took > 2*time.Second {
		t.Fatalf("a dripping answer was waited for %s", took)
	}
}

func TestHugeAnswerIsReadToTheLimitOnly(t *testing.T) {
	t.Parallel()
	wrote := make(chan int, 1)
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		block, n := strings.Repeat("9", 1<<20), 0
		for range 100 {
			m, err := io.WriteString(w, block)
			if n += m; err != nil {
				break
			}
		}
		wrote <- n
	})
	expect(t, post(t, url, time.Time{}), channel.Unknown, channel.Garbled)
	if n := <-wrote; n >= 100<<20 {
		t.Fatal("all 100 MB were read")
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Bool
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			followed.Store(true)
			return
		}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	})
	expect(t, post(t, url, time.Time{}), channel.Unknown, channel.Garbled)
	if followed.Load() {
		t.Fatal("the redirect was followed")
	}
}

func TestDecodeWantsAWholeDocument(t *testing.T) {
	t.Parallel()
	for body, readable := range map[string]bool{
		`{"id":"x"}`: true, `{"id":`: false, `<html>`: false, ``: false, `{"id":1}`: false, `{"id":"x"} {}`: false,
	} {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
		var v struct{ ID string }
		if err := post(t, url, time.Time{}).Decode(&v); (err == nil) != readable {
			t.Errorf("decoding %q: %v", body, err)
		}
	}
}

func TestParallelRequestsUseTheirConnectionsAgain(t *testing.T) {
	t.Parallel()
	const parallel = 200
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { time.Sleep(50 * time.Millisecond) }))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	client := wire.NewClient()
	for range 3 {
		var running sync.WaitGroup
		for range parallel {
			running.Go(func() {
				expect(t, wire.Do(t.Context(), client, wire.Request{Method: http.MethodPost, URL: server.URL, Body: []byte(`{}`)}), channel.Accepted, "")
			})
		}
		running.Wait()
	}
	if n := opened.Load(); n > parallel {
		t.Fatalf("%d connections for %d requests at a time", n, parallel)
	}
}
