// Package brevo is the hand that sends SMS, WhatsApp messages and email through Brevo, and reads
// what Brevo reports about them.
package brevo

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// Production is Brevo's own address.
const Production = "https://api.brevo.com/v3"

// Account is one Brevo account as a tenant set it up. Only the fields of the channels in use need
// a value.
type Account struct {
	BaseURL string // empty: Production
	Key     string // "xkeysib-…"

	EmailFrom     string // a sender that is verified at Brevo
	EmailFromName string // may be empty
	EmailReplyTo  string // may be empty

	SMSSender          string // 11 letters and digits or 15 digits
	SMSType            string // "transactional" or "marketing"; empty: transactional
	OrganisationPrefix string // put before every SMS; may be empty

	WhatsAppNumber string // the sending number, in any spelling of its digits
}

// Client speaks for one account. It is safe for concurrent use.
type Client struct {
	account Account
	http    *http.Client
	pace    chan struct{} // holds one token while a lookup may ask
}

// New makes a client that sends over the given HTTP client, which should come from wire.NewClient:
// with any other, a failed request is never proven unsent.
func New(account Account, client *http.Client) *Client {
	if account.BaseURL == "" {
		account.BaseURL = Production
	}
	account.BaseURL = strings.TrimRight(account.BaseURL, "/")
	c := &Client{account: account, http: client, pace: make(chan struct{}, 1)}
	c.pace <- struct{}{}
	return c
}

// post sends one request that makes Brevo do something.
func (c *Client) post(ctx context.Context, startBy time.Time, path string, body any) wire.Reply {
	raw, err := json.Marshal(body)
	if err != nil {
		return wire.Reply{Cause: channel.Unreachable}
	}
	return wire.Do(ctx, c.http, wire.Request{
		Method: http.MethodPost, URL: c.account.BaseURL + path, Header: c.header(), Body: raw, StartBy: startBy,
	})
}

// get asks for a list or an object.
func (c *Client) get(ctx context.Context, path string, query url.Values) wire.Reply {
	target := c.account.BaseURL + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	return wire.Do(ctx, c.http, wire.Request{
		Method: http.MethodGet, URL: target, Header: c.header(), Limit: wire.ListLimit,
	})
}

func (c *Client) header() http.Header { return http.Header{"Api-Key": {c.account.Key}} }

// budget reads the rate headers; nil when they are absent or make no sense.
func budget(h http.Header) *channel.Budget {
	limit, err := strconv.Atoi(h.Get("X-Sib-Ratelimit-Limit"))
	if err != nil || limit <= 0 {
		return nil
	}
	remaining, err := strconv.Atoi(h.Get("X-Sib-Ratelimit-Remaining"))
	if err != nil {
		return nil
	}
	return &channel.Budget{
		Limit:     limit,
		Remaining: min(max(remaining, 0), limit),
		Reset:     wire.Wait(h.Get("X-Sib-Ratelimit-Reset"), time.Now()),
	}
}

// digits is a telephone number as WhatsApp and the reports spell it.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
