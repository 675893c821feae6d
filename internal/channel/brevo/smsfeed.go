package brevo

import (
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// SMSFeed reads Brevo's SMS callbacks, those of an account and those to a message's ReportURL. A
// report's time is zero when the event has none that names its zone, which is the usual case.
type SMSFeed struct{}

// blacklisted is Brevo's word for a person who has opted out.
var smsKinds = map[string]channel.Kind{
	"accepted": channel.ReportQueued, "sent": channel.ReportSent, "delivered": channel.ReportDelivered,
	"softbounce": channel.ReportSoftBounced, "softbounces": channel.ReportSoftBounced,
	"hardbounce": channel.ReportHardBounced, "hardbounces": channel.ReportHardBounced,
	"blocked": channel.ReportBlocked, "rejected": channel.ReportFailed, "error": channel.ReportFailed,
	"skip": channel.ReportFailed, "skipped": channel.ReportFailed,
	"reply": channel.ReportReplied, "replied": channel.ReportReplied, "replies": channel.ReportReplied,
	"subscribe": channel.ReportSubscribed, "subscribed": channel.ReportSubscribed,
	"unsubscribe": channel.ReportUnsubscribed, "unsubscribed": channel.ReportUnsubscribed,
	"unsubscription": channel.ReportUnsubscribed, "blacklisted": channel.ReportUnsubscribed,
}

// smsEvent has every field in which a reply or a reason has been seen or may be expected: Brevo
// documents neither.
type smsEvent struct {
	To        loose `json:"to"`
	MessageID loose `json:"messageId"`
	Status    loose `json:"msg_status"`
	Event     loose `json:"event"`
	Date      loose `json:"date"`
	TSEvent   loose `json:"ts_event"`
	TSEpoch   loose `json:"ts_epoch"`
	Tag       loose `json:"tag"`
	Tags      loose `json:"tags"`

	Reply   loose `json:"reply"`
	Msg     loose `json:"msg"`
	Message loose `json:"message"`
	Content loose `json:"content"`
	Text    loose `json:"text"`

	Reason      loose `json:"reason"`
	Description loose `json:"description"`
	ErrorCode   loose `json:"error_code"`
	BounceType  loose `json:"bounce_type"`
}

func (e smsEvent) status() loose { return loose(firstText(e.Status, e.Event)) }

func (e smsEvent) said() string { return firstText(e.Reply, e.Msg, e.Message, e.Content, e.Text) }

// Split implements channel.Feed.
func (SMSFeed) Split(body []byte) ([]channel.Event, error) {
	return split(body, func(raw []byte) string {
		var e smsEvent
		if decode(raw, &e) != nil || e.status() == "" || e.MessageID == "" && e.To == "" {
			return ""
		}
		when := firstText(e.TSEpoch, e.TSEvent, e.Date)
		return channel.Key("sms", string(e.MessageID), digits(string(e.To)), plain(e.status()), when, e.said())
	})
}

// Parse implements channel.Feed.
func (SMSFeed) Parse(event []byte) (channel.Report, error) {
	var e smsEvent
	if err := decode(event, &e); err != nil {
		return channel.Report{}, err
	}
	report := channel.Report{
		Kind:   kindOf(smsKinds, e.status()),
		Ref:    refIn(tagList(e.Tags, e.Tag)),
		To:     number(e.To),
		Reason: wire.Clip(firstText(e.Reason, e.Description, e.ErrorCode, e.BounceType), 500),
		At:     firstTime(epoch(e.TSEpoch), epoch(e.TSEvent), instant(string(e.Date))),
	}
	if e.MessageID != "0" {
		report.ProviderID = string(e.MessageID)
	}
	if report.Kind == channel.ReportReplied {
		report.Text = e.said()
	}
	return report.Legible(), nil
}
