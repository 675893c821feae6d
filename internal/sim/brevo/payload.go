package brevo

import (
	"encoding/json"
	"time"
)

// smsPayload is the body of an SMS callback.
type smsPayload struct {
	ID              int     `json:"id"` // of the webhook
	To              string  `json:"to"`
	SMSCount        int     `json:"sms_count"`
	CreditsUsed     float64 `json:"credits_used"`
	MessageID       uint64  `json:"messageId"`
	RemainingCredit float64 `json:"remaining_credit"`
	Status          string  `json:"msg_status"`
	Date            string  `json:"date"`
	Type            string  `json:"type"`
	Reference       string  `json:"reference"`
	Reason          string  `json:"reason,omitempty"`
	Reply           string  `json:"reply,omitempty"`
}

// emailPayload is the body of an email callback.
type emailPayload struct {
	Event     string   `json:"event"`
	Email     string   `json:"email"`
	ID        int      `json:"id"` // of the webhook
	Date      string   `json:"date"`
	TS        int64    `json:"ts"`
	MessageID string   `json:"message-id"`
	TSEvent   int64    `json:"ts_event"`
	TSEpoch   int64    `json:"ts_epoch"` // milliseconds
	Subject   string   `json:"subject"`
	Custom    string   `json:"X-Mailin-custom,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Tag       string   `json:"tag,omitempty"`
	SendingIP string   `json:"sending_ip,omitempty"`
	ContactID int      `json:"contact_id"`
	Reason    string   `json:"reason,omitempty"`
	Link      string   `json:"link,omitempty"`
	UserAgent string   `json:"user_agent,omitempty"`
	Device    string   `json:"device_used,omitempty"`
}

// payload is what the webhook with this id is told of an event; a message's webUrl has id 0.
func (s *Server) payload(a *account, e event, hookID int) []byte {
	var body any
	if e.channel == SMS {
		body = a.smsPayload(e, hookID)
	} else {
		body = newEmailPayload(e, hookID)
	}
	raw, _ := json.Marshal(body)
	return raw
}

func (a *account) smsPayload(e event, hookID int) smsPayload {
	p := smsPayload{
		ID:              hookID,
		To:              e.person,
		RemainingCredit: float64(a.credit()),
		Status:          e.names().payload,
		Date:            brevoDate(e.at),
		Type:            "transactional",
		Reason:          e.reason(),
		Reply:           e.text,
	}
	if m := e.message; m != nil {
		p.MessageID, p.Reference = m.id, smsReference(m)
		p.SMSCount, p.CreditsUsed = int(m.parts), float64(m.parts)
	}
	return p
}

func newEmailPayload(e event, hookID int) emailPayload {
	p := emailPayload{
		Event:     e.names().payload,
		Email:     e.person,
		ID:        hookID,
		Date:      brevoDate(e.at),
		TS:        e.at.Unix(),
		TSEvent:   e.at.Unix(),
		TSEpoch:   e.at.UnixMilli(),
		SendingIP: "192.0.2.10",
		Reason:    e.reason(),
	}
	if m := e.message; m != nil {
		p.MessageID, p.Subject, p.Custom = m.messageID(), m.subject, m.custom
		p.Tags = m.tagList()
	}
	if len(p.Tags) > 0 {
		tag, _ := json.Marshal(p.Tags)
		p.Tag = string(tag)
	}
	if e.kind == opened || e.kind == clicked {
		p.UserAgent, p.Device = "Mozilla/5.0 (simulated)", "DESKTOP"
	}
	if e.kind == clicked {
		p.Link = "https://example.com/clicked"
	}
	return p
}

// brevoDate is the form of dates in payloads. Brevo writes Central European time; the hour is
// fixed here so that nothing depends on installed zone data.
func brevoDate(t time.Time) string {
	return t.In(time.FixedZone("CET", 3600)).Format(time.DateTime)
}
