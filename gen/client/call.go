package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"mime"
	"net/http"
	"runtime"
	"time"
)

// ErrNoAnswer means that no answer came: it is not known whether the server did what was asked. The
// error says why, and is context.DeadlineExceeded too where none came in time.
var ErrNoAnswer = errors.New("client: no answer came")

// caller sends requests: signs them, repeats what may be repeated, and turns refusals into errors.
type caller struct {
	Options
	random func() float64 // from 0 up to 1
}

func newCaller(o Options) *caller {
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Attempts == 0 {
		o.Attempts = 3
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	return &caller{o, mathrand.Float64}
}

// Do implements HttpRequestDoer: the answer is a good one, or there is an error.
func (c *caller) Do(q *http.Request) (*http.Response, error) {
	ctx := q.Context()
	c.address(q)
	token, err := c.Auth(ctx, "")
	if err != nil {
		return nil, err
	}
	for failures, renewed := 0, false; ; {
		q.Header.Set("Authorization", "Bearer "+token)
		answer, failure := c.attempt(q)
		if failure == nil {
			return answer, nil
		}
		if !renewed && expired(failure) {
			renewed = true
			fresh, err := c.Auth(ctx, token)
			if err != nil {
				return nil, err
			}
			if fresh != token {
				token = fresh
				continue
			}
		}
		failures++
		pause, again := wait(failure, failures, c.random())
		if !again || failures >= c.Attempts || !sleep(ctx, pause) {
			return nil, failure
		}
	}
}

// address writes upon a request whom it is from and, where it changes something, the one key under
// which all its attempts are made.
func (c *caller) address(q *http.Request) {
	q.Header.Set("User-Agent", "carillon-go/"+Version+" ("+runtime.Version()+"; "+runtime.GOOS+")")
	if q.Method != http.MethodGet && q.Header.Get(keyHeader) == "" {
		q.Header.Set(keyHeader, rand.Text())
	}
	if c.Tenant != "" && q.Header.Get(tenantHeader) == "" {
		q.Header.Set(tenantHeader, c.Tenant)
	}
}

func expired(failure error) bool {
	var refused *Error
	return errors.As(failure, &refused) && refused.Code == "token_expired"
}

// attempt sends a request once and reads the whole answer in the time there is. A stream is handed
// on when it begins, and lasts as long as it lasts.
func (c *caller) attempt(q *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(q.Context())
	late := time.AfterFunc(c.Timeout, func() {
		cancel(fmt.Errorf("%w after %v", context.DeadlineExceeded, c.Timeout))
	})
	answer, body, err := c.exchange(q.WithContext(ctx))
	late.Stop()
	if err != nil {
		if why := context.Cause(ctx); why != nil {
			err = why
		}
		cancel(nil)
		return nil, fmt.Errorf("%w to a %s request: %w", ErrNoAnswer, q.Method, err)
	}
	if streams(answer) {
		answer.Body = stream{answer.Body, cancel}
		return answer, nil
	}
	cancel(nil)
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return nil, refusal(answer, body)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

// exchange sends a request as if for the first time. It follows no redirect: nothing here moves.
func (c *caller) exchange(q *http.Request) (*http.Response, []byte, error) {
	if q.GetBody != nil {
		var err error
		if q.Body, err = q.GetBody(); err != nil {
			return nil, nil, err
		}
	}
	answer, err := c.Transport.RoundTrip(q)
	if err != nil || streams(answer) {
		return answer, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return answer, body, err
}

func streams(answer *http.Response) bool {
	media, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	return media == "text/event-stream"
}

// stream is a body that ends its request when it is closed.
type stream struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
}

// Close implements io.Closer.
func (s stream) Close() error {
	s.cancel(nil)
	return s.ReadCloser.Close()
}
