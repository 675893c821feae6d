package brevo

import (
	"encoding/json"
	"strings"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// EmailFeed reads Brevo's email callbacks. A clicked report has the link as its reason. A report's
// time is zero when the event has none that names its zone.
type EmailFeed struct{}

var emailKinds = map[string]channel.Kind{
	"request": channel.ReportQueued, "sent": channel.ReportSent, "delivered": channel.ReportDelivered,
	"deferred": channel.ReportDeferred, "softbounce": channel.ReportSoftBounced,
	"hardbounce": channel.ReportHardBounced, "invalidemail": channel.ReportHardBounced,
	"invalid": channel.ReportHardBounced, "blocked": channel.ReportBlocked, "error": channel.ReportFailed,
	"spam": channel.ReportComplained, "complaint": channel.ReportComplained,
	"unsubscribed": channel.ReportUnsubscribed, "unsubscribe": channel.ReportUnsubscribed,
	"opened": channel.ReportOpened, "open": channel.ReportOpened, "uniqueopened": channel.ReportOpened,
	"proxyopen": channel.ReportMachineOpen, "uniqueproxyopen": channel.ReportMachineOpen,
	"loadedbyproxy": channel.ReportMachineOpen, "click": channel.ReportClicked, "clicked": channel.ReportClicked,
}

type emailEvent struct {
	Event     loose `json:"event"`
	Email     loose `json:"email"`
	MessageID loose `json:"message-id"`
	Custom    loose `json:"X-Mailin-custom"`
	TSEvent   loose `json:"ts_event"`
	TSEpoch   loose `json:"ts_epoch"`
	Link      loose `json:"link"`
	Reason    loose `json:"reason"`
}

// Split implements channel.Feed.
func (EmailFeed) Split(body []byte) ([]channel.Event, error) {
	return split(body, func(raw []byte) string {
		var e emailEvent
		if decode(raw, &e) != nil || e.MessageID == "" {
			return ""
		}
		return channel.Key("email", trimID(string(e.MessageID)), string(e.Event), strings.ToLower(string(e.Email)),
			firstText(e.TSEpoch, e.TSEvent), string(e.Link))
	})
}

// Parse implements channel.Feed.
func (EmailFeed) Parse(event []byte) (channel.Report, error) {
	var e emailEvent
	if err := decode(event, &e); err != nil {
		return channel.Report{}, err
	}
	report := channel.Report{
		Kind:       kindOf(emailKinds, e.Event),
		ProviderID: trimID(string(e.MessageID)),
		To:         strings.ToLower(strings.TrimSpace(string(e.Email))),
		Reason:     wire.Clip(firstText(e.Reason, e.Link), 500),
		At:         firstTime(epoch(e.TSEpoch), epoch(e.TSEvent)),
	}
	var c custom
	if json.Unmarshal([]byte(e.Custom), &c) != nil {
		return report.Legible(), nil // somebody else's header: no reference of ours
	}
	if c.Ref != nil {
		report.Ref = *c.Ref
	}
	if c.Request != nil {
		report.Request = *c.Request
	}
	return report.Legible(), nil
}
