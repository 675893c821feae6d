package lead

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Mode says what becomes of rows whose lead is there, and of those whose lead is not.
type Mode string

// The modes.
const (
	ModeCreate Mode = "create" // a lead that is there is in the way
	ModeUpdate Mode = "update" // a lead that is not there is not found
	ModeUpsert Mode = "upsert" // there it is changed, else made
)

// Row is what is said of one person. What it does not name stays as it is.
type Row struct {
	Edit   func(*db.Lead) // sets fields, in whatever spelling
	Custom map[string]any // merged key by key; nil takes a key away
	Tags   []string       // put on
}

// Result is what became of a row.
type Result struct {
	ID      uuid.UUID // of the lead; zero when refused
	Outcome Outcome
	Refused error // a fault, as Create and Change have it; nil when it was not refused
}

// Outcome is how a row ended.
type Outcome string

// The outcomes.
const (
	Created   Outcome = "created"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
	Refused   Outcome = "refused"
)

// Bulk makes and changes many leads, row after row as if each came by itself, in a fixed number of
// statements. A row means the lead that has its external_id, without one its email, without that its
// phone. A contact that a lead gives up in a call stays its own until the call is over. It fails as a
// whole only where no row is to blame; tenant.ErrBusy when another call made one of the leads meanwhile.
func Bulk(ctx context.Context, tx *tenant.Tx, mode Mode, rows []Row) ([]Result, error) {
	w := work{mode: mode, holders: map[contact]*draft{}}
	named, results := make([]db.Lead, len(rows)), make([]Result, len(rows))
	for i, r := range rows {
		r.Edit(&named[i])
		results[i].Refused = normalise(&named[i])
	}
	if err := w.load(ctx, tx, named); err != nil {
		return nil, err
	}
	for i, r := range rows {
		if results[i].Refused == nil {
			results[i] = w.place(r, named[i])
		}
		if results[i].Refused != nil {
			results[i] = Result{Outcome: Refused, Refused: results[i].Refused}
		}
	}
	err := w.store(ctx, tx)
	if errors.Is(err, errIDTaken) || errors.Is(err, errEmailTaken) || errors.Is(err, errPhoneTaken) {
		err = tenant.ErrBusy
	}
	return results, err
}

// Upsert makes or changes the lead that has an external_id, and is that lead as it is now. Calls with the
// same one take turns. It fails as Bulk does, and with what the row was refused for.
func Upsert(ctx context.Context, tx *tenant.Tx, externalID string, r Row) (Lead, Outcome, error) {
	if err := tx.TakeTurns(ctx, "external_id "+externalID); err != nil {
		return Lead{}, Refused, err
	}
	edit := r.Edit
	r.Edit = func(l *db.Lead) {
		edit(l)
		l.ExternalID = &externalID
	}
	results, err := Bulk(ctx, tx, ModeUpsert, []Row{r})
	if err == nil {
		err = results[0].Refused
	}
	if err != nil {
		return Lead{}, Refused, err
	}
	row, err := tx.GetLead(ctx, results[0].ID)
	now, err := read(ctx, tx, row, err)
	return now, results[0].Outcome, err
}

// work is a call of Bulk.
type work struct {
	mode    Mode
	holders map[contact]*draft
	drafts  []*draft
}

// draft is a lead as it was and as it will be.
type draft struct {
	before, after Lead
	isNew, listed bool
}

// contact is one of the three that tell leads apart.
type contact struct{ kind, value string }

// contacts are a lead's, the one that names it first.
func contacts(l db.Lead) []contact {
	var all []contact
	for _, c := range []struct {
		kind  string
		value *string
	}{{"external_id", l.ExternalID}, {"email", l.EmailKey}, {"phone", l.Phone}} {
		if c.value != nil {
			all = append(all, contact{c.kind, *c.value})
		}
	}
	return all
}

// load locks the leads that hold a contact of any row.
func (w *work) load(ctx context.Context, tx *tenant.Tx, named []db.Lead) error {
	values := map[string][]string{}
	for _, l := range named {
		for _, c := range contacts(l) {
			values[c.kind] = append(values[c.kind], c.value)
		}
	}
	rows, err := tx.LockLeadsWithContacts(ctx, db.LockLeadsWithContactsParams{
		ExternalIds: values["external_id"], EmailKeys: values["email"], Phones: values["phone"], Page: int32(3*len(named)) + 1,
	})
	if err != nil {
		return err
	}
	leads, err := WithTags(ctx, tx.Queries, rows)
	for _, l := range leads {
		w.hold(&draft{before: l, after: l})
	}
	return err
}

func (w *work) hold(d *draft) {
	for _, c := range contacts(d.after.Lead) {
		w.holders[c] = d
	}
	if !d.listed {
		w.drafts, d.listed = append(w.drafts, d), true
	}
}

// place carries a row out on the drafts.
func (w *work) place(r Row, named db.Lead) Result {
	d := w.holders[contacts(named)[0]]
	switch {
	case d == nil && w.mode == ModeUpdate:
		return Result{Refused: tenant.ErrNotFound}
	case d == nil || w.mode == ModeCreate:
		d = &draft{isNew: true, after: Lead{Lead: db.Lead{ID: uuid.Must(uuid.NewV7()), Status: "new", CustomFields: []byte("{}")}}}
	}
	after, err := d.after.with(r)
	if err == nil {
		err = w.refuseHeld(d, after.Lead)
	}
	if err != nil {
		return Result{Refused: err}
	}
	outcome := Updated
	switch {
	case !d.listed && d.isNew:
		outcome = Created
	case len(facts(d.after, after)) == 0:
		outcome = Unchanged
	}
	d.after = after
	w.hold(d)
	return Result{ID: after.ID, Outcome: outcome}
}

// with is the lead as a row makes it.
func (l Lead) with(r Row) (Lead, error) {
	custom := customOf(l.Lead)
	maps.Copy(custom, r.Custom)
	r.Edit(&l.Lead)
	l.Tags = slices.Compact(slices.Sorted(slices.Values(slices.Concat(l.Tags, r.Tags))))
	if len(l.Tags) > MaxTags {
		return l, ErrTooManyTags
	}
	return l, shape(&l.Lead, custom)
}

// refuseHeld names the lead that holds a contact, unless it is this one.
func (w *work) refuseHeld(d *draft, l db.Lead) error {
	taken := map[string]*fault.Fault{"external_id": errIDTaken, "email": errEmailTaken, "phone": errPhoneTaken}
	for _, c := range contacts(l) {
		if holder := w.holders[c]; holder != nil && holder != d {
			return taken[c.kind].With("existing_id", holder.after.ID)
		}
	}
	return nil
}

// facts are what a lead's change is told as.
func facts(before, after Lead) []event.Fact {
	return slices.Concat(changed(before.Lead, after.Lead), retagged(after.Lead, before.Tags, after.Tags))
}

// store writes what the drafts have become.
func (w *work) store(ctx context.Context, tx *tenant.Tx) error {
	var made, edited []db.Lead
	var ids []uuid.UUID
	var tags []string
	var told []event.Fact
	for _, d := range w.drafts {
		what := facts(d.before, d.after)
		switch {
		case d.isNew:
			made, told = append(made, d.after.Lead), append(told, created(d.after.Lead, d.after.Tags))
		case len(what) > 0:
			edited, told = append(edited, d.after.Lead), append(told, what...)
		default:
			continue
		}
		for _, tag := range d.after.Tags {
			ids, tags = append(ids, d.after.ID), append(tags, tag)
		}
	}
	err := tx.InsertLeads(ctx, columns(made))
	if err == nil {
		err = tx.UpdateLeads(ctx, db.UpdateLeadsParams(columns(edited)))
	}
	if err == nil {
		err = tx.InsertTagsOfLeads(ctx, ids, tags)
	}
	if err != nil {
		return err
	}
	return tx.Emit(ctx, told...)
}

// columns are leads as arrays, in which an empty text is none.
func columns(leads []db.Lead) db.InsertLeadsParams {
	var c db.InsertLeadsParams
	text := func(value *string) string {
		if value == nil {
			return ""
		}
		return *value
	}
	for _, l := range leads {
		c.Ids = append(c.Ids, l.ID)
		c.ExternalIds = append(c.ExternalIds, text(l.ExternalID))
		c.Emails = append(c.Emails, text(l.Email))
		c.EmailKeys = append(c.EmailKeys, text(l.EmailKey))
		c.Phones = append(c.Phones, text(l.Phone))
		c.FirstNames = append(c.FirstNames, text(l.FirstName))
		c.LastNames = append(c.LastNames, text(l.LastName))
		c.Companies = append(c.Companies, text(l.Company))
		c.Timezones = append(c.Timezones, text(l.Timezone))
		c.Statuses = append(c.Statuses, l.Status)
		c.CustomFields = append(c.CustomFields, string(l.CustomFields))
	}
	return c
}
