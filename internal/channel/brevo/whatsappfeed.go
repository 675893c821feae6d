package brevo

import (
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// WhatsAppFeed reads the events that WhatsApp.Poll brings, and the same objects if anybody pushes
// them. A reply without words has the address of its picture or recording as its text.
type WhatsAppFeed struct{}

var whatsAppKinds = map[string]channel.Kind{
	"sent": channel.ReportSent, "delivered": channel.ReportDelivered, "read": channel.ReportOpened,
	"error": channel.ReportFailed, "softbounce": channel.ReportSoftBounced,
	"hardbounce": channel.ReportHardBounced, "reply": channel.ReportReplied,
	"unsubscribe": channel.ReportUnsubscribed, "unsubscribed": channel.ReportUnsubscribed,
}

type whatsAppEvent struct {
	Contact   loose `json:"contactNumber"`
	Date      loose `json:"date"`
	MessageID loose `json:"messageId"`
	Event     loose `json:"event"`
	Reason    loose `json:"reason"`
	Body      loose `json:"body"`
	MediaURL  loose `json:"mediaUrl"`
}

// Split implements channel.Feed.
func (WhatsAppFeed) Split(body []byte) ([]channel.Event, error) {
	return split(body, func(raw []byte) string {
		var e whatsAppEvent
		if decode(raw, &e) != nil || e.Event == "" || e.MessageID == "" && e.Contact == "" {
			return ""
		}
		return channel.Key("whatsapp", string(e.MessageID), digits(string(e.Contact)), plain(e.Event), string(e.Date), string(e.Body))
	})
}

// Parse implements channel.Feed.
func (WhatsAppFeed) Parse(event []byte) (channel.Report, error) {
	var e whatsAppEvent
	if err := decode(event, &e); err != nil {
		return channel.Report{}, err
	}
	report := channel.Report{
		Kind:       kindOf(whatsAppKinds, e.Event),
		ProviderID: string(e.MessageID),
		To:         number(e.Contact),
		Reason:     wire.Clip(firstText(e.Reason), 500),
		At:         e.at(),
	}
	if report.Kind == channel.ReportReplied {
		report.Text = firstText(e.Body, e.MediaURL)
	}
	return report.Legible(), nil
}

func (e whatsAppEvent) at() time.Time {
	return firstTime(epoch(e.Date), instant(string(e.Date)))
}

func whatsAppTime(raw []byte) time.Time {
	var e whatsAppEvent
	if decode(raw, &e) != nil {
		return time.Time{}
	}
	return e.at()
}
