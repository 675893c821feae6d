package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

var (
	// ErrHours: the tenant's hours cannot be obeyed; the violation names the field.
	ErrHours = fault.New(fault.Invalid, "contact_hours_invalid", "These hours cannot be obeyed.")
	// ErrHoursNeverOpen: hours outside of which there is quiet only narrow what the installation allows.
	ErrHoursNeverOpen = fault.New(fault.Invalid, "contact_hours_never_open",
		"These hours never meet the ones in which this installation contacts anybody. Widen them.").At("/contact_hours")
)

// Terms are what a tenant asks of all its sends, beside what each campaign asks.
type Terms struct {
	Hours  Schedule          // outside of them it is quiet
	Caps   map[string]Cap    // by channel; how often one person is contacted
	Limits map[string]*int64 // by channel; sends in a month at the most, nil: any number
}

// TermsOf reads a tenant's terms as they are stored. It fails when they were stored in a form that
// this service does not accept.
func TermsOf(hours, caps, limits json.RawMessage) (Terms, error) {
	var t Terms
	err := errors.Join(json.Unmarshal(hours, &t.Hours), json.Unmarshal(caps, &t.Caps), json.Unmarshal(limits, &t.Limits))
	return t, err
}

// Under is the plan as a tenant's terms tighten it.
func (p *Plan) Under(t Terms) (*Plan, error) {
	under := *p
	under.Limit = t.Limits[p.Campaign.Channel]
	if p.Campaign.Origin == FromTest { // to whoever asked for it, now
		return &under, nil
	}
	under.Policy.Cap = t.Caps[p.Campaign.Channel]
	if t.Hours.open() {
		return &under, nil
	}
	rules, err := t.Hours.Rules()
	under.Policy.Quiet = []window.Rules{rules}
	return &under, err
}

// PlanFor compiles a campaign under its tenant's terms. legal is the window nobody may widen. It
// fails as NewPlan does.
func PlanFor(ctx context.Context, tx *tenant.Tx, c db.Campaign, legal window.Rules) (*Plan, error) {
	p, err := NewPlan(c, legal)
	if err != nil {
		return nil, err
	}
	who, err := tx.GetTenant(ctx)
	if err != nil {
		return nil, err
	}
	terms, err := TermsOf(who.ContactHours, who.FrequencyCaps, who.UsageLimits)
	if err != nil {
		return nil, err
	}
	return p.Under(terms)
}

// planUnder compiles what sends, once per version, under its tenant's terms as they are now.
func (d *Dispatcher) planUnder(row db.EnterSendingRow) (*Plan, error) {
	p, err := d.plan(row.Campaign)
	if err != nil {
		return nil, err
	}
	terms, err := TermsOf(row.ContactHours, row.FrequencyCaps, row.UsageLimits)
	if err != nil {
		return nil, err
	}
	return p.Under(terms)
}

// Check refuses hours of a tenant that cannot be, or that never meet the installation's, legal.
func (s Schedule) Check(legal window.Rules, now time.Time) error {
	rules, err := s.Rules()
	var field *window.FieldError
	if errors.As(err, &field) {
		return ErrHours.Listing(fault.Violation{
			In: fault.Body, Pointer: "/contact_hours/" + field.Field, Code: "contact_hours_invalid", Message: field.Problem,
		})
	}
	if err != nil {
		return err
	}
	w := window.Policy{Zones: Zones([]string{"UTC"}), Windows: []window.Rules{legal, rules}}
	if _, ok := w.Next(now); !ok {
		return ErrHoursNeverOpen
	}
	return nil
}
