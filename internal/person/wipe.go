package person

import (
	"context"
	"encoding/json"
	"math"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/intake"
	"github.com/carillonhq/carillon/internal/tenant"
)

// wipe takes a lead out of every table that may hold something of it. words are the person's
// addresses, in every spelling that is known. A table that comes to hold something of people gets a
// line here. What reads the log's way to it, the outbox, comes first: what is numbered meanwhile is
// found in the log.
func (r *Room) wipe(ctx context.Context, tx *tenant.Tx, id uuid.UUID, words []string) error {
	of := func(erase func(context.Context, uuid.UUID) error) func() error {
		return func() error { return erase(ctx, id) }
	}
	about := func(erase func(context.Context, *uuid.UUID) error) func() error {
		return func() error { return erase(ctx, &id) }
	}
	for _, step := range []func() error{
		of(tx.EraseLead), of(tx.EraseLeadTags), of(tx.EraseListMembers),
		of(tx.EraseTargets), of(tx.EraseAttempts), of(tx.EraseNotes),
		func() error { return tx.EraseCallbacks(ctx, &id, inBodies(words)) },
		func() error { return tx.EraseConversations(ctx, &id, words) },
		func() error { return tx.EraseSuppressions(ctx, words) },
		func() error { return tx.EraseConsents(ctx, id, words) },
		func() error { return tx.EraseReviews(ctx, &id, words) },
		about(tx.EraseTasks), about(tx.EraseRuns),
		func() error { return r.wipeOutbox(ctx, tx, id) },
		func() error { return r.wipeLog(ctx, tx, id) },
		about(tx.EraseEventKeys), about(tx.EraseWebhookAnswers),
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// wipeAgain is wipe for who was erased: the addresses are not known any more.
func (r *Room) wipeAgain(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	if err := unsend(ctx, tx, id); err != nil {
		return err
	}
	if err := r.wipe(ctx, tx, id, []string{}); err != nil {
		return err
	}
	return tx.SetErasureWiped(ctx, db.SetErasureWipedParams{LeadID: id, ForSeconds: lateness.Seconds(), AgainSeconds: later.Seconds()})
}

// inBodies are addresses as providers spell them: numbers with and without their plus.
func inBodies(addresses []string) []string {
	all := []string{}
	for _, address := range addresses {
		all = append(all, strings.TrimPrefix(address, "+"))
	}
	return all
}

// wipeOutbox takes what is personal out of a lead's facts that are on their way to the log.
func (r *Room) wipeOutbox(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	for after, found := int64(0), page; found == page; {
		facts, err := tx.ListUnnumberedOf(ctx, db.ListUnnumberedOfParams{LeadID: &id, After: after, Page: page})
		if err != nil || len(facts) == 0 {
			return err
		}
		var bare db.EraseUnnumberedParams
		for _, f := range facts {
			data, previous := r.bare(f.Type, f.Data), r.bare(f.Type, f.Previous)
			bare.Ordinals, bare.Datas, bare.Previouses = append(bare.Ordinals, f.Ordinal), append(bare.Datas, data), append(bare.Previouses, previous)
			after = f.Ordinal
		}
		if err := tx.EraseUnnumbered(ctx, bare); err != nil {
			return err
		}
		found = len(facts)
	}
	return nil
}

// wipeLog takes what is personal out of a lead's facts in the log.
func (r *Room) wipeLog(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	for before, found := int64(math.MaxInt64), page; found == page; {
		facts, err := tx.ListEventsOfLead(ctx, db.ListEventsOfLeadParams{LeadID: id, BeforeSeq: before, Page: page})
		if err != nil || len(facts) == 0 {
			return err
		}
		var bare db.EraseEventsParams
		for _, f := range facts {
			data, previous := r.bare(f.Type, f.Data), r.bare(f.Type, f.Previous)
			bare.Ids, bare.Datas, bare.Previouses = append(bare.Ids, f.ID), append(bare.Datas, data), append(bare.Previouses, previous)
			before = f.Seq
		}
		if err := tx.EraseEvents(ctx, bare); err != nil {
			return err
		}
		found = len(facts)
	}
	return nil
}

// bare is a fact's JSON object in which what the contract calls personal is empty, or, of a type that
// it does not know, one without fields; nothing stays nothing.
func (r *Room) bare(of string, raw []byte) string {
	if raw == nil {
		return ""
	}
	fields := map[string]any{}
	_ = json.Unmarshal(raw, &fields) // an object, as every fact's data
	known := r.Facts[of]
	if known == nil {
		return "{}"
	}
	for name, value := range fields {
		if known.Personal(name) {
			fields[name] = empty(value)
		}
	}
	text, _ := json.Marshal(fields)
	return string(text)
}

// empty is the value of a kind that says nothing.
func empty(value any) any {
	switch value.(type) {
	case string:
		return ""
	case []any:
		return []any{}
	case map[string]any:
		return map[string]any{}
	}
	return nil
}

// takeBack deletes the files in which the person may stand: exports that are made, or in the
// making, and what is left of imports.
func takeBack(ctx context.Context, tx *tenant.Tx) error {
	if err := tx.EraseExports(ctx); err != nil {
		return err
	}
	if err := tx.EraseExportChunks(ctx); err != nil {
		return err
	}
	return intake.TakeBack(ctx, tx)
}
