package outbound

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestNameThatLeadsInsideIsNeverReached(t *testing.T) {
	t.Parallel()
	s := listen(t, func(http.ResponseWriter, *http.Request) {})
	strict := rules{schemes: []string{"http"}, local: true, reach: isPublic}

	for _, address := range inside {
		c := obeying(strict, Options{Resolver: always(address).resolver(t), Timeout: 2 * time.Second})
		for _, name := range []string{"hooks.example.com", "metadata.google.internal", "127.0.0.1.nip.example"} {
			began := time.Now()
			if _, err := c.Post(t.Context(), Request{URL: s.at(name)}); !errors.Is(err, ErrForbiddenAddress) || time.Since(began) > time.Second {
				t.Errorf("%s at %s: %v after %v", name, address, err, time.Since(began))
			}
		}
	}
	c := obeying(strict, Options{})
	if _, err := c.Post(t.Context(), Request{URL: s.at("localhost")}); !errors.Is(err, ErrForbiddenAddress) && !errors.Is(err, ErrUnknownHost) {
		t.Errorf("localhost: %v", err)
	}

	if n := s.reached.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

func TestNameThatMovesInsideIsRefusedThere(t *testing.T) {
	t.Parallel()
	s := listen(t, func(http.ResponseWriter, *http.Request) {})
	for _, address := range inside[1:] {
		c := client(t, func(_ string, n int) []string { return [][]string{{"127.0.0.1"}, {address}}[min(n, 1)] })

		first, err := c.Post(t.Context(), Request{URL: s.at("rebind.example.com")})
		began := time.Now()
		_, moved := c.Post(t.Context(), Request{URL: s.at("rebind.example.com")})

		if err != nil || !first.OK() || !errors.Is(moved, ErrForbiddenAddress) || time.Since(began) > 400*time.Millisecond {
			t.Errorf("%s: %v, then %v", address, err, moved)
		}
	}
	if n := int(s.reached.Load()); n != len(inside)-1 {
		t.Errorf("%d connections were made", n)
	}
}

func TestInsideAddressAmongOthersIsPassedOver(t *testing.T) {
	t.Parallel()
	s := listen(t, func(http.ResponseWriter, *http.Request) {})
	c := client(t, always("10.0.0.7", "::1", "127.0.0.1", "169.254.169.254"))

	answer, err := c.Post(t.Context(), Request{URL: s.at("hooks.example.com")})

	if err != nil || !answer.OK() {
		t.Errorf("got %+v, %v", answer, err)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	secret := listen(t, func(http.ResponseWriter, *http.Request) {})
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, to := range []string{secret.URL, "http://169.254.169.254/", "//127.0.0.1/", "file:///etc/passwd", "/again"} {
			var asked int
			s := listen(t, func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.Header().Set("Location", to)
				w.WriteHeader(status)
			})

			answer, err := client(t, always("127.0.0.1")).Post(t.Context(), Request{URL: s.URL})

			if err != nil || answer.Status != status || answer.OK() || asked != 1 {
				t.Errorf("%d to %s: %+v, %v, asked %d times", status, to, answer, err, asked)
			}
		}
	}
	if secret.reached.Load() != 0 {
		t.Error("it was followed")
	}
}

func TestRequestCarriesWhatItsSenderSaysAndNoMore(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var body []byte
	s := listen(t, func(w http.ResponseWriter, q *http.Request) {
		got = q
		body, _ = io.ReadAll(q.Body)
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
		_, _ = w.Write([]byte("thanks"))
	})
	c := client(t, always("127.0.0.1"))
	r := Request{URL: s.at("hooks.example.com") + "/hook?key=1", Body: []byte(`{"a":1}`), Header: http.Header{
		"x-signature": {"v1,abc"}, "Host": {"127.0.0.1"}, "Content-Length": {"9"}, "Transfer-Encoding": {"chunked"}, "Connection": {"keep-alive, X-Signature"},
		"User-Agent": {"curl"}, "upgrade": {"h2c"}, "Authorization": {"Bearer x"}, "proxy-authorization": {"x"},
	}}

	for range 2 { // the second time would bring the cookie along
		answer, err := c.Post(t.Context(), r)

		if err != nil || answer != (Answer{Status: 200, Body: "thanks"}) || !answer.OK() {
			t.Fatalf("got %+v, %v", answer, err)
		}
		want := "map[Authorization:[Bearer x] Connection:[close] Content-Length:[7] Content-Type:[application/json] User-Agent:[Carillon/1] X-Signature:[v1,abc]]"
		if fmt.Sprint(got.Header) != want || string(body) != `{"a":1}` || got.Method != "POST" || got.URL.String() != "/hook?key=1" || got.ProtoMajor != 1 {
			t.Errorf("%s %s %v %s", got.Method, got.URL, got.Header, body)
		}
		if !strings.HasPrefix(got.Host, "hooks.example.com:") {
			t.Errorf("for %s", got.Host)
		}
	}
	if n := s.reached.Load(); n != 2 {
		t.Errorf("%d connections for 2 requests", n)
	}
}

func TestRequestThatCannotBeWrittenIsNotBegun(t *testing.T) {
	t.Parallel()
	s := listen(t, func(http.ResponseWriter, *http.Request) {})
	c := client(t, always("127.0.0.1"))

	for want, requests := range map[error][]Request{
		ErrTooLarge: {{Body: bytes.Repeat([]byte("x"), MaxBody+1)}},
		ErrHeader: {
			{Header: http.Header{"X": {"a\r\nX-Evil: 1"}}}, {Header: http.Header{"X\r\nX-Evil": {"1"}}}, {Header: http.Header{"": {"1"}}},
			{Header: http.Header{"X": {"a\x00"}}}, {Header: http.Header{"X Y": {"1"}}}, {Header: http.Header{"X:": {"1"}}},
		},
	} {
		for _, r := range requests {
			r.URL = s.URL
			if _, err := c.Post(t.Context(), r); !errors.Is(err, want) {
				t.Errorf("%v: got %v", want, err)
			}
		}
	}
	if answer, err := c.Post(t.Context(), Request{URL: s.URL, Body: bytes.Repeat([]byte("x"), MaxBody)}); err != nil || !answer.OK() {
		t.Errorf("as much as may be: %v", err)
	}
	if s.reached.Load() != 1 {
		t.Error("it was begun")
	}
}

func TestSlowServerIsLeftInTime(t *testing.T) {
	t.Parallel()
	drip := func(conn net.Conn, text string) {
		for i := 0; ; i++ {
			if _, err := io.WriteString(conn, text[i%len(text):i%len(text)+1]); err != nil {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	for what, c := range map[string]struct {
		say  func(net.Conn)
		want error
	}{
		"silence":      {func(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }, ErrTimeout},
		"slow headers": {func(conn net.Conn) { drip(conn, "HTTP/1.1 200 OK\r\nX-Slow: "+strings.Repeat("x", 10000)) }, ErrTimeout},
		"slow hints":   {func(conn net.Conn) { drip(conn, "HTTP/1.1 103 Early Hints\r\n\r\n") }, ErrTimeout},
		"a slow body":  {func(conn net.Conn) { drip(conn, "HTTP/1.1 200 OK\r\n\r\n"+strings.Repeat("x", 10000)) }, nil},
		"a body to be": {func(conn net.Conn) {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")
			drip(conn, "c")
		}, nil},
		"other hands": {func(conn net.Conn) {
			_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
			drip(conn, "x")
		}, ErrBroken},
		"no connection": {func(conn net.Conn) { _ = conn.Close() }, ErrBroken},
	} {
		address, began := speak(t, c.say), time.Now()

		answer, err := client(t, always("127.0.0.1")).Post(t.Context(), Request{URL: address, Body: []byte("{}")})

		if !errors.Is(err, c.want) || c.want == nil && (err != nil || answer.Status != 200) || time.Since(began) > 2*time.Second {
			t.Errorf("%s: %+v, %v after %v", what, answer, err, time.Since(began))
		}
	}
}

func TestAnswerIsReadOnlySoFar(t *testing.T) {
	t.Parallel()
	sent := make(chan int, 1)
	flood := func(head, text string) string {
		return speak(t, func(conn net.Conn) {
			n, err := io.WriteString(conn, head)
			for err == nil && n < 64<<20 {
				var more int
				more, err = io.WriteString(conn, text)
				n += more
			}
			sent <- n
		})
	}
	post := func(address string) (Answer, error) {
		c := obeying(playing, Options{Timeout: 10 * time.Second})
		return c.Post(t.Context(), Request{URL: address, Body: []byte("{}")})
	}

	huge, err := post(flood("HTTP/1.1 200 OK\r\n\r\n", strings.Repeat("é", 1<<15)))
	if n := <-sent; err != nil || huge.Status != 200 || huge.Body != strings.Repeat("é", maxKept/2) || n >= 64<<20 {
		t.Errorf("a huge body: %d, %d kept of %d sent, %v", huge.Status, len(huge.Body), n, err)
	}
	for what, head := range map[string]string{"headers": "X-Many: x\r\n", "a header": strings.Repeat("x", 1000)} {
		if _, err := post(flood("HTTP/1.1 200 OK\r\nX: x", head)); !errors.Is(err, ErrBroken) || <-sent >= 64<<20 {
			t.Errorf("endless %s: %v", what, err)
		}
	}
	if _, err := post(flood("", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")); !errors.Is(err, ErrBroken) || <-sent >= 64<<20 {
		t.Errorf("endless hints: %v", err)
	}
	packed, err := post(flood("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\n", "a\x00\xffb\xc3\xc3"))
	if <-sent; err != nil || packed.Body != "ab" {
		t.Errorf("an answer that is no text: %q, %v", packed.Body, err)
	}
}

func TestWhatWentWrongIsSaidInOneWord(t *testing.T) {
	t.Parallel()
	closed := listen(t, nil)
	closed.Close()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secure.Close)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	trusted := x509.NewCertPool()
	trusted.AddCert(secure.Certificate())
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	at := func(name string) string { return strings.Replace(secure.URL, "127.0.0.1", name, 1) + "/secret-path" }
	post := func(ctx context.Context, b book, roots *x509.CertPool, address string) error {
		c := obeying(playing, Options{Resolver: b.resolver(t), Timeout: time.Second, Roots: roots})
		_, err := c.Post(ctx, Request{URL: address})
		return err
	}

	for what, c := range map[string]struct{ got, want error }{
		"one that is trusted":     {post(t.Context(), always("127.0.0.1"), trusted, at("example.com")), nil},
		"one that nobody vouches": {post(t.Context(), always("127.0.0.1"), nil, at("example.com")), ErrTLS},
		"one by another name":     {post(t.Context(), always("127.0.0.1"), trusted, at("hooks.example.org")), ErrTLS},
		"one without TLS":         {post(t.Context(), always("127.0.0.1"), nil, strings.Replace(listen(t, nil).URL, "http:", "https:", 1)), ErrTLS},
		"one that is away":        {post(t.Context(), always("127.0.0.1"), nil, closed.URL), ErrUnreachable},
		"a name that is unknown":  {post(t.Context(), always(), nil, "http://hooks.example.com/secret-path"), ErrUnknownHost},
		"nobody who waits":        {post(gone, always("127.0.0.1"), trusted, at("example.com")), context.Canceled},
		"garbage":                 {post(t.Context(), always(), nil, speak(t, func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-OpenSSH_9.6\r\n") })), ErrBroken},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", what, c.got, c.want)
		}
	}
}
