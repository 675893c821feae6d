package vapi

import (
	"math"
	"strconv"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

// The messages that a call asks Vapi to send.
const (
	statusUpdate = "status-update"
	callReport   = "end-of-call-report"
)

// Feed reads Vapi's callbacks. Only status updates and end-of-call reports mean anything; "hang",
// for one, does not say that anybody hung up.
type Feed struct{}

// kinds are the states of a call that are worth a report.
var kinds = map[string]channel.Kind{
	"scheduled": channel.ReportQueued, "queued": channel.ReportQueued, "ringing": channel.ReportRinging,
	"in-progress": channel.ReportInProgress, "forwarding": channel.ReportInProgress, "ended": channel.ReportEnded,
}

type envelope struct {
	Message *message `json:"message"`
}

type message struct {
	Type        string   `json:"type"`
	Status      string   `json:"status"`
	EndedReason string   `json:"endedReason"`
	Timestamp   float64  `json:"timestamp"` // milliseconds since 1970
	StartedAt   string   `json:"startedAt"`
	Cost        float64  `json:"cost"`
	Call        call     `json:"call"`
	Customer    person   `json:"customer"`
	Artifact    artifact `json:"artifact"`
	Analysis    analysis `json:"analysis"`

	// Where older deliveries have what now is in artifact and analysis.
	Summary      string `json:"summary"`
	Transcript   string `json:"transcript"`
	RecordingURL string `json:"recordingUrl"`
}

// Split implements channel.Feed. An end-of-call report is known by its call alone: its presigned
// addresses differ from one delivery to the next.
func (Feed) Split(body []byte) ([]channel.Event, error) {
	var e envelope
	if decode(body, &e) != nil || e.Message == nil {
		return nil, ErrMalformed
	}
	return []channel.Event{{Key: e.Message.key(body), Body: body}}, nil
}

func (m message) key(body []byte) string {
	switch {
	case m.Call.ID == "" || m.Type == "":
		return channel.Key(string(body))
	case m.Type == callReport:
		return channel.Key("vapi", m.Call.ID, m.Type)
	}
	return channel.Key("vapi", m.Call.ID, m.Type, m.Status, m.EndedReason, strconv.FormatFloat(m.Timestamp, 'f', -1, 64))
}

// Parse implements channel.Feed.
func (Feed) Parse(event []byte) (channel.Report, error) {
	var e envelope
	if decode(event, &e) != nil || e.Message == nil || e.Message.Type == "" {
		return channel.Report{}, ErrMalformed
	}
	m := *e.Message
	r := channel.Report{
		Kind: channel.ReportIgnored, Ref: m.Call.ref(), Request: m.Call.request(), ProviderID: m.Call.ID,
		To: first(m.Customer.Number, m.Call.Customer.Number), At: fromMillis(m.Timestamp),
	}
	switch m.Type {
	case statusUpdate:
		if kind, ok := kinds[m.Status]; ok {
			r.Kind = kind
		}
	case callReport:
		r.Kind = channel.ReportCallReport
		r.Summary = first(m.Analysis.Summary, m.Summary)
		r.Transcript = first(m.Artifact.Transcript, m.Transcript)
		r.Recording = first(m.Artifact.RecordingURL, m.Artifact.Recording.Mono.CombinedURL, m.RecordingURL)
		r.CostMicros = micros(m.Cost)
	}
	return ended(r, m.EndedReason, first(m.StartedAt, m.Call.StartedAt)).Legible(), nil
}

// ended judges the outcome of a report that is about the end of a call.
func ended(r channel.Report, reason, startedAt string) channel.Report {
	if r.Kind != channel.ReportEnded && r.Kind != channel.ReportCallReport {
		return r
	}
	r.Outcome, r.Class = endingOf(reason, startedAt)
	r.Reason = wire.Clip(reason, 500)
	return r
}

// micros turns dollars into millionths; 0 for what no call can cost.
func micros(dollars float64) int64 {
	if !(dollars > 0) || dollars > 1e6 {
		return 0
	}
	return int64(math.Round(dollars * 1e6))
}

// fromMillis is zero for anything outside the years 2001 to 2100.
func fromMillis(ms float64) time.Time {
	if ms < 1e12 || ms > 4.1e12 {
		return time.Time{}
	}
	return time.UnixMilli(int64(ms)).UTC()
}
