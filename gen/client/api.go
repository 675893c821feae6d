// Package client is Carillon for Go programs: a method for each operation of the contract, typed by
// it, with retries that do a thing once. It holds none of the server's code.
//
// Connect makes an API, and NewFromEnv one out of the environment. Its fields are the tags of the
// contract, their methods the operations: api.Leads.Create is POST /api/v1/leads. Lists are walked
// with range, page after page. What the server refuses is an *Error.
package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"
)

// Options are what an API is made of.
type Options struct {
	// Auth says who is calling. It must be given.
	Auth Auth
	// Tenant is the id or slug of the tenant to act for; needed only by callers who belong to several.
	Tenant string
	// Timeout is how long one attempt may take; 0: 30 seconds. The context is for the whole call.
	Timeout time.Duration
	// Attempts is how often a request is sent at the most; 0: three times.
	Attempts int
	// Transport sends requests; nil: http.DefaultTransport.
	Transport http.RoundTripper
}

// Auth gives the token or API key of who is calling. It is asked before every request with expired
// empty, and once more with the token that was refused when that has expired.
type Auth func(ctx context.Context, expired string) (string, error)

// Token is a caller whose token or API key stays the same.
func Token(text string) Auth {
	return func(context.Context, string) (string, error) { return text, nil }
}

// CallOption changes one request before it is sent.
type CallOption = RequestEditorFn

// WithIdempotencyKey sends a call under a key of yours, so that it may be repeated later, by another
// process too: the server does it once.
func WithIdempotencyKey(key string) CallOption { return withHeader(keyHeader, key) }

// WithTenant makes one call for another tenant, named by its id or slug.
func WithTenant(tenant string) CallOption { return withHeader(tenantHeader, tenant) }

// WithVersion makes a change of one version alone, that of what you have read. Where it has another by
// now, the call fails with 412 version_conflict, and nothing has changed.
func WithVersion(version int) CallOption {
	return withHeader("If-Match", fmt.Sprintf(`"%d"`, version))
}

const (
	keyHeader    = "Idempotency-Key"
	tenantHeader = "Carillon-Tenant"
)

func withHeader(name, value string) CallOption {
	return func(_ context.Context, q *http.Request) error {
		q.Header.Set(name, value)
		return nil
	}
}

// Connect is the API of the installation at an address such as https://carillon.example. It makes no
// request, and fails where the address is none or nobody is calling.
func Connect(address string, options Options) (*API, error) {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return nil, errors.New("client: the address is not that of an installation; it looks like https://carillon.example")
	}
	if options.Auth == nil {
		return nil, errors.New("client: Options.Auth is missing; client.Token makes one of a token or an API key")
	}
	single, err := NewClient(address, WithHTTPClient(newCaller(options)))
	if err != nil {
		return nil, err
	}
	return over(single), nil
}

// NewFromEnv is the API that the environment names: CARILLON_URL, CARILLON_API_KEY or, for people,
// CARILLON_TOKEN, and CARILLON_TENANT where the caller belongs to several tenants. It fails where one
// of them is missing or is none.
func NewFromEnv() (*API, error) { return fromEnv(os.Getenv) }

func fromEnv(env func(string) string) (*API, error) {
	address, credential := env("CARILLON_URL"), cmp.Or(env("CARILLON_API_KEY"), env("CARILLON_TOKEN"))
	var missing []error
	if address == "" {
		missing = append(missing, errors.New("client: set CARILLON_URL to the address of the installation"))
	}
	if credential == "" {
		missing = append(missing, errors.New("client: set CARILLON_API_KEY, or CARILLON_TOKEN, to what the caller signs in with"))
	}
	if len(missing) > 0 {
		return nil, errors.Join(missing...)
	}
	return Connect(address, Options{Auth: Token(credential), Tenant: env("CARILLON_TENANT")})
}

// segment keeps what would lead to another path from being sent, since addresses lose . and .. on
// their way: taking the tag .. off a lead would delete the lead.
func segment(value string, options []CallOption) []CallOption {
	if value != "" && value != "." && value != ".." {
		return options
	}
	refuse := func(context.Context, *http.Request) error {
		return fmt.Errorf("client: %q cannot stand in a path", value)
	}
	return append([]CallOption{refuse}, options...)
}
