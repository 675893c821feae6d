package brevo

import (
	"context"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
	"github.com/carillonhq/carillon/internal/gsm"
)

// SMS sends text messages.
type SMS struct{ client *Client }

// SMS is the account's SMS channel.
func (c *Client) SMS() SMS { return SMS{c} }

// Send sends one request per message, all at once. Brevo knows no idempotency key for SMS: an
// Unknown message can only be found again by Lookup or by a report.
func (s SMS) Send(ctx context.Context, b channel.Batch) channel.Answer {
	return wire.Each(ctx, b, func(ctx context.Context, m channel.Message) (channel.Receipt, *channel.Budget) {
		return s.client.single(ctx, b, "/transactionalSMS/send", s.text(b, m))
	})
}

// Verify asks Brevo whether the account's key is good.
func (s SMS) Verify(ctx context.Context) channel.Check { return s.client.verify(ctx) }

// single sends a request for one message, to be named by one messageId.
func (c *Client) single(ctx context.Context, b channel.Batch, path string, body any) (channel.Receipt, *channel.Budget) {
	reply := c.post(ctx, b.StartBy, path, body)
	return named(classify(reply), messageIDs(reply, 1)[0]), budget(reply.Header)
}

type text struct {
	Sender    string   `json:"sender"`
	Recipient string   `json:"recipient"`
	Content   string   `json:"content"`
	Type      string   `json:"type"`
	Tag       []string `json:"tag"`
	WebURL    string   `json:"webUrl,omitempty"`
	Unicode   bool     `json:"unicodeEnabled,omitempty"`
	Prefix    string   `json:"organisationPrefix,omitempty"`
}

func (s SMS) text(b channel.Batch, m channel.Message) text {
	account := s.client.account
	t := text{
		Sender: account.SMSSender, Recipient: digits(m.To), Content: m.Text, Type: account.SMSType,
		Tag: []string{m.Ref.String()}, WebURL: m.ReportURL, Prefix: account.OrganisationPrefix,
		Unicode: !gsm.Fits(account.OrganisationPrefix + m.Text),
	}
	if b.Tag != "" {
		t.Tag = []string{b.Tag, m.Ref.String()}
	}
	if t.Type == "" {
		t.Type = "transactional"
	}
	return t
}
