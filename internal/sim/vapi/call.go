package vapi

import (
	"bytes"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// The statuses of a call.
const (
	scheduled  = "scheduled"
	queued     = "queued"
	ringing    = "ringing"
	inProgress = "in-progress"
	ended      = "ended"
)

// phoneCall is one call. What stands above the gap never changes; the rest belongs to the
// account's lock.
type phoneCall struct {
	id        string
	order     *order
	raw       json.RawMessage // the customer as given
	customer  customer
	settings  settings
	server    *Endpoint // nil: nobody to tell
	fate      fate
	startedAt time.Time // of the request
	createdAt time.Time
	base      string // of the simulator's URL

	status     string
	reason     string
	updatedAt  time.Time
	answeredAt time.Time
	endedAt    time.Time
	slot       bool
	erased     bool
	name       string // order.Name until somebody changes it
	outbox     []message
	telling    bool          // somebody is emptying the outbox
	told       chan struct{} // closed once the first message was tried
	toldOnce   sync.Once
}

// newPhoneCall makes a call of an order to one of its customers, not yet under way. The
// account's lock is held.
func (a *account) newPhoneCall(q *request, o *order, raw json.RawMessage, c customer) (*phoneCall, error) {
	all, err := layer(o.Assistant, o.Overrides, c.Overrides)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	p := &phoneCall{
		id:        uuid.NewString(),
		order:     o,
		raw:       raw,
		customer:  c,
		settings:  all,
		fate:      fateOf(c.Number, a.dialled[c.Number]),
		startedAt: q.started,
		createdAt: now,
		updatedAt: now,
		base:      "http://" + q.r.Host,
		status:    queued,
		name:      o.Name,
		told:      make(chan struct{}),
	}
	if p.fate.machine != "" && p.detectsVoicemail() {
		p.fate.reason = p.fate.machine
	}
	p.server = a.serverFor(p)
	return p, nil
}

func (p *phoneCall) detectsVoicemail() bool {
	return len(p.settings.Voicemail) > 0 && !bytes.Equal(p.settings.Voicemail, []byte(`"off"`)) &&
		!bytes.Equal(p.settings.Voicemail, []byte("null"))
}

// serverFor is the one place that hears of a call: the assistant's with its overrides, else
// the phone number's, else the organisation's.
func (a *account) serverFor(p *phoneCall) *Endpoint {
	if p.settings.Server != nil {
		return p.settings.Server
	}
	if x := a.assistant(p.order.AssistantID); x != nil && x.Server != nil {
		return x.Server
	}
	if x := a.number(p.order.PhoneNumberID); x != nil && x.Server != nil {
		return x.Server
	}
	return a.Server
}

// hears reports whether the server asked for messages of a type.
func (p *phoneCall) hears(kind string) bool {
	return p.settings.Messages == nil || slices.Contains(p.settings.Messages, kind)
}

// show is the call in the shape of the API, with the given status. The account's lock is held.
func (a *account) show(p *phoneCall, status string) map[string]any {
	shown := map[string]any{
		"id": p.id, "orgId": a.orgID, "type": "outboundPhoneCall", "status": status,
		"createdAt": stamp(p.createdAt), "updatedAt": stamp(p.updatedAt),
		"cost": p.cost(), "customer": p.raw, "phoneCallProvider": "twilio", "phoneCallTransport": "pstn",
		"transport": map[string]string{"provider": "twilio", "conversationType": "voice"},
		"monitor": map[string]string{
			"listenUrl":  "ws" + p.base[len("http"):] + "/" + p.id + "/listen",
			"controlUrl": p.base + "/_sim/calls/" + p.id + "/control",
		},
	}
	optional(shown, "assistantId", p.order.AssistantID)
	optional(shown, "phoneNumberId", p.order.PhoneNumberID)
	optional(shown, "name", p.name)
	if len(p.order.Overrides) > 0 {
		shown["assistantOverrides"] = p.order.Overrides
	}
	if p.order.Schedule != nil {
		shown["schedulePlan"] = p.order.Schedule
	}
	if status == ended {
		a.showEnd(p, shown)
	}
	return shown
}

// showEnd adds what is known of a call once it has ended.
func (a *account) showEnd(p *phoneCall, shown map[string]any) {
	shown["endedReason"] = p.reason
	shown["endedAt"] = stamp(p.endedAt)
	if p.answeredAt.IsZero() {
		return
	}
	shown["startedAt"] = stamp(p.answeredAt)
	shown["artifact"] = p.artifact()
	shown["analysis"] = p.analysis()
	shown["costs"] = p.costs()
}

func optional(fields map[string]any, name, value string) {
	if value != "" {
		fields[name] = value
	}
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
