package vapi

import (
	"math"
	"time"
)

// message is one thing to tell the server.
type message struct {
	kind string
	body any
}

// statusUpdate is the message for the call's present status. The call inside it is as it was
// when created, which is what Vapi is seen to send.
func (a *account) statusUpdate(p *phoneCall) message {
	fields := a.common(p, "status-update")
	fields["status"] = p.status
	fields["artifact"] = map[string]any{"messages": []any{}}
	if p.status == ended {
		fields["endedReason"] = p.reason
	}
	return message{"status-update", map[string]any{"message": fields}}
}

// endOfCallReport is the message that closes a call.
func (a *account) endOfCallReport(p *phoneCall) message {
	fields := a.common(p, "end-of-call-report")
	fields["endedReason"] = p.reason
	fields["artifact"] = p.artifact()
	fields["analysis"] = p.analysis()
	fields["cost"] = p.cost()
	fields["costs"] = p.costs()
	fields["endedAt"] = stamp(p.endedAt)
	if !p.answeredAt.IsZero() {
		fields["startedAt"] = stamp(p.answeredAt)
		fields["durationSeconds"] = p.endedAt.Sub(p.answeredAt).Seconds()
	}
	return message{"end-of-call-report", map[string]any{"message": fields}}
}

func (a *account) common(p *phoneCall, kind string) map[string]any {
	fields := map[string]any{
		"type": kind, "timestamp": time.Now().UnixMilli(),
		"call": a.show(p, queued), "customer": p.raw, "assistant": map[string]any{},
	}
	if x := a.number(p.order.PhoneNumberID); x != nil {
		fields["phoneNumber"] = map[string]string{"id": x.ID, "number": x.Number, "provider": "twilio"}
	}
	return fields
}

func (p *phoneCall) artifact() map[string]any {
	if p.answeredAt.IsZero() {
		return map[string]any{"messages": []any{}}
	}
	recording := p.base + "/_sim/recordings/" + p.id + "-"
	at := p.answeredAt.UnixMilli()
	return map[string]any{
		"transcript": "AI: Hello.\nUser: Hello, thank you, goodbye.\n",
		"messages": []map[string]any{
			{"role": "bot", "message": "Hello.", "time": at, "endTime": at + 1000, "secondsFromStart": 0, "duration": 1000},
			{"role": "user", "message": "Hello, thank you, goodbye.", "time": at + 1000, "endTime": at + 3000, "secondsFromStart": 1, "duration": 2000},
		},
		"recordingUrl":           recording + "mono.wav",
		"stereoRecordingUrl":     recording + "stereo.wav",
		"presignedMonoUrl":       recording + "mono.wav?sig=" + stamp(time.Now()),
		"presignedStereoUrl":     recording + "stereo.wav?sig=" + stamp(time.Now()),
		"presignedUrlsExpiresAt": stamp(time.Now().Add(time.Hour)),
	}
}

func (p *phoneCall) analysis() map[string]any {
	if p.answeredAt.IsZero() {
		return map[string]any{}
	}
	return map[string]any{"summary": "A short and friendly call.", "successEvaluation": "true"}
}

// minutes is how long they talked.
func (p *phoneCall) minutes() float64 {
	if p.answeredAt.IsZero() || p.endedAt.IsZero() {
		return 0
	}
	return p.endedAt.Sub(p.answeredAt).Minutes()
}

// cost is in US dollars, to the hundredth of a cent.
func (p *phoneCall) cost() float64 { return cents(p.minutes() * 0.064) }

func (p *phoneCall) costs() []map[string]any {
	minutes := p.minutes()
	return []map[string]any{
		{"type": "transport", "provider": "twilio", "minutes": minutes, "cost": cents(minutes * 0.014)},
		{"type": "vapi", "subType": "normal", "minutes": minutes, "cost": cents(minutes * 0.05)},
	}
}

func cents(dollars float64) float64 { return math.Round(dollars*1e4) / 1e4 }
