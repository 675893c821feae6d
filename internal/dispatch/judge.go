package dispatch

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

// judged is a claimed page, sorted by what is to be done with each target.
type judged struct {
	sends []send
	holds db.HoldTargetsParams
	ends  db.EndTargetsParams
	notes db.InsertNotesParams
}

type send struct {
	row     db.ClaimTargetsRow
	facts   Facts
	message channel.Message
	trace   []Step
}

// judge decides on every claimed target and writes the message of those that are sent to. met are the
// contacts of their people, to which it adds.
func (d *Dispatcher) judge(plan *Plan, rows []db.ClaimTargetsRow, met map[uuid.UUID][]Contact, now time.Time) *judged {
	j := &judged{notes: db.InsertNotesParams{Kind: "decision"}}
	for _, row := range rows {
		words, err := plan.words(row.Content)
		f := plan.about(Facts{
			Deleted: row.DeletedAt != nil, Recipient: text(row.Recipient), Suppressed: row.Suppressed, InReview: row.InReview,
			Contacts: met[row.LeadID],
			Spent:    int(row.Spent), ExpiresAt: row.ExpiresAt, Zones: Zones(row.Zones), AnswerUntil: moment(row.AnswerUntil),
		}, thread{row.Owner, moment(row.LastInboundAt)}, words)
		var person content.Person
		if row.Content == nil {
			person = d.personOf(plan, row)
			f.Missing = plan.Missing(person)
		}
		v := Decide(f, plan.Policy, now)
		if v.Action != Send {
			j.put(row.ID, v, now)
			continue
		}
		if err == nil && row.Content == nil {
			words, err = plan.Template.Render(person)
		}
		if err != nil {
			v.Trace = append(v.Trace, Step{"content", "", "template_error"})
			j.put(row.ID, Verdict{Action: Skip, Reason: "template_error", Trace: v.Trace}, now)
			continue
		}
		m := message(words, row)
		if plan.leavable() {
			m = d.leavable(m, plan.Campaign.TenantID, row.ID)
		}
		j.sends = append(j.sends, send{row, f, m, v.Trace})
		if met != nil {
			met[row.LeadID] = append([]Contact{{now, true}}, met[row.LeadID]...)
		}
	}
	return j
}

// put records a decision that is not to send.
func (j *judged) put(target uuid.UUID, v Verdict, now time.Time) {
	body, _ := json.Marshal(v) // plain texts and times
	j.notes.TargetIds = append(j.notes.TargetIds, target)
	j.notes.Ats = append(j.notes.Ats, now)
	j.notes.Bodies = append(j.notes.Bodies, string(body))
	switch v.Action {
	case Hold:
		j.holds.Ids = append(j.holds.Ids, target)
		j.holds.Holds = append(j.holds.Holds, v.Reason)
		j.holds.Dues = append(j.holds.Dues, v.Until)
	case Skip:
		j.end(target, Skipped, v.Reason)
	case Expire:
		j.end(target, Expired, v.Reason)
	}
}

func (j *judged) end(target uuid.UUID, status, reason string) {
	j.ends.Ids = append(j.ends.Ids, target)
	j.ends.Statuses = append(j.ends.Statuses, status)
	j.ends.Reasons = append(j.ends.Reasons, reason)
}

func (j *judged) write(ctx context.Context, tx *tenant.Tx) error {
	if len(j.notes.TargetIds) == 0 {
		return nil
	}
	if err := tx.InsertNotes(ctx, j.notes); err != nil {
		return err
	}
	if len(j.holds.Ids) > 0 {
		if err := tx.HoldTargets(ctx, j.holds); err != nil {
			return err
		}
	}
	if len(j.ends.Ids) == 0 {
		return nil
	}
	if err := tx.EndTargets(ctx, j.ends); err != nil {
		return err
	}
	facts := make([]Told, len(j.ends.Ids))
	for i, id := range j.ends.Ids {
		facts[i] = Told{Target: id, Type: event.MessageSkipped, Reason: j.ends.Reasons[i]}
	}
	return Tell(ctx, tx, facts...)
}

func (d *Dispatcher) personOf(plan *Plan, r db.ClaimTargetsRow) content.Person {
	p := PersonOf(db.Lead{
		FirstName: r.FirstName, LastName: r.LastName, Company: r.Company,
		Email: r.Email, Phone: r.Phone, ExternalID: r.ExternalID, CustomFields: r.CustomFields,
	})
	p.UnsubscribeURL = d.Book.UnsubscribeURL(plan.Campaign.TenantID, r.ID)
	return p
}

// PersonOf is a lead as templates see it.
func PersonOf(l db.Lead) content.Person {
	return content.Person{
		FirstName: text(l.FirstName), LastName: text(l.LastName), Company: text(l.Company),
		Email: text(l.Email), Phone: text(l.Phone), ExternalID: text(l.ExternalID), CustomFields: l.CustomFields,
	}
}

func message(c content.Content, r db.ClaimTargetsRow) channel.Message {
	name := text(r.FirstName)
	if last := text(r.LastName); last != "" {
		name += " " + last
	}
	return channel.Message{
		To: text(r.Recipient), ToName: content.Line(name), Subject: c.Subject, Text: c.Body, HTML: c.HTML,
		TemplateID: c.TemplateID, Params: c.Params,
	}
}

// moment is a time that may be missing; zero when it is.
func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
