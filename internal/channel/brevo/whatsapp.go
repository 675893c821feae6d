package brevo

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// WhatsApp sends WhatsApp messages. Brevo has no callback for this channel: see Poll.
type WhatsApp struct{ client *Client }

// WhatsApp is the account's WhatsApp channel.
func (c *Client) WhatsApp() WhatsApp { return WhatsApp{c} }

// Send sends one request per message, all at once. A message with a TemplateID is sent as that
// template, any other as free text, which Brevo takes only within an open conversation.
func (w WhatsApp) Send(ctx context.Context, b channel.Batch) channel.Answer {
	return wire.Each(ctx, b, func(ctx context.Context, m channel.Message) (channel.Receipt, *channel.Budget) {
		return w.client.single(ctx, b, "/whatsapp/sendMessage", w.note(m))
	})
}

// Verify asks Brevo whether the account's key is good.
func (w WhatsApp) Verify(ctx context.Context) channel.Check { return w.client.verify(ctx) }

// Lookup settles nothing: a WhatsApp message carries no reference of ours, so an event for the
// same number may belong to another message. Only a person, or time, can settle these.
func (w WhatsApp) Lookup(context.Context, []channel.Lost) ([]channel.Finding, error) {
	return nil, nil
}

type note struct {
	Sender   string            `json:"senderNumber"`
	Contacts []string          `json:"contactNumbers"`
	Template int64             `json:"templateId,omitempty"`
	Params   map[string]string `json:"params,omitempty"`
	Text     string            `json:"text,omitempty"`
}

func (w WhatsApp) note(m channel.Message) note {
	n := note{Sender: digits(w.client.account.WhatsAppNumber), Contacts: []string{digits(m.To)}}
	if m.TemplateID == 0 {
		n.Text = m.Text
		return n
	}
	n.Template, n.Params = m.TemplateID, m.Params
	return n
}

const (
	pollPage  = 2500
	pollPages = 4
)

// Poll returns the events since w.Since, oldest first, in the form that WhatsAppFeed reads. Events
// whose time cannot be read are always among them. It asks for whole days and reads at most 10,000
// events; it returns an error, and nothing else, when a page could not be read.
func (w WhatsApp) Poll(ctx context.Context, watch channel.Watch) ([]json.RawMessage, error) {
	var news []json.RawMessage
	for page := range pollPages {
		events, err := w.client.events(ctx, "/whatsapp/statistics/events", url.Values{
			"limit": {strconv.Itoa(pollPage)}, "offset": {strconv.Itoa(page * pollPage)},
			"days": {days(watch.Since)}, "sort": {"asc"},
		})
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			if at := whatsAppTime(e); at.IsZero() || !at.Before(watch.Since) {
				news = append(news, e)
			}
		}
		if len(events) < pollPage {
			break
		}
	}
	return news, nil
}

// days is how many calendar days, today included, reach back to t in any time zone.
func days(t time.Time) string {
	n := int(time.Since(t)/(24*time.Hour)) + 2
	return strconv.Itoa(min(max(n, 2), 90))
}

// events reads one page of an events list.
func (c *Client) events(ctx context.Context, path string, query url.Values) ([]json.RawMessage, error) {
	var page struct {
		Events []json.RawMessage `json:"events"`
	}
	if err := c.get(ctx, path, query).Decode(&page); err != nil {
		return nil, err
	}
	return page.Events, nil
}
