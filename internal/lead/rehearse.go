package lead

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Rehearse is what Bulk would come to, after all that was rehearsed under the same id before. No lead
// is made nor changed. It fails as Bulk does.
func Rehearse(ctx context.Context, tx *tenant.Tx, rehearsal uuid.UUID, mode Mode, rows []Row) ([]Result, error) {
	held, err := rulesOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	w := work{mode: mode, rules: held, holders: map[contact]*draft{}}
	results, err := w.carry(tx, rows, func(named []db.Lead) error { return w.recall(ctx, tx, rehearsal, named) })
	if err != nil {
		return nil, err
	}
	return results, w.keep(ctx, tx, rehearsal)
}

// recall loads leads as they would be by now.
func (w *work) recall(ctx context.Context, tx *tenant.Tx, rehearsal uuid.UUID, named []db.Lead) error {
	if err := w.load(ctx, tx, named); err != nil {
		return err
	}
	values := valuesOf(named)
	stored := map[uuid.UUID]*draft{}
	for _, d := range w.drafts {
		stored[d.after.ID] = d
	}
	kept, err := tx.Afresh().ListRehearsed(ctx, db.ListRehearsedParams{
		ImportID: rehearsal, LeadIds: slices.Collect(maps.Keys(stored)),
		ExternalIds: values["external_id"], EmailKeys: values["email"], Phones: values["phone"],
	})
	if err != nil {
		return err
	}
	var now []*draft
	for _, raw := range kept {
		var l Lead
		if err := json.Unmarshal(raw, &l); err != nil {
			return err
		}
		w.release(stored[l.ID])
		now = append(now, &draft{before: l, after: l})
	}
	for _, d := range now {
		w.hold(d)
	}
	return nil
}

// release forgets what a lead was.
func (w *work) release(old *draft) {
	if old == nil {
		return
	}
	maps.DeleteFunc(w.holders, func(_ contact, d *draft) bool { return d == old })
	w.drafts = slices.DeleteFunc(w.drafts, func(d *draft) bool { return d == old })
}

// keep writes down what the drafts have become.
func (w *work) keep(ctx context.Context, tx *tenant.Tx, rehearsal uuid.UUID) error {
	var changed []Lead
	kept := db.PutRehearsedParams{ImportID: rehearsal}
	for _, d := range w.drafts {
		if !d.isNew && len(facts(d.before, d.after)) == 0 {
			continue
		}
		raw, err := json.Marshal(d.after)
		if err != nil {
			return err
		}
		changed, kept.Leads = append(changed, d.after), append(kept.Leads, string(raw))
	}
	c := columns(changed)
	kept.LeadIds, kept.ExternalIds, kept.EmailKeys, kept.Phones = c.Ids, c.ExternalIds, c.EmailKeys, c.Phones
	return tx.PutRehearsed(ctx, kept)
}
