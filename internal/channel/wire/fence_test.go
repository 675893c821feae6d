package wire_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

func TestRequestAfterItsTimeIsFenced(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })

	expect(t, post(t, url, time.Now().Add(-time.Millisecond)), channel.NotSent, channel.Fenced)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	reply := wire.Do(gone, wire.NewClient(), wire.Request{Method: http.MethodPost, URL: url, Body: []byte(`{}`)})

	expect(t, reply, channel.NotSent, channel.Fenced)
	if asked.Load() != 0 {
		t.Fatal("a fenced request was written")
	}
}

// slowDial lets the time to start pass between the first check and the first byte.
func slowDial(client *http.Client, delay time.Duration) *http.Client {
	transport := client.Transport.(*http.Transport)
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		time.Sleep(delay)
		return conn, err
	}
	return client
}

func TestTimePassingWhileDialingFencesBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })

	reply := wire.Do(t.Context(), slowDial(wire.NewClient(), 200*time.Millisecond), wire.Request{
		Method: http.MethodPost, URL: url, Body: []byte(`{}`), StartBy: time.Now().Add(50 * time.Millisecond),
	})

	expect(t, reply, channel.NotSent, channel.Fenced)
	if asked.Load() != 0 {
		t.Fatal("a fenced request was written")
	}
}

func TestDeadlineWhileDialingIsFenced(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()

	reply := wire.Do(ctx, slowDial(wire.NewClient(), 200*time.Millisecond), wire.Request{
		Method: http.MethodPost, URL: url, Body: []byte(`{}`),
	})

	expect(t, reply, channel.NotSent, channel.Fenced)
	time.Sleep(300 * time.Millisecond)
	if asked.Load() != 0 {
		t.Fatal("a request that was reported unsent was written later")
	}
}

// TestDeadlineRaceNeverClaimsAWrittenRequestUnsent gives up at about the moment of writing, many
// times: what is reported unsent must not have arrived, then or later.
func TestDeadlineRaceNeverClaimsAWrittenRequestUnsent(t *testing.T) {
	t.Parallel()
	var arrived sync.Map
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { arrived.Store(r.URL.Path, true) })
	client := wire.NewClient()
	unsent := map[string]bool{}
	for i := range 400 {
		path := fmt.Sprintf("/%d", i)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*time.Microsecond)
		reply := wire.Do(ctx, client, wire.Request{Method: http.MethodPost, URL: url + path, Body: []byte(`{}`)})
		cancel()
		unsent[path] = reply.Receipt().Verdict == channel.NotSent
	}
	time.Sleep(50 * time.Millisecond)
	for path, claimed := range unsent {
		if _, came := arrived.Load(path); came && claimed {
			t.Errorf("request %s was reported unsent and arrived", path)
		}
	}
}

// hangingUp answers the first request on a connection, reads the second to its end and closes
// without a word, as a server does that shuts an idle connection down at the wrong moment.
func hangingUp(t *testing.T) (url string, taken *atomic.Int32) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	taken = new(atomic.Int32)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go answerOnce(conn, taken)
		}
	}()
	return "http://" + listener.Addr().String(), taken
}

func answerOnce(conn net.Conn, taken *atomic.Int32) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	for n := range 2 {
		request, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, request.Body)
		taken.Add(1)
		if n == 0 {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
		}
	}
}

func TestPostOnAStaleConnectionIsNotSentAgain(t *testing.T) {
	t.Parallel()
	url, taken := hangingUp(t)
	client := wire.NewClient()
	request := wire.Request{Method: http.MethodPost, URL: url, Body: []byte(`{"n":1}`)}

	expect(t, wire.Do(t.Context(), client, request), channel.Accepted, "")
	expect(t, wire.Do(t.Context(), client, request), channel.Unknown, channel.NoAnswer)

	if n := taken.Load(); n != 2 {
		t.Fatalf("two requests were made, %d arrived", n)
	}
}

// The same server is asked by GET, which net/http does resend: without this, the test above could
// pass because the trap is not set.
func TestGetOnAStaleConnectionIsSentAgainByTheTransport(t *testing.T) {
	t.Parallel()
	url, taken := hangingUp(t)
	client := wire.NewClient()
	request := wire.Request{Method: http.MethodGet, URL: url}

	expect(t, wire.Do(t.Context(), client, request), channel.Accepted, "")
	expect(t, wire.Do(t.Context(), client, request), channel.Accepted, "")

	if n := taken.Load(); n != 3 {
		t.Fatalf("three requests should have arrived, not %d", n)
	}
}

// TestServerThatClosesIdleConnectionsSeesEachRequestOnce closes after every answer, without saying
// so, while the client goes on using the connection.
func TestServerThatClosesIdleConnectionsSeesEachRequestOnce(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	arrived := map[string]int{}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		arrived[r.URL.Path]++
		mu.Unlock()
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = out.WriteString("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
		_ = out.Flush()
		time.AfterFunc(time.Duration(len(r.URL.Path))*50*time.Microsecond, func() { _ = conn.Close() })
	})
	client := wire.NewClient()
	verdicts := map[string]channel.Verdict{}
	for i := range 500 {
		path := fmt.Sprintf("/%0*d", 1+i%6, i)
		reply := wire.Do(t.Context(), client, wire.Request{Method: http.MethodPost, URL: url + path, Body: []byte(`{}`)})
		verdicts[path] = reply.Receipt().Verdict
	}
	mu.Lock()
	defer mu.Unlock()
	for path, verdict := range verdicts {
		n := arrived[path]
		if n > 1 || verdict == channel.Accepted && n != 1 || verdict == channel.NotSent && n != 0 {
			t.Errorf("%s: %s, arrived %d times", path, verdict, n)
		}
	}
}
