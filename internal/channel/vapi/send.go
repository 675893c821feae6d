package vapi

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// callLimit is more than SendLimit: an answer repeats the assistant and our own variables.
const callLimit = 1 << 20

// longest is how many characters Vapi takes in a name; a longer one refuses the whole call.
const longest = 40

// blocked is the code of an accepted call that waits for a free line.
const blocked = "concurrencyBlocked"

// Send places one call per message, all at once. Vapi knows no idempotency key: an Unknown call
// can only be found again by Lookup or by a report.
//
// A call that found no free line comes back either as NotSent with cause Throttled, or as Accepted
// with the code "concurrencyBlocked": that one exists and must not be placed again before it has
// ended. The answer's budget counts lines, not requests.
func (c *Client) Send(ctx context.Context, b channel.Batch) channel.Answer {
	return wire.Each(ctx, b, func(ctx context.Context, m channel.Message) (channel.Receipt, *channel.Budget) {
		reply := c.post(ctx, b.StartBy, "/call", c.order(b, m))
		return placed(classify(reply), reply)
	})
}

// placed names an accepted call and reads how many lines are left.
func placed(receipt channel.Receipt, reply wire.Reply) (channel.Receipt, *channel.Budget) {
	if receipt.Verdict != channel.Accepted {
		return receipt, nil
	}
	var call struct {
		ID     string `json:"id"`
		Limits *struct {
			Blocked   bool    `json:"concurrencyBlocked"`
			Limit     float64 `json:"concurrencyLimit"`
			Remaining float64 `json:"remainingConcurrentCalls"`
		} `json:"subscriptionLimits"`
	}
	if reply.Decode(&call) != nil || call.ID == "" {
		receipt.Verdict, receipt.Cause = channel.Unknown, channel.Garbled
		return receipt, nil
	}
	receipt.ProviderID = call.ID
	if call.Limits == nil {
		return receipt, nil
	}
	budget := &channel.Budget{Limit: lines(call.Limits.Limit), Remaining: lines(call.Limits.Remaining)}
	if call.Limits.Blocked {
		receipt.Code, budget.Remaining = blocked, 0
	}
	return receipt, budget
}

// lines is a count of calls, kept within reason.
func lines(n float64) int { return int(min(max(n, 0), 1e6)) }

type (
	order struct {
		Name          string    `json:"name"`
		AssistantID   string    `json:"assistantId"`
		PhoneNumberID string    `json:"phoneNumberId"`
		Customer      customer  `json:"customer"`
		Overrides     overrides `json:"assistantOverrides"`
	}
	customer struct {
		Number     string `json:"number"`
		Name       string `json:"name,omitempty"`
		ExternalID string `json:"externalId"`
	}
	overrides struct {
		Variables      map[string]string `json:"variableValues,omitempty"`
		Metadata       metadata          `json:"metadata"`
		Voicemail      provider          `json:"voicemailDetection"`
		MaxSeconds     int               `json:"maxDurationSeconds,omitempty"`
		ServerMessages []string          `json:"serverMessages"`
		Server         *server           `json:"server,omitempty"`
	}
	metadata struct {
		Ref     uuid.UUID `json:"ref"`
		Request uuid.UUID `json:"request"`
	}
	provider struct {
		Provider string `json:"provider"`
	}
	server struct {
		URL     string            `json:"url"`
		Timeout int               `json:"timeoutSeconds"`
		Headers map[string]string `json:"headers,omitempty"`
		Backoff backoff           `json:"backoffPlan"`
	}
	backoff struct {
		Type       string `json:"type"`
		MaxRetries int    `json:"maxRetries"`
		BaseDelay  int    `json:"baseDelaySeconds"`
	}
)

// order is the request for one call. Voicemail detection and callback retries are off unless asked
// for; without the message list, every spoken word would be called back.
func (c *Client) order(b channel.Batch, m channel.Message) order {
	ref := m.Ref.String()
	return order{
		Name: ref, AssistantID: c.account.AssistantID, PhoneNumberID: c.account.PhoneNumberID,
		Customer: customer{Number: m.To, Name: wire.Clip(m.ToName, longest), ExternalID: ref},
		Overrides: overrides{
			Variables:      m.Params,
			Metadata:       metadata{Ref: m.Ref, Request: b.Request},
			Voicemail:      provider{"vapi"},
			MaxSeconds:     int(c.account.MaxDuration / time.Second),
			ServerMessages: []string{statusUpdate, callReport},
			Server:         c.server(m),
		},
	}
}

func (c *Client) server(m channel.Message) *server {
	s := &server{URL: m.ReportURL, Timeout: 20, Backoff: backoff{Type: "exponential", MaxRetries: 10, BaseDelay: 2}}
	if s.URL == "" {
		s.URL = c.account.ReportURL
	}
	if s.URL == "" {
		return nil
	}
	if c.account.ReportToken != "" {
		s.Headers = map[string]string{TokenHeader: c.account.ReportToken}
	}
	return s
}
