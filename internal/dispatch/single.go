package dispatch

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

// Single is one send to one person, beside any list.
type Single struct {
	Sending     uuid.UUID
	Lead        db.Lead
	Occasion    uuid.UUID        // its cause: a second Single of the same cause is the first
	Content     *content.Content // in these very words; nil: the sending's template, filled in
	To, Key     string           // an address that is not the lead's, and the form in which it is compared; empty: the lead's
	Run         uuid.UUID        // the automation run that asks for it; zero: none
	AnswerUntil time.Time        // until then it answers what the person wrote, at any hour; zero: it answers nothing
}

// Enqueue adds a send to the ledger and returns its target. The decision is made at once and again
// at the claim, so the target may be held, skipped or expired from its birth, with the reason on
// it: that a person may not be contacted is no error.
func (d *Dispatcher) Enqueue(ctx context.Context, tx *tenant.Tx, s Single) (db.Target, error) {
	if err := tx.LockShared(ctx, s.Sending.String()); err != nil { // a cancel would not see what is added beside it
		return db.Target{}, err
	}
	sending, err := tx.EnterSending(ctx, s.Sending)
	if err != nil {
		return db.Target{}, err
	}
	plan, err := d.planUnder(sending)
	if err != nil {
		return db.Target{}, err
	}
	now := d.Clock.Now()
	row, err := single(plan, s, now)
	if err != nil {
		return db.Target{}, err
	}
	c := sending.Campaign
	row.Traceparent = trace.Kept(ctx)
	v, err := d.decideSingle(ctx, tx, plan, s, row, now)
	if err != nil {
		return db.Target{}, err
	}
	born(&row, v, now)
	t, err := tx.InsertTarget(ctx, row)
	if tenant.IsNone(err) {
		return tx.FindTarget(ctx, db.FindTargetParams{CampaignID: c.ID, RecipientKey: row.RecipientKey, Occasion: s.Occasion})
	}
	if err != nil {
		return t, err
	}
	return t, announce(ctx, tx, c, t, v, now)
}

// single is the row of a send before anything is decided on it.
func single(p *Plan, s Single, now time.Time) (db.InsertTargetParams, error) {
	address, key := AddressOf(s.Lead, p.Campaign.Channel)
	if s.To != "" {
		address, key = s.To, s.Key
	}
	row := db.InsertTargetParams{
		ID: uuid.Must(uuid.NewV7()), CampaignID: s.Sending, LeadID: s.Lead.ID, RecipientKey: key, Recipient: optional(address),
		Zones: ZonesOf(s.Lead, p.Campaign.Timezone), ExpiresAt: now.Add(time.Duration(p.Campaign.ExpiresAfterHours) * time.Hour),
		Occasion: s.Occasion,
	}
	if key == "" {
		row.RecipientKey = "lead:" + s.Lead.ID.String()
	}
	if s.Run != uuid.Nil {
		row.RunID = &s.Run
	}
	if !s.AnswerUntil.IsZero() {
		row.AnswerUntil = &s.AnswerUntil
	}
	if s.Content == nil {
		return row, nil
	}
	var err error
	row.Content, err = json.Marshal(s.Content)
	return row, err
}

// decideSingle asks the dispatcher's decision for a send that is not in the ledger yet.
func (d *Dispatcher) decideSingle(ctx context.Context, tx *tenant.Tx, p *Plan, s Single, row db.InsertTargetParams, now time.Time) (Verdict, error) {
	if p.Campaign.Status == "cancelled" {
		return Verdict{Action: Skip, Reason: "sending_cancelled", Trace: []Step{{"sending", "cancelled", "sending_cancelled"}}}, nil
	}
	words, err := p.words(row.Content)
	if err != nil {
		return Verdict{}, err
	}
	f := Facts{
		Deleted: s.Lead.DeletedAt != nil, Recipient: text(row.Recipient), ExpiresAt: row.ExpiresAt, Zones: Zones(row.Zones),
		AnswerUntil: s.AnswerUntil,
	}
	if s.Content == nil {
		f.Missing = p.Missing(PersonOf(s.Lead))
	}
	rows, err := tx.ListSuppressed(ctx, p.Campaign.Channel, []string{row.RecipientKey})
	if err != nil {
		return Verdict{}, err
	}
	if len(rows) > 0 {
		f.Suppressed = rows[0].Reason
	}
	met, err := p.Met(ctx, tx, []uuid.UUID{s.Lead.ID}, now)
	if err != nil {
		return Verdict{}, err
	}
	f.Contacts = met[s.Lead.ID]
	if f.InReview, err = InReview(ctx, tx, p.Campaign.Channel, row.RecipientKey); err != nil {
		return Verdict{}, err
	}
	with, err := tx.GetThread(ctx, &s.Lead.ID, p.Campaign.Channel)
	if err != nil && !tenant.IsNone(err) {
		return Verdict{}, err
	}
	return Decide(p.about(f, thread{with.Owner, moment(with.LastInboundAt)}, words), p.Policy, now), nil
}

// thread is what is known of the conversation with a lead on a channel.
type thread struct {
	owner string
	heard time.Time // when the lead wrote last; zero: never
}

// freeFor is how long after a person wrote WhatsApp lets words of one's own through.
const freeFor = 24 * time.Hour

// about adds to the facts what matters only where one person is written to: who speaks in the
// thread, and what WhatsApp lets through. What a campaign may say to all, its author knows.
func (p *Plan) about(f Facts, t thread, said content.Content) Facts {
	switch p.Campaign.Origin {
	case FromTest: // the thread is the lead's, and the lead is not written to
		t = thread{}
	case FromReply: // a person writes, who has read what is in review
		f.InReview = false
	}
	if p.Campaign.Origin == FromAutomation {
		f.Owner = t.owner
	}
	f.FreeText = p.Campaign.Channel == string(channel.WhatsApp) && p.Campaign.Origin != FromList && said.TemplateID == 0
	f.FreeUntil = f.AnswerUntil
	if !t.heard.IsZero() {
		f.FreeUntil = later(f.AnswerUntil, t.heard.Add(freeFor))
	}
	return f
}

// born puts a verdict on the row of a new target.
func born(row *db.InsertTargetParams, v Verdict, now time.Time) {
	row.Status, row.DueAt = Pending, &now
	switch v.Action {
	case Hold:
		row.Hold, row.DueAt = &v.Reason, &v.Until
	case Skip:
		row.Status, row.Reason, row.DueAt = Skipped, &v.Reason, nil
	case Expire:
		row.Status, row.Reason, row.DueAt = Expired, &v.Reason, nil
	}
}

// announce says what was decided on a new target, in its timeline and as a fact.
func announce(ctx context.Context, tx *tenant.Tx, c db.Campaign, t db.Target, v Verdict, now time.Time) error {
	if v.Action != Send {
		j := &judged{notes: db.InsertNotesParams{Kind: "decision"}}
		j.put(t.ID, v, now)
		if err := tx.InsertNotes(ctx, j.notes); err != nil {
			return err
		}
	}
	return Tell(ctx, tx, Told{Target: t.ID, Type: Reached(c.Channel, t.Status), Reason: v.Reason})
}
