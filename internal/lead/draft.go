package lead

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// work is a call of Bulk.
type work struct {
	mode    Mode
	rules   rules
	holders map[contact]*draft
	erased  map[string]bool // addresses that nobody may have
	drafts  []*draft
}

// draft is a lead as it was and as it will be.
type draft struct {
	before, after Lead
	isNew, listed bool
}

// contact is one of the four that tell leads apart.
type contact struct{ kind, value string }

// contacts are a lead's, the one that names it first.
func contacts(l db.Lead) []contact {
	var all []contact
	if l.ID != uuid.Nil {
		all = append(all, contact{"id", l.ID.String()})
	}
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

// carry carries rows out on drafts of the leads that are loaded for them.
func (w *work) carry(tx *tenant.Tx, rows []Row, load func(named []db.Lead) error) ([]Result, error) {
	named, results := make([]db.Lead, len(rows)), make([]Result, len(rows))
	for i, r := range rows {
		named[i].ID = r.id
		r.Edit(&named[i])
		results[i].Refused = w.rules.normalise(&named[i])
	}
	if err := load(named); err != nil {
		return nil, err
	}
	for i, r := range rows {
		if results[i].Refused == nil {
			results[i] = w.place(tx, r, named[i])
		}
		if results[i].Refused != nil {
			results[i] = Result{Outcome: Refused, Refused: results[i].Refused}
		}
	}
	return results, nil
}

// load locks the leads that hold a contact of any row, and finds the contacts of who was erased.
func (w *work) load(ctx context.Context, tx *tenant.Tx, named []db.Lead) error {
	values := valuesOf(named)
	var ids []uuid.UUID
	for _, l := range named {
		ids = append(ids, l.ID)
	}
	rows, err := tx.Afresh().LockLeadsWithContacts(ctx, db.LockLeadsWithContactsParams{
		Ids: ids, ExternalIds: values["external_id"], EmailKeys: values["email"], Phones: values["phone"], Page: int32(4 * len(named)),
	})
	if err != nil {
		return err
	}
	leads, err := WithTags(ctx, tx.Afresh(), rows)
	for _, l := range leads {
		w.hold(&draft{before: l, after: l})
	}
	if err != nil {
		return err
	}
	w.erased, err = Erased(ctx, tx, slices.Concat(values["email"], values["phone"])...)
	return err
}

// valuesOf are the contacts of leads, by kind.
func valuesOf(leads []db.Lead) map[string][]string {
	values := map[string][]string{}
	for _, l := range leads {
		for _, c := range contacts(l) {
			values[c.kind] = append(values[c.kind], c.value)
		}
	}
	return values
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
func (w *work) place(tx *tenant.Tx, r Row, named db.Lead) Result {
	d, err := w.meant(tx, r, named)
	if err != nil {
		return Result{Refused: err}
	}
	after, err := w.rules.with(d.after, r)
	if err == nil {
		err = cmp.Or(erasedOf(after.Lead, w.erased), w.refuseHeld(d, after.Lead))
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

// meant is the draft that a row is about.
func (w *work) meant(tx *tenant.Tx, r Row, named db.Lead) (*draft, error) {
	names := contacts(named)
	if len(names) == 0 {
		return nil, errUnreachable
	}
	d := w.holders[names[0]]
	switch {
	case d == nil && w.mode == ModeUpdate:
		return nil, tenant.ErrNotFound
	case d == nil || w.mode == ModeCreate:
		return &draft{isNew: true, after: Lead{Lead: db.Lead{ID: uuid.Must(uuid.NewV7()), Status: "new", CustomFields: []byte("{}")}}}, nil
	case r.id != uuid.Nil:
		return d, tx.Match(d.before.Version)
	}
	return d, nil
}

// with is a lead as a row makes it.
func (r rules) with(l Lead, said Row) (Lead, error) {
	if said.Written {
		said.Custom = r.read(said.Custom)
	}
	if err := r.check(said.Custom); err != nil {
		return l, err
	}
	custom := customOf(l.Lead)
	maps.Copy(custom, said.Custom)
	said.Edit(&l.Lead)
	if err := r.normalise(&l.Lead); err != nil {
		return l, err
	}
	if l.Email == nil && l.Phone == nil && l.ExternalID == nil {
		return l, errUnreachable
	}
	return l, l.carry(said.Tags, custom)
}

// carry puts more tags on a lead and gives it its custom fields, of which those that are null are none.
func (l *Lead) carry(tags []string, custom map[string]any) error {
	l.Tags = slices.Compact(slices.Sorted(slices.Values(slices.Concat(l.Tags, tags))))
	if len(l.Tags) > MaxTags {
		return ErrTooManyTags
	}
	maps.DeleteFunc(custom, func(_ string, v any) bool { return v == nil })
	if len(custom) > MaxFields {
		return ErrTooManyFields
	}
	if ambiguous(custom) {
		return ErrFieldTwice
	}
	var err error
	l.CustomFields, err = json.Marshal(custom)
	return err
}

// ambiguous says whether names of fields differ only in case, which many who read JSON do not tell apart.
func ambiguous(custom map[string]any) bool {
	folded := map[string]bool{}
	for name := range custom {
		folded[strings.ToLower(strings.ToUpper(name))] = true
	}
	return len(folded) < len(custom)
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

// store writes what the drafts have become, and tells of it.
func (w *work) store(ctx context.Context, tx *tenant.Tx) error {
	var made, edited []Lead
	var told []event.Fact
	for _, d := range w.drafts {
		what := facts(d.before, d.after)
		switch {
		case d.isNew:
			made, told = append(made, d.after), append(told, created(d.after.Lead, d.after.Tags))
		case len(what) > 0:
			edited, told = append(edited, d.after), append(told, what...)
		}
	}
	if len(made) > 0 {
		if err := tx.InsertLeads(ctx, columns(made)); err != nil {
			return err
		}
	}
	if len(edited) > 0 {
		if err := tx.Afresh().UpdateLeads(ctx, db.UpdateLeadsParams(columns(edited))); err != nil {
			return err
		}
	}
	if err := label(ctx, tx, slices.Concat(made, edited)); err != nil {
		return err
	}
	var rows []db.Lead
	for _, l := range slices.Concat(made, edited) {
		rows = append(rows, l.Lead)
	}
	if err := refuseErased(ctx, tx, rows...); err != nil {
		return err
	}
	return tx.Emit(ctx, told...)
}

// label puts their tags on leads.
func label(ctx context.Context, tx *tenant.Tx, leads []Lead) error {
	var ids []uuid.UUID
	var tags []string
	for _, l := range leads {
		for _, tag := range l.Tags {
			ids, tags = append(ids, l.ID), append(tags, tag)
		}
	}
	if len(tags) == 0 {
		return nil
	}
	return tx.InsertTagsOfLeads(ctx, ids, tags)
}

// columns are leads as arrays, in which an empty text is none.
func columns(leads []Lead) db.InsertLeadsParams {
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
