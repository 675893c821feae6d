package dispatch_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/window"
)

// order is how the rules are asked, from what can never be to what is not yet.
var order = []string{"deleted", "address", "suppression", "attempts", "expiry", "owner", "whatsapp_window", "variables", "start", "window", "quiet_hours", "legal_hours", "frequency_cap", "quota", "opening"}

// noon is a Wednesday in July, 12:00 in London.
var noon = time.Date(2026, 7, 15, 11, 0, 0, 0, time.UTC)

// someone can be reached at noon under usual.
func someone(change func(*dispatch.Facts)) dispatch.Facts {
	f := dispatch.Facts{
		Recipient: "+447400123456", ExpiresAt: noon.Add(72 * time.Hour), Zones: dispatch.Zones([]string{"Europe/London"}),
	}
	if change != nil {
		change(&f)
	}
	return f
}

func usual() dispatch.Policy {
	return dispatch.Policy{MaxAttempts: 3, Windows: []window.Rules{window.Legal()}}
}

func TestDecisionGivesTheFirstReasonThatStands(t *testing.T) {
	t.Parallel()
	morning := time.Date(2026, 7, 16, 7, 0, 0, 0, time.UTC) // 08:00 in London
	for name, c := range map[string]struct {
		facts  func(*dispatch.Facts)
		policy func(*dispatch.Policy)
		now    time.Time
		action dispatch.Action
		reason string
		until  time.Time
		asked  int // rules in the trace
	}{
		"all is well":                 {now: noon, action: dispatch.Send, asked: 7},
		"a deleted lead":              {facts: func(f *dispatch.Facts) { f.Deleted, f.Recipient = true, "" }, now: noon, action: dispatch.Skip, reason: "lead_deleted", asked: 1},
		"no address":                  {facts: func(f *dispatch.Facts) { f.Recipient, f.Suppressed = "", "unsubscribed" }, now: noon, action: dispatch.Skip, reason: "missing_address", asked: 2},
		"an opt-out":                  {facts: func(f *dispatch.Facts) { f.Suppressed, f.Spent = "unsubscribed", 3 }, now: noon, action: dispatch.Skip, reason: "unsubscribed", asked: 3},
		"a complaint":                 {facts: func(f *dispatch.Facts) { f.Suppressed = "complained" }, now: noon, action: dispatch.Skip, reason: "suppressed_complaint", asked: 3},
		"an address to be left alone": {facts: func(f *dispatch.Facts) { f.Suppressed = "manual" }, now: noon, action: dispatch.Skip, reason: "suppressed_by_tenant", asked: 3},
		"a hard bounce":               {facts: func(f *dispatch.Facts) { f.Suppressed = "hard_bounced" }, now: noon, action: dispatch.Skip, reason: "suppressed_bounce", asked: 3},
		"an impossible address":       {facts: func(f *dispatch.Facts) { f.Suppressed = "invalid" }, now: noon, action: dispatch.Skip, reason: "invalid_address", asked: 3},
		"the last attempt is spent":   {facts: func(f *dispatch.Facts) { f.Spent = 3 }, now: noon, action: dispatch.Skip, reason: "attempts_exhausted", asked: 4},
		"expired this instant":        {facts: func(f *dispatch.Facts) { f.ExpiresAt = noon }, now: noon, action: dispatch.Expire, reason: "expired", asked: 5},
		"an answer in the evening":    {facts: func(f *dispatch.Facts) { f.AnswerUntil = noon.Add(10 * time.Hour) }, now: noon.Add(9 * time.Hour), action: dispatch.Send, asked: 7},
		"an answer too late":          {facts: func(f *dispatch.Facts) { f.AnswerUntil = noon.Add(9 * time.Hour) }, now: noon.Add(9 * time.Hour), action: dispatch.Hold, reason: "window", until: morning, asked: 8},
		"an answer to an opt-out":     {facts: func(f *dispatch.Facts) { f.AnswerUntil, f.Suppressed = noon.Add(time.Hour), "unsubscribed" }, now: noon, action: dispatch.Skip, reason: "unsubscribed", asked: 3},
		"a hole in the message":       {facts: func(f *dispatch.Facts) { f.Missing = []string{"lead.company"} }, now: noon, action: dispatch.Skip, reason: "missing_variable", asked: 6},
		"WhatsApp words in a day":     {facts: func(f *dispatch.Facts) { f.FreeText, f.FreeUntil = true, noon.Add(time.Second) }, now: noon, action: dispatch.Send, asked: 8},
		"WhatsApp words after a day":  {facts: func(f *dispatch.Facts) { f.FreeText, f.FreeUntil = true, noon }, now: noon, action: dispatch.Skip, reason: "whatsapp_window_closed", asked: 6},
		"WhatsApp words to a silent":  {facts: func(f *dispatch.Facts) { f.FreeText = true }, now: noon, action: dispatch.Skip, reason: "whatsapp_window_closed", asked: 6},
		"a bot's thread":              {facts: func(f *dispatch.Facts) { f.Owner = "bot" }, now: noon, action: dispatch.Send, asked: 8},
		"a person took over":          {facts: func(f *dispatch.Facts) { f.Owner = "human" }, now: noon, action: dispatch.Skip, reason: "human_owns", asked: 6},
		"before the start":            {policy: func(p *dispatch.Policy) { p.StartAt = noon.Add(time.Hour) }, now: noon, action: dispatch.Hold, reason: "start", until: noon.Add(time.Hour), asked: 7},
		"a start in the night":        {policy: func(p *dispatch.Policy) { p.StartAt = noon.Add(12 * time.Hour) }, now: noon, action: dispatch.Hold, reason: "start", until: morning, asked: 7},
		"the evening":                 {now: noon.Add(9 * time.Hour), action: dispatch.Hold, reason: "window", until: morning, asked: 8},
		"one minute of window left":   {now: noon.Add(9*time.Hour - time.Minute), action: dispatch.Send, asked: 7},
		"59.999 s of window left":     {now: noon.Add(9*time.Hour - time.Minute + time.Millisecond), action: dispatch.Hold, reason: "window", until: morning, asked: 8},
		"expires before the morning":  {facts: func(f *dispatch.Facts) { f.ExpiresAt = morning }, now: noon.Add(9 * time.Hour), action: dispatch.Expire, reason: "window_closed", asked: 8},
		"windows that never meet":     {policy: func(p *dispatch.Policy) { p.Windows = append(p.Windows, rules(t, 22, 23)) }, now: noon, action: dispatch.Skip, reason: "window_closed", asked: 8},
		"nobody knows where she is":   {facts: func(f *dispatch.Facts) { f.Zones = nil }, now: noon, action: dispatch.Skip, reason: "window_closed", asked: 8},
		"two zones must agree":        {facts: func(f *dispatch.Facts) { f.Zones = dispatch.Zones([]string{"Asia/Tokyo", "America/Los_Angeles"}) }, now: noon, action: dispatch.Hold, reason: "window", until: noon.Add(12 * time.Hour), asked: 8},
	} {
		f, p := someone(c.facts), usual()
		if c.policy != nil {
			c.policy(&p)
		}

		v := dispatch.Decide(f, p, c.now)

		if v.Action != c.action || v.Reason != c.reason || !v.Until.Equal(c.until) || len(v.Trace) != c.asked {
			t.Errorf("%s: %s %q until %v, %d rules asked; wanted %s %q until %v, %d", name,
				v.Action, v.Reason, v.Until, len(v.Trace), c.action, c.reason, c.until, c.asked)
		}
	}
}

func rules(t *testing.T, from, to int) window.Rules {
	t.Helper()
	r, err := window.New(window.Spec{Start: from * 60, End: to * 60, Days: []int{0, 1, 2, 3, 4, 5, 6}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// drawn is a decision with all that went into it.
type drawn struct {
	facts  dispatch.Facts
	policy dispatch.Policy
	now    time.Time
}

// draw favours people who can be reached: every objection is drawn one time in eight.
func draw(t *rapid.T) drawn {
	rarely := func(name string) bool { return rapid.IntRange(0, 7).Draw(t, name) == 0 }
	d := drawn{now: noon.Add(time.Duration(rapid.Int64Range(0, int64(365*24*time.Hour)).Draw(t, "now")))}
	d.facts = dispatch.Facts{
		Deleted: rarely("deleted"), Recipient: "+447400123456", Spent: rapid.IntRange(0, 3).Draw(t, "spent"),
		ExpiresAt: d.now.Add(time.Duration(rapid.IntRange(-1, 100).Draw(t, "hours to live")) * time.Hour),
		Zones:     dispatch.Zones(rapid.SliceOfNDistinct(rapid.SampledFrom(window.KnownZones()), 1, 3, rapid.ID).Draw(t, "zones")),
	}
	if rarely("no address") {
		d.facts.Recipient = ""
	}
	if rarely("an answer") {
		d.facts.AnswerUntil = d.now.Add(time.Duration(rapid.IntRange(-24, 24).Draw(t, "hours to answer")) * time.Hour)
		d.facts.FreeText, d.facts.FreeUntil = rapid.Bool().Draw(t, "free text"), d.facts.AnswerUntil
		d.facts.Owner = rapid.SampledFrom([]string{"", "bot", "human"}).Draw(t, "owner")
	}
	if rarely("suppressed") {
		d.facts.Suppressed = rapid.SampledFrom([]string{"unsubscribed", "complained", "hard_bounced", "blocked", "invalid"}).Draw(t, "why")
	}
	d.policy = dispatch.Policy{MaxAttempts: rapid.IntRange(1, 4).Draw(t, "cap"), Windows: []window.Rules{window.Legal(), drawRules(t)}}
	if rarely("quiet hours") {
		d.policy.Quiet = []window.Rules{drawRules(t)}
	}
	if rarely("a cap") {
		d.policy.Cap = dispatch.Cap{Max: rapid.IntRange(1, 3).Draw(t, "contacts at most"), Days: rapid.IntRange(1, 3).Draw(t, "days")}
		d.facts.Contacts = drawContacts(t, d.now)
	}
	if rarely("planned") {
		d.policy.StartAt = d.now.Add(time.Duration(rapid.IntRange(-48, 96).Draw(t, "start in hours")) * time.Hour)
	}
	return d
}

// drawContacts are some of the last four days, the newest first.
func drawContacts(t *rapid.T, now time.Time) (list []dispatch.Contact) {
	for range rapid.IntRange(0, 5).Draw(t, "contacts") {
		now = now.Add(-time.Duration(rapid.IntRange(0, 24*60).Draw(t, "minutes before")) * time.Minute)
		list = append(list, dispatch.Contact{At: now})
	}
	return list
}

// contacted counts the contacts of the span before an instant in which a cap counts.
func contacted(d drawn, at time.Time) (n int) {
	for _, c := range d.facts.Contacts {
		if at.Sub(c.At) < time.Duration(d.policy.Cap.Days)*24*time.Hour {
			n++
		}
	}
	return n
}

func drawRules(t *rapid.T) window.Rules {
	start := rapid.IntRange(0, 23*60).Draw(t, "from")
	r, err := window.New(window.Spec{
		Start: start, End: (start + rapid.IntRange(1, 23*60).Draw(t, "minutes open")) % (24 * 60),
		Days: rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID).Draw(t, "days"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDecisionsKeepTheirWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)

		v := dispatch.Decide(d.facts, d.policy, d.now)

		checkTrace(t, v)
		w := window.Policy{Zones: d.facts.Zones, Windows: slices.Concat(d.policy.Windows, d.policy.Quiet)}
		capped := d.policy.Cap.Max > 0
		switch v.Action {
		case dispatch.Send:
			if answer := d.now.Before(d.facts.AnswerUntil); !answer && (w.Remaining(d.now) < time.Minute || d.facts.FreeText) {
				t.Fatalf("sends at %v: open for %v, %+v", d.now, w.Remaining(d.now), d.facts)
			}
			if capped && !d.now.Before(d.facts.AnswerUntil) && contacted(d, d.now) >= d.policy.Cap.Max {
				t.Fatalf("sends to somebody who was contacted %d times: %+v", contacted(d, d.now), d.policy.Cap)
			}
			if d.now.Before(d.policy.StartAt) || !d.now.Before(d.facts.ExpiresAt) {
				t.Fatalf("sends at %v: start %v, expiry %v", d.now, d.policy.StartAt, d.facts.ExpiresAt)
			}
			if d.facts.Owner == "human" || d.facts.Deleted || d.facts.Recipient == "" || d.facts.Suppressed != "" || d.facts.Spent >= d.policy.MaxAttempts {
				t.Fatalf("sends to %+v", d.facts)
			}
		case dispatch.Hold:
			if !v.Until.After(d.now) || !v.Until.Before(d.facts.ExpiresAt) || v.Until.Before(d.policy.StartAt) {
				t.Fatalf("at %v it waits until %v: start %v, expiry %v", d.now, v.Until, d.policy.StartAt, d.facts.ExpiresAt)
			}
			if then := dispatch.Decide(d.facts, d.policy, v.Until); then.Action != dispatch.Send && then.Reason != "whatsapp_window_closed" && (v.Reason == "frequency_cap" || then.Reason != "frequency_cap") {
				t.Fatalf("it waited until %v and then would %s: %s", v.Until, then.Action, then.Reason)
			}
			if first, _ := w.Next(d.now); first.After(v.Until) {
				t.Fatalf("it waits until %v, the window opens at %v", v.Until, first)
			}
		case dispatch.Expire:
			if next, ok := w.Next(d.now); ok && !capped && next.Before(d.facts.ExpiresAt) && w.Remaining(next) >= time.Minute && !next.Before(d.policy.StartAt) {
				t.Fatalf("it expires at %v though %v was open before %v", d.now, next, d.facts.ExpiresAt)
			}
		}
	})
}

// checkTrace: rules stand in their order, each once; all but the last said ok, and a send has no objection.
func checkTrace(t *rapid.T, v dispatch.Verdict) {
	last := -1
	for i, step := range v.Trace {
		at := slices.Index(order, step.Rule)
		if at <= last {
			t.Fatalf("rule %q is out of turn in %+v", step.Rule, v.Trace)
		}
		last = at
		objected := step.Result != "ok"
		if slices.Contains([]string{"start", "window", "quiet_hours", "legal_hours", "frequency_cap", "opening"}, step.Rule) {
			continue
		}
		if final := i == len(v.Trace)-1; objected != final {
			t.Fatalf("rule %q said %q at %d of %d", step.Rule, step.Result, i+1, len(v.Trace))
		}
	}
	if v.Action == dispatch.Send && slices.ContainsFunc(v.Trace, func(s dispatch.Step) bool { return s.Result != "ok" }) {
		t.Fatalf("it sends against %+v", v.Trace)
	}
}
