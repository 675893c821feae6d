package dispatch

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/window"
)

// Schedule is when recipients may be contacted, as the contract's Schedule. What is nil is open.
type Schedule struct {
	StartHour     *int     `json:"start_hour,omitempty"`
	EndHour       *int     `json:"end_hour,omitempty"`
	DaysAllowed   []int    `json:"days_allowed,omitempty"`
	BlackoutDates []string `json:"blackout_dates,omitempty"`
}

// open says whether the schedule leaves every hour open.
func (s Schedule) open() bool {
	return s.StartHour == nil && s.EndHour == nil && len(s.DaysAllowed)+len(s.BlackoutDates) == 0
}

// Rules are the schedule as a window. It fails with a *window.FieldError.
func (s Schedule) Rules() (window.Rules, error) {
	spec := window.Spec{Start: 0, End: 24 * 60, Days: s.DaysAllowed, Blackout: s.BlackoutDates}
	if s.StartHour != nil {
		spec.Start = *s.StartHour * 60
	}
	if s.EndHour != nil {
		spec.End = *s.EndHour * 60
	}
	if len(spec.Days) == 0 {
		spec.Days = []int{0, 1, 2, 3, 4, 5, 6}
	}
	return window.New(spec)
}

// Results of a send that a retry strategy may name.
const (
	Busy        = "busy"
	NoAnswer    = "no_answer"
	Voicemail   = "voicemail"
	CallFailed  = "failed"
	SoftBounced = "soft_bounced"
	HardBounced = "hard_bounced"
)

// Retry is when a recipient is tried again, as the contract's RetryStrategy.
type Retry struct {
	MaxAttempts   int      `json:"max_attempts,omitempty"`
	DelaysMinutes []int    `json:"delays_minutes,omitempty"`
	RetryOn       []string `json:"retry_on,omitempty"`
}

// usualDelays hold where a campaign names none.
var usualDelays = map[string]time.Duration{Busy: 30 * time.Minute, NoAnswer: 2 * time.Hour}

// usualRetries are the results tried again where a campaign names none.
var usualRetries = []string{Busy, NoAnswer, SoftBounced}

// Cap is how many sends a recipient gets at the most.
func (r Retry) Cap() int {
	if r.MaxAttempts > 0 {
		return r.MaxAttempts
	}
	return 3
}

// Delay is how long to wait after a result before the next send; false when there is none. spent
// counts the sends so far. Where no delay is given it grows from a quarter of an hour, with full
// jitter.
func (r Retry) Delay(result string, spent int) (time.Duration, bool) {
	on := r.RetryOn
	if on == nil {
		on = usualRetries
	}
	if spent >= r.Cap() || !slices.Contains(on, result) {
		return 0, false
	}
	if n := len(r.DelaysMinutes); n > 0 {
		return time.Duration(r.DelaysMinutes[min(max(spent-1, 0), n-1)]) * time.Minute, true
	}
	if usual, ok := usualDelays[result]; ok {
		return usual, true
	}
	return jittered(15*time.Minute<<min(max(spent-1, 0), 6), time.Minute), true
}

// jittered is a random part of d, at least least.
func jittered(d, least time.Duration) time.Duration {
	return least + rand.N(max(d-least, 1))
}

// Plan is a campaign in the form the dispatcher works with.
type Plan struct {
	Campaign db.Campaign
	Template *content.Template
	Retry    Retry
	Policy   Policy
	Limit    *int64 // sends of the tenant in a month on this channel; nil: any number

	said content.Content // the template as it is written
}

// NewPlan compiles a campaign. legal is the window nobody may widen. It fails when the campaign
// was stored in a form that this service does not accept.
func NewPlan(c db.Campaign, legal window.Rules) (*Plan, error) {
	var (
		schedule Schedule
		p        = &Plan{Campaign: c}
	)
	for raw, into := range map[*json.RawMessage]any{&c.Content: &p.said, &c.Schedule: &schedule, &c.Retry: &p.Retry} {
		if err := json.Unmarshal(*raw, into); err != nil {
			return nil, err
		}
	}
	rules, err := schedule.Rules()
	if err != nil {
		return nil, err
	}
	if p.Template, err = content.Compile(p.said); err != nil {
		return nil, err
	}
	p.Policy = Policy{MaxAttempts: p.Retry.Cap(), Windows: []window.Rules{legal, rules}}
	if c.Origin == FromTest { // to whoever asked for it, now
		p.Policy.Windows = []window.Rules{rules}
	}
	if p.Policy.Laws, err = window.Laws(c.Channel, c.Purpose); err != nil {
		return nil, err
	}
	if c.StartAt != nil {
		p.Policy.StartAt = *c.StartAt
	}
	return p, nil
}

// Missing names what keeps the message from a person by its policy: fields that it needs and the
// person lacks.
func (p *Plan) Missing(who content.Person) []string {
	if p.said.MissingVariables == "" || p.said.MissingVariables == content.Leave {
		return nil
	}
	return p.Template.Missing(who)
}

// words are what is said to one person alone, in these very words; without such, the template.
func (p *Plan) words(literal json.RawMessage) (content.Content, error) {
	if literal == nil {
		return p.said, nil
	}
	var own content.Content
	err := json.Unmarshal(literal, &own)
	return own, err
}

// Zones are the zones by these names; an unknown name is left out.
func Zones(names []string) []*time.Location {
	zones := make([]*time.Location, 0, len(names))
	for _, name := range names {
		if z, err := window.Zone(name); err == nil {
			zones = append(zones, z)
		}
	}
	return zones
}
