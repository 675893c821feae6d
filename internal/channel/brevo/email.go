package brevo

import (
	"context"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
	"github.com/carillonhq/carillon/internal/trace"
)

// MaxVersions is how many messages Brevo takes in one email request.
const MaxVersions = 1000

// Email sends transactional email.
type Email struct{ client *Client }

// Email is the account's email channel.
func (c *Client) Email() Email { return Email{c} }

// Send sends the whole batch by one request under the idempotency key Batch.Request; every message
// gets the same verdict. A repeat of the same batch within Brevo's window is Accepted without ids.
//
// One bad recipient makes Brevo refuse a whole batch, and nothing of it is sent. The receipts then
// say NotSent with cause Split: each message should be tried in a batch of its own, under a request
// id of its own. Send does not do that by itself, because a key that the caller has not recorded
// could not be repeated safely. A batch of more than MaxVersions is Split without being sent.
//
// Messages that share a request share its headers. So those with an Unsubscribe of their own go in
// requests of their own, all at once, each under its Ref as the key.
func (e Email) Send(ctx context.Context, b channel.Batch) channel.Answer {
	switch {
	case len(b.Messages) == 0:
		return channel.Answer{}
	case len(b.Messages) > MaxVersions:
		return channel.Answer{Receipts: wire.All(b, channel.Receipt{Verdict: channel.NotSent, Cause: channel.Split})}
	}
	if slices.ContainsFunc(b.Messages, leavable) && b.Request != b.Messages[0].Ref {
		return wire.Each(ctx, b, func(ctx context.Context, m channel.Message) (channel.Receipt, *channel.Budget) {
			a := e.Send(ctx, alone(b, m))
			return a.Receipts[0], a.Budget
		})
	}
	reply := e.client.post(trace.Follow(ctx, b.Trace()), b.StartBy, "/smtp/email", e.letter(b))
	return channel.Answer{Receipts: emailReceipts(b, reply), Budget: budget(reply.Header)}
}

func leavable(m channel.Message) bool { return m.Unsubscribe != "" }

// alone is the batch for one message of many.
func alone(b channel.Batch, m channel.Message) channel.Batch {
	return channel.Batch{Request: m.Ref, Tag: b.Tag, StartBy: b.StartBy, Messages: []channel.Message{m}}
}

// Verify asks Brevo whether the account's key is good.
func (e Email) Verify(ctx context.Context) channel.Check { return e.client.verify(ctx) }

func emailReceipts(b channel.Batch, reply wire.Reply) []channel.Receipt {
	receipt := classify(reply)
	switch {
	case strings.EqualFold(receipt.Code, duplicate) && receipt.Verdict == channel.Rejected:
		receipt.Verdict, receipt.Cause = channel.Accepted, ""
		return wire.All(b, receipt)
	case receipt.Verdict == channel.Rejected && len(b.Messages) > 1:
		receipt.Verdict, receipt.Cause = channel.NotSent, channel.Split
	}
	receipts := wire.All(b, receipt)
	if receipt.Verdict == channel.Accepted {
		ids := messageIDs(reply, len(b.Messages))
		for i := range receipts {
			receipts[i] = named(receipts[i], ids[i])
		}
	}
	return receipts
}

// messageIDs reads the n ids of an accepted batch, in order; n empty ones when they do not add up.
func messageIDs(reply wire.Reply, n int) []string {
	var body struct {
		MessageID  loose   `json:"messageId"`
		MessageIDs []loose `json:"messageIds"`
	}
	ids := make([]string, n)
	if reply.Decode(&body) != nil {
		return ids
	}
	if len(body.MessageIDs) == 0 {
		body.MessageIDs = []loose{body.MessageID}
	}
	if len(body.MessageIDs) != n {
		return ids
	}
	for i, id := range body.MessageIDs {
		ids[i] = trimID(string(id))
	}
	return ids
}

// trimID takes the angle brackets off a message id: some of Brevo's answers carry them.
func trimID(id string) string { return strings.Trim(strings.TrimSpace(id), "<>") }

type (
	letter struct {
		Sender   mailbox           `json:"sender"`
		ReplyTo  *mailbox          `json:"replyTo,omitempty"`
		To       []mailbox         `json:"to,omitempty"`
		Subject  string            `json:"subject"`
		HTML     string            `json:"htmlContent"`
		Text     string            `json:"textContent,omitempty"`
		Versions []version         `json:"messageVersions,omitempty"`
		Headers  map[string]string `json:"headers"`
		Tags     []string          `json:"tags,omitempty"`
	}
	version struct {
		To      []mailbox `json:"to"`
		Subject string    `json:"subject"`
		HTML    string    `json:"htmlContent"`
		Text    string    `json:"textContent,omitempty"`
	}
	mailbox struct {
		Email string `json:"email"`
		Name  string `json:"name,omitempty"`
	}
	// custom travels in X-Mailin-custom and comes back in every report.
	custom struct {
		Request *uuid.UUID `json:"request,omitempty"`
		Ref     *uuid.UUID `json:"ref,omitempty"`
	}
)

// letter is the request for a batch. A single message has no versions: requests with versions have
// a lower limit of their own. The first message's content is the global one that Brevo wants.
func (e Email) letter(b channel.Batch) letter {
	first := asVersion(b.Messages[0])
	l := letter{
		Sender:  mailbox{Email: e.client.account.EmailFrom, Name: wire.Clip(e.client.account.EmailFromName, 70)},
		Subject: first.Subject, HTML: first.HTML, Text: first.Text,
		Headers: map[string]string{"idempotencyKey": b.Request.String(), "X-Mailin-custom": echo(b)},
	}
	if reply := e.client.account.EmailReplyTo; reply != "" {
		l.ReplyTo = &mailbox{Email: reply}
	}
	if b.Tag != "" {
		l.Tags = []string{b.Tag}
	}
	if len(b.Messages) == 1 {
		l.To = first.To
		if link := b.Messages[0].Unsubscribe; link != "" {
			l.Headers["List-Unsubscribe"], l.Headers["List-Unsubscribe-Post"] = "<"+link+">", "List-Unsubscribe=One-Click"
		}
		return l
	}
	for _, m := range b.Messages {
		l.Versions = append(l.Versions, asVersion(m))
	}
	return l
}

func asVersion(m channel.Message) version {
	v := version{
		To:      []mailbox{{Email: m.To, Name: wire.Clip(m.ToName, 70)}},
		Subject: m.Subject, HTML: m.HTML, Text: m.Text,
	}
	if v.HTML == "" {
		v.HTML = asHTML(m.Text)
		if link := html.EscapeString(m.Unsubscribe); link != "" {
			v.HTML = strings.Replace(v.HTML, link, `<a href="`+link+`">`+link+`</a>`, 1)
		}
	}
	return v
}

// echo is what every report on the batch brings back.
func echo(b channel.Batch) string {
	c := custom{Request: &b.Request}
	if len(b.Messages) == 1 {
		c.Ref = &b.Messages[0].Ref
	}
	raw, _ := json.Marshal(c) // two ids: cannot fail
	return string(raw)
}

// asHTML shows a plain text as it is: escaped, its lines kept.
func asHTML(text string) string {
	text = html.EscapeString(strings.ReplaceAll(text, "\r\n", "\n"))
	text = strings.ReplaceAll(text, "\n\n", "</p><p>")
	return "<p>" + strings.ReplaceAll(text, "\n", "<br>") + "</p>"
}
