// Package outbound makes requests to addresses that tenants choose. Whatever a tenant writes and
// whatever DNS answers, it reaches public servers only, follows nobody elsewhere, and neither
// waits nor reads for longer than it was told to.
package outbound

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
)

// What a request and its answer may weigh, in bytes.
const (
	MaxBody = 20 << 10 // of a request
	maxRead = 64 << 10 // of an answer; what comes after is not waited for
	maxKept = 1 << 10  // of an answer, for people to read
	maxHead = 16 << 10 // of an answer's headers
)

// Options change a client from what production needs; the zero value is production.
type Options struct {
	Private  bool           // for development: http, every port, loopback and private networks too
	Allow    []netip.Prefix // an operator's own networks, which tenants' addresses may lead to
	Resolver *net.Resolver  // nil: the machine's own
	Roots    *x509.CertPool // nil: the machine's own
	Timeout  time.Duration  // of a request as a whole; 0: 15 seconds
	Agent    string         // the User-Agent; empty: Carillon/1
}

// Client is safe for use by many at once.
type Client struct {
	rules   rules
	dialer  *net.Dialer
	http    *http.Client
	timeout time.Duration
	agent   string
}

// New makes a client.
func New(o Options) *Client {
	switch {
	case o.Private:
		return obeying(private, o)
	case len(o.Allow) > 0:
		return obeying(allowing(o.Allow), o)
	}
	return obeying(public, o)
}

// obeying makes a client with its own connection for every request, so that every request's
// address is judged. It speaks HTTP/1.1, knows no proxy and unpacks nothing.
func obeying(r rules, o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = 15 * time.Second
	}
	dialer := &net.Dialer{Timeout: 5 * time.Second, Resolver: o.Resolver, Control: r.control}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	if o.Agent == "" {
		o.Agent = "Carillon/1"
	}
	return &Client{rules: r, dialer: dialer, timeout: o.Timeout, agent: o.Agent, http: &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				return dialer.DialContext(ctx, network, rooted(address))
			},
			Protocols:              protocols,
			TLSClientConfig:        &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    5 * time.Second,
			MaxResponseHeaderBytes: maxHead,
			DisableKeepAlives:      true,
			DisableCompression:     true,
		},
	}}
}

// Dial connects to a server that speaks something else than HTTP, such as mail. It fails with
// ErrForbiddenAddress, among others, when the name leads where no request would go.
func (c *Client) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, ErrHost
	}
	plain, ok := c.rules.host(host)
	if !ok {
		return nil, ErrForbiddenAddress
	}
	return c.dialer.DialContext(ctx, network, rooted(plain+":"+port))
}

// Request is a POST. Header needs no Content-Type where the body is JSON.
type Request struct {
	URL    string
	Header http.Header
	Body   []byte // at most MaxBody
}

// Answer is what a server said. Body is its beginning, at most 1,024 bytes, as text that can be
// stored.
type Answer struct {
	Status     int
	Body       string
	RetryAfter time.Duration // how long the server asked to be left alone; 0: it did not
}

// OK says whether the server took the request. A redirect is not followed and is a no.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status <= 299 }

// Post sends a request once. It fails with an error of this package, or with that of ctx when ctx
// has ended; none repeats the address, a header or the body. After ErrTimeout and ErrBroken the
// server may have taken the request.
func (c *Client) Post(ctx context.Context, r Request) (Answer, error) {
	target, err := c.rules.parse(r.URL)
	if err != nil {
		return Answer{}, err
	}
	if len(r.Body) > MaxBody {
		return Answer{}, ErrTooLarge
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	q, err := http.NewRequestWithContext(limited, http.MethodPost, target.String(), bytes.NewReader(r.Body))
	if err != nil {
		return Answer{}, ErrURL
	}
	if q.Header, err = header(r.Header); err != nil {
		return Answer{}, err
	}
	q.Header.Set("User-Agent", c.agent)
	got, err := c.http.Do(q)
	if err != nil {
		return Answer{}, cause(ctx, err)
	}
	defer func() { _ = got.Body.Close() }()
	if got.StatusCode < 200 { // an upgrade that nobody asked for: its body is the bare connection
		return Answer{}, ErrBroken
	}
	said, _ := io.ReadAll(io.LimitReader(got.Body, maxRead)) // the status is the answer, however the rest ends
	return Answer{Status: got.StatusCode, Body: kept(said), RetryAfter: retryAfter(got.Header.Get("Retry-After"), time.Now())}, nil
}

// ours are the headers that the client itself writes; a tenant's are left out.
var ours = []string{"Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Te", "Trailer", "Upgrade", "Expect"}

// header is what a request carries beside what HTTP itself needs.
func header(given http.Header) (http.Header, error) {
	h := http.Header{"Content-Type": {"application/json"}}
	for name, values := range given {
		if !httpguts.ValidHeaderFieldName(name) {
			return nil, ErrHeader
		}
		for _, v := range values {
			if !httpguts.ValidHeaderFieldValue(v) {
				return nil, ErrHeader
			}
		}
		h[http.CanonicalHeaderKey(name)] = values
	}
	maps.DeleteFunc(h, func(name string, _ []string) bool { return slices.Contains(ours, name) })
	return h, nil
}

// kept is the beginning of an answer as text without what Postgres cannot store.
func kept(said []byte) string {
	return strings.ReplaceAll(strings.ToValidUTF8(string(said[:min(len(said), maxKept)]), ""), "\x00", "")
}

// retryAfter reads what a server asks for: seconds, or a date. What it cannot read is nothing.
func retryAfter(text string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
