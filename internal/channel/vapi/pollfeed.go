package vapi

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
)

// PollFeed reads the calls that Client.Poll brings, one or an array of them. An ended call is a
// call report; asked for too early, it still lacks what Vapi writes afterwards.
type PollFeed struct{}

// Split implements channel.Feed. A call is a new event whenever Vapi has changed it.
func (PollFeed) Split(body []byte) ([]channel.Event, error) {
	calls := []json.RawMessage{body}
	if bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) {
		calls = nil
		if json.Unmarshal(body, &calls) != nil {
			return nil, ErrMalformed
		}
	}
	events := make([]channel.Event, 0, len(calls))
	for _, raw := range calls {
		var c call
		if decode(raw, &c) != nil {
			return nil, ErrMalformed
		}
		events = append(events, channel.Event{
			Key: channel.Key("vapi-poll", c.ID, c.Status, c.EndedReason, c.UpdatedAt), Body: raw,
		})
	}
	return events, nil
}

// Parse implements channel.Feed.
func (PollFeed) Parse(event []byte) (channel.Report, error) {
	var c call
	if decode(event, &c) != nil || c.ID == "" {
		return channel.Report{}, ErrMalformed
	}
	r := channel.Report{
		Kind: channel.ReportIgnored, Ref: c.ref(), Request: c.request(), ProviderID: c.ID,
		To: c.Customer.Number, At: moment(instant(c.EndedAt), instant(c.UpdatedAt)),
	}
	kind, ok := kinds[c.Status]
	switch {
	case kind == channel.ReportEnded:
		r.Kind = channel.ReportCallReport
		r.Summary, r.Transcript = c.Analysis.Summary, c.Artifact.Transcript
		r.Recording = first(c.Artifact.RecordingURL, c.Artifact.Recording.Mono.CombinedURL)
		r.CostMicros = micros(c.Cost)
	case ok:
		r.Kind = kind
	}
	return ended(r, c.EndedReason, c.StartedAt).Legible(), nil
}

// moment is the end of the call, or else the last change to it.
func moment(ended, updated time.Time) time.Time {
	if ended.IsZero() {
		return updated
	}
	return ended
}
