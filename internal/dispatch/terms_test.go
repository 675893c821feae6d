package dispatch_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

// met are contacts so many hours before noon, the newest first.
func met(hours ...int) (list []dispatch.Contact) {
	for _, h := range hours {
		list = append(list, dispatch.Contact{At: noon.Add(-time.Duration(h) * time.Hour)})
	}
	return list
}

func TestTermsOfATenantHoldForReasonsOfTheirOwn(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	laws, err := window.Laws("sms", "marketing")
	if err != nil {
		t.Fatal(err)
	}
	holiday := time.Date(2026, 7, 14, 11, 0, 0, 0, time.UTC)
	month := time.Date(2026, 8, 1, 7, 0, 0, 0, time.UTC) // 08:00 in London
	for name, c := range map[string]struct {
		facts  func(*dispatch.Facts)
		cap    dispatch.Cap
		quiet  []window.Rules
		action dispatch.Action
		reason string
		until  time.Time
		now    time.Time // noon where it is zero
	}{
		"within the tenant's hours":         {quiet: []window.Rules{rules(t, 9, 13)}, action: dispatch.Send},
		"quiet hours":                       {quiet: []window.Rules{rules(t, 14, 16)}, action: dispatch.Hold, reason: "quiet_hours", until: noon.Add(2 * time.Hour)},
		"an answer in quiet hours":          {quiet: []window.Rules{rules(t, 14, 16)}, facts: func(f *dispatch.Facts) { f.AnswerUntil = noon.Add(time.Hour) }, action: dispatch.Send},
		"quiet hours that outlast the send": {quiet: []window.Rules{rules(t, 14, 16)}, facts: func(f *dispatch.Facts) { f.ExpiresAt = noon.Add(time.Hour) }, action: dispatch.Expire, reason: "window_closed"},
		"quiet hours that never end":        {quiet: []window.Rules{rules(t, 22, 23)}, action: dispatch.Skip, reason: "window_closed"},
		"fewer contacts than the cap":       {cap: dispatch.Cap{Max: 3, Days: 1}, facts: func(f *dispatch.Facts) { f.Contacts = met(1, 23, 25) }, action: dispatch.Send},
		"as many contacts as the cap":       {cap: dispatch.Cap{Max: 2, Days: 1}, facts: func(f *dispatch.Facts) { f.Contacts = met(1, 23, 25) }, action: dispatch.Hold, reason: "frequency_cap", until: noon.Add(time.Hour + time.Minute)},
		"more contacts than the cap":        {cap: dispatch.Cap{Max: 1, Days: 1}, facts: func(f *dispatch.Facts) { f.Contacts = met(1, 23) }, action: dispatch.Hold, reason: "frequency_cap", until: noon.Add(23*time.Hour + time.Minute)},
		"a cap until quiet hours":           {cap: dispatch.Cap{Max: 1, Days: 1}, quiet: []window.Rules{rules(t, 12, 13)}, facts: func(f *dispatch.Facts) { f.Contacts = met(22) }, action: dispatch.Hold, reason: "frequency_cap", until: noon.Add(day)},
		"a cap beyond the expiry":           {cap: dispatch.Cap{Max: 1, Days: 7}, facts: func(f *dispatch.Facts) { f.Contacts = met(1) }, action: dispatch.Expire, reason: "frequency_cap"},
		"an answer beyond the cap":          {cap: dispatch.Cap{Max: 1, Days: 7}, facts: func(f *dispatch.Facts) { f.Contacts, f.AnswerUntil = met(1), noon.Add(time.Hour) }, action: dispatch.Send},
		"a contact that may turn out none":  {cap: dispatch.Cap{Max: 1, Days: 7}, facts: func(f *dispatch.Facts) { f.Contacts = []dispatch.Contact{{At: noon.Add(-time.Hour), Open: true}} }, action: dispatch.Hold, reason: "frequency_cap", until: noon.Add(time.Hour)},
		"a contact of this very moment":     {cap: dispatch.Cap{Max: 1, Days: 7}, facts: func(f *dispatch.Facts) { f.Contacts = []dispatch.Contact{{At: noon, Open: true}} }, action: dispatch.Hold, reason: "frequency_cap", until: noon.Add(time.Minute)},
		"a French holiday":                  {now: holiday, facts: frenchman, action: dispatch.Hold, reason: "legal_hours", until: holiday.Add(19 * time.Hour)},
		"a French weekday":                  {facts: frenchman, action: dispatch.Send},
		"a holiday of others":               {now: holiday, action: dispatch.Send},
		"an answer on a French holiday":     {now: holiday, facts: func(f *dispatch.Facts) { frenchman(f); f.AnswerUntil = holiday.Add(time.Hour) }, action: dispatch.Send},
		"no quota left, a month to live":    {facts: func(f *dispatch.Facts) { f.Refilled, f.ExpiresAt = dispatch.NextMonth(noon), noon.Add(30*day) }, action: dispatch.Hold, reason: "quota", until: month},
		"no quota left, three days to live": {facts: func(f *dispatch.Facts) { f.Refilled = dispatch.NextMonth(noon) }, action: dispatch.Hold, reason: "quota", until: noon.Add(3 * day)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := usual()
			p.Cap, p.Quiet, p.Laws = c.cap, c.quiet, laws

			now := noon
			if !c.now.IsZero() {
				now = c.now
			}

			v := dispatch.Decide(someone(c.facts), p, now)

			if v.Action != c.action || v.Reason != c.reason || !v.Until.Equal(c.until) {
				t.Errorf("%s (%s) until %v; trace %+v", v.Action, v.Reason, v.Until, v.Trace)
			}
		})
	}
}

// frenchman lives in Paris and reads his texts.
func frenchman(f *dispatch.Facts) {
	f.Recipient, f.Zones = "+33612345678", dispatch.Zones([]string{"Europe/Paris"})
}

// set gives the tenant terms.
func (r *room) set(column, terms string) {
	r.t.Helper()
	r.db.Exec(r.t, "UPDATE tenants SET "+column+" = $2 WHERE tenant_id = $1", r.who.Tenant, terms)
}

// long has a campaign live for thirty days.
func long(c *db.Campaign) { c.ExpiresAfterHours = 720 }

func TestNobodyIsContactedMoreOftenThanTheCapAllows(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.brevo.SetFaults(brevo.Faults{TooMany: 0.1}) // not sent, and so no contact
	r.set("frequency_caps", `{"sms": {"max": 2, "days": 7}}`)
	for range 5 {
		r.campaign("sms", reached(60), long)
	}

	defer r.pumps(4)()
	most, seen := 0, 0
	for _, want := range []int{120, 240, 300} {
		r.await("the sends of a week", func() bool {
			r.due() // sets the hints of lanes
			return r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'completed'") == want
		})
		most = max(most, busiest(r.brevo.Ledger()[seen:]))
		seen = len(r.brevo.Ledger())
		r.brevo.SetFaults(brevo.Faults{})
		r.clock.forward(7*24*time.Hour + 2*time.Minute)
	}

	if most != 2 || seen != 300 {
		t.Errorf("%d were sent, up to %d of them to one person in a week", seen, most)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM attempts WHERE state = 'not_sent'"); n == 0 {
		t.Error("everything was sent at the first try: this proves less than it should")
	}
	if n := r.db.Int(t, "SELECT count(DISTINCT target_id) FROM target_notes WHERE body ->> 'reason' = 'frequency_cap'"); n < 60 {
		t.Errorf("%d targets were told that they wait for the cap", n)
	}
}

// busiest is how many of some messages went to whoever got the most.
func busiest(entries []brevo.Entry) (most int) {
	got := map[string]int{}
	for _, e := range entries {
		got[e.Recipient]++
		most = max(most, got[e.Recipient])
	}
	return most
}

func TestQuotaIsUsedUpToTheLastAndNeverExceeded(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.brevo.SetLatency(time.Millisecond)
	r.set("usage_limits", `{"sms": 130, "email": 0}`)
	for i := range 3 {
		people := make([]string, 70, 73)
		for k := range people {
			people[k] = fmt.Sprint(3000000 + 100*i + k)
		}
		for k := range 3 {
			people = append(people, fmt.Sprintf("%d999008", 3*i+k)) // refused: given back
		}
		r.campaign("sms", people, long)
	}
	r.campaign("email", reached(1))

	defer r.pumps(4)()
	for _, quota := range []int{130, 170} {
		r.set("usage_limits", fmt.Sprintf(`{"sms": %d, "email": 0}`, quota))
		r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) error { return dispatch.Refill(context.Background(), tx, r.clock.Now()) }))
		r.await("the quota's end", func() bool {
			r.due()
			return r.db.Int(t, "SELECT coalesce(sum(used), 0) FROM usage WHERE channel = 'sms'") == quota &&
				r.db.Int(t, "SELECT count(*) FROM targets WHERE due_at <= now() OR status = 'sending'") == 0
		})

		refused := r.db.Int(t, "SELECT count(*) FROM attempts WHERE state = 'rejected'")
		if n := r.db.Int(t, "SELECT count(*) FROM targets WHERE hold = 'quota' AND due_at > now()"); n != 1+3*73-quota-refused {
			t.Errorf("of a quota of %d, with %d refused, %d wait", quota, refused, n)
		}
		if n := len(r.brevo.Ledger()); n != quota || r.db.Int(t, "SELECT count(*) FROM attempts WHERE state = 'accepted'") != quota {
			t.Errorf("%d were sent of a quota of %d", n, quota)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM outbox WHERE type = 'quota.reached'"); n != 2 {
		t.Errorf("the end of two quotas was told %d times", n)
	}
}
