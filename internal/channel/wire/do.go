package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/trace"
)

// Most bytes that are read of an answer.
const (
	SendLimit = 64 << 10 // to one send
	ListLimit = 16 << 20 // to a list
)

// ErrUnreadable: a whole answer came, but not in the shape it should have.
var ErrUnreadable = errors.New("wire: the provider's answer could not be understood")

// Request is one HTTP request, sent at most once unless it is a GET.
type Request struct {
	Method  string
	URL     string
	Header  http.Header
	Body    []byte    // JSON; nil: none
	StartBy time.Time // no byte is written after this instant; zero: no fence
	Limit   int       // most bytes of the answer to read; 0: SendLimit
}

// Reply is what came back.
type Reply struct {
	Status int // 0: nothing came back
	Header http.Header
	Body   []byte
	Cause  channel.Cause // why Body is not a whole answer: Unreachable, Fenced, NoAnswer or Garbled
}

// Do sends the request, with the trace that it is made in. Whatever goes wrong is in the reply's Cause:
// Unreachable and Fenced promise that no byte of the request left and none will; NoAnswer and Garbled
// promise nothing.
func Do(ctx context.Context, client *http.Client, r Request) Reply {
	if past(r.StartBy) || ctx.Err() != nil {
		return Reply{Cause: channel.Fenced}
	}
	ctx, span := trace.Start(ctx, trace.Call, "provider "+r.Method)
	reply := r.send(ctx, client)
	span.End(string(reply.Cause), slog.String("server.address", r.host()), slog.Int("http.response.status_code", reply.Status))
	return reply
}

func (r Request) send(ctx context.Context, client *http.Client) Reply {
	ride := &ride{startBy: r.StartBy}
	req, err := r.build(ride.trace(ctx))
	if err != nil {
		return Reply{Cause: channel.Unreachable}
	}
	res, err := client.Do(req)
	if err != nil {
		return Reply{Cause: ride.silence(ctx)}
	}
	defer res.Body.Close()
	return read(res, r.limit())
}

func (r Request) build(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	if r.Header != nil {
		req.Header = r.Header.Clone()
	}
	req.Header.Set("Accept", "application/json")
	trace.Pass(ctx, req.Header)
	if r.Body != nil {
		req.Header.Set("Content-Type", "application/json")
		req.GetBody = nil // with it, net/http may send the request again on a fresh connection
	}
	return req, nil
}

// host is whom the request goes to; the rest of an address may name a person.
func (r Request) host() string {
	_, rest, _ := strings.Cut(r.URL, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

func (r Request) limit() int {
	if r.Limit == 0 {
		return SendLimit
	}
	return r.Limit
}

func read(res *http.Response, limit int) Reply {
	reply := Reply{Status: res.StatusCode, Header: res.Header}
	body, err := io.ReadAll(io.LimitReader(res.Body, int64(limit)+1))
	switch {
	case err != nil:
		reply.Cause = channel.NoAnswer
	case len(body) > limit:
		reply.Cause = channel.Garbled
	default:
		reply.Body = body
	}
	return reply
}

// Decode reads the JSON of a whole 2xx answer into v. The error quotes nothing of the answer.
func (r Reply) Decode(v any) error {
	if r.Cause != "" || r.Status < 200 || r.Status > 299 {
		return fmt.Errorf("wire: no answer to read: status %d, cause %q", r.Status, r.Receipt().Cause)
	}
	if json.Unmarshal(r.Body, v) != nil {
		return ErrUnreadable
	}
	return nil
}
