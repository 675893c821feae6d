// Package vapi is the hand that places calls through Vapi, and reads what Vapi reports about them.
package vapi

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// Production is Vapi's own address.
const Production = "https://api.vapi.ai"

// TokenHeader carries Account.ReportToken in every callback of a call that we placed.
const TokenHeader = "X-Webhook-Token"

// Account is one Vapi account as a tenant set it up.
type Account struct {
	BaseURL       string // empty: Production
	Key           string // the private key
	AssistantID   string // who speaks
	PhoneNumberID string // the number that calls

	ReportURL   string        // where callbacks go, unless the message says otherwise; empty: as set up at Vapi
	ReportToken string        // sent in TokenHeader; Vapi stores it in clear and repeats it in its callbacks
	MaxDuration time.Duration // after which Vapi hangs up, 10 s to 12 h; 0: Vapi's ten minutes
}

// Client speaks for one account. It is safe for concurrent use.
type Client struct {
	account Account
	http    *http.Client
}

// New makes a client that sends over the given HTTP client, which should come from wire.NewClient:
// with any other, a failed request is never proven unsent.
func New(account Account, client *http.Client) *Client {
	if account.BaseURL == "" {
		account.BaseURL = Production
	}
	account.BaseURL = strings.TrimRight(account.BaseURL, "/")
	return &Client{account: account, http: client}
}

func (c *Client) post(ctx context.Context, startBy time.Time, path string, body any) wire.Reply {
	raw, err := json.Marshal(body)
	if err != nil {
		return wire.Reply{Cause: channel.Unreachable}
	}
	return wire.Do(ctx, c.http, wire.Request{
		Method: http.MethodPost, URL: c.account.BaseURL + path, Header: c.header(), Body: raw, StartBy: startBy,
		Limit: callLimit,
	})
}

func (c *Client) get(ctx context.Context, path string, query url.Values) wire.Reply {
	target := c.account.BaseURL + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	return wire.Do(ctx, c.http, wire.Request{
		Method: http.MethodGet, URL: target, Header: c.header(), Limit: wire.ListLimit,
	})
}

func (c *Client) header() http.Header {
	return http.Header{"Authorization": {"Bearer " + c.account.Key}}
}

// Verify asks Vapi for one telephone number, which only a private key may see.
func (c *Client) Verify(ctx context.Context) channel.Check {
	reply := c.get(ctx, "/phone-number", url.Values{"limit": {"1"}})
	receipt := classify(reply)
	var numbers []json.RawMessage
	if receipt.Verdict == channel.Accepted && reply.Decode(&numbers) == nil {
		return channel.Check{OK: true}
	}
	return fault(receipt.Cause)
}

func fault(cause channel.Cause) channel.Check {
	switch cause {
	case channel.AccountGone:
		return channel.Check{Cause: cause, Detail: "Vapi does not accept this key: store the private key of the organisation, not the public one."}
	case channel.Throttled:
		return channel.Check{Cause: cause, Detail: "Vapi allows no more requests for now: try again later."}
	case channel.ServerError:
		return channel.Check{Cause: cause, Detail: "Vapi has a fault of its own: try again later."}
	case channel.Unreachable, channel.Fenced, channel.NoAnswer:
		return channel.Check{Cause: channel.Unreachable, Detail: "Vapi could not be reached: try again later."}
	}
	return channel.Check{Cause: channel.Garbled, Detail: "Vapi's address answered, but not as Vapi does: check the base URL."}
}
