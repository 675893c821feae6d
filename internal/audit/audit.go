// Package audit is the room of the audit log: what was asked of a tenant and by whom, and what came
// of it, each entry chained to the one before by its hash. Requests only leave a row in an inbox;
// Seal appends, so that a chain costs no request anything. Verify finds what was done to a chain, and
// anchors that left the database find what was done to its end.
package audit

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Room seals and verifies. It is safe for concurrent use; any number of processes may run one.
type Room struct {
	DB    *tenant.DB
	Keys  *secret.Keyring // signs anchors
	Facts map[string]*contract.Event
}

// page is how many calls, and how many facts, one transaction appends.
const page = 500

// Seal appends to a tenant's chain what is in the inbox and what the event log has since, until both
// are empty. It does nothing while another seals.
func (r *Room) Seal(ctx context.Context, a tenant.Actor) error {
	for more := true; more && !tenant.Over(ctx); {
		err := r.DB.Tx(ctx, a, func(tx *tenant.Tx) (err error) {
			more, err = r.seal(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// seal appends a page; false when nothing is left, or when another seals.
func (r *Room) seal(ctx context.Context, tx *tenant.Tx) (more bool, err error) {
	if err := tx.InsertAuditChain(ctx, genesis(tx.Actor.Tenant)); err != nil {
		return false, err
	}
	head, err := tx.LockAuditChain(ctx)
	if err != nil {
		return false, unless(err)
	}
	calls, err := tx.TakeAuditCalls(ctx, page)
	if err != nil {
		return false, err
	}
	facts, end, last, err := unsealed(ctx, tx, head.EventSeq)
	if err != nil || len(calls) == 0 && end == head.EventSeq {
		return false, err
	}
	entries, err := r.entries(ctx, tx, calls, facts)
	if err != nil {
		return false, err
	}
	head.Seq, head.Hash = link(head, entries)
	if err := tx.InsertAuditEntries(ctx, columns(entries)); err != nil {
		return false, err
	}
	err = tx.UpdateAuditChain(ctx, db.UpdateAuditChainParams{Seq: head.Seq, Hash: head.Hash, EventSeq: end})
	return len(calls) == page || end < last, err
}

// unless makes nothing of an error that says that there is nothing.
func unless(err error) error {
	if tenant.IsNone(err) {
		return nil
	}
	return err
}

// unsealed is a page of the facts after a number, the number up to which it reaches, and the last
// there is.
func unsealed(ctx context.Context, tx *tenant.Tx, after int64) (facts []db.Event, end, last int64, err error) {
	if last, err = tx.GetLogEnd(ctx); err != nil {
		return nil, after, after, unless(err)
	}
	if last <= after {
		return nil, after, last, nil
	}
	end = min(after+page, last)
	facts, err = tx.ListFactsToAudit(ctx, after, int32(end-after)) // what was numbered since is the next page's
	return facts, end, last, err
}

// entries are calls and facts as the log has them, in the order of their instants; not linked yet.
func (r *Room) entries(ctx context.Context, tx *tenant.Tx, calls []db.AuditInbox, facts []db.Event) ([]db.AuditEntry, error) {
	salts, err := saltsOf(ctx, tx, facts)
	if err != nil {
		return nil, err
	}
	var all []db.AuditEntry
	for _, c := range calls {
		all = append(all, ofCall(c))
	}
	for _, f := range facts {
		e, err := r.ofFact(f, salts)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b db.AuditEntry) int { return a.At.Compare(b.At) })
	return all, nil
}

func ofCall(c db.AuditInbox) db.AuditEntry {
	return db.AuditEntry{
		At: c.At, Kind: "call", Action: c.Operation, Actor: c.Actor, Role: c.Role, KeyID: c.KeyID, Request: &c.Request,
		Address: c.Address, Status: &c.Status, Code: c.Code, ObjectID: c.ObjectID,
	}
}

func (r *Room) ofFact(f db.Event, salts map[uuid.UUID][]byte) (e db.AuditEntry, err error) {
	e = db.AuditEntry{
		At: f.CreatedAt, Kind: "fact", Action: f.Type, Actor: f.Actor, Request: f.Request,
		ObjectType: &f.ObjectType, ObjectID: &f.ObjectID, LeadID: f.LeadID, EventID: &f.ID,
	}
	salt, known := salts[or(f.LeadID)], r.Facts[f.Type]
	if e.Data, err = disguise(f.Data, known, salt); err == nil {
		e.Previous, err = disguise(f.Previous, known, salt)
	}
	return e, err
}

// columns are entries as the query takes them.
func columns(entries []db.AuditEntry) (p db.InsertAuditEntriesParams) {
	for _, e := range entries {
		p.Seqs, p.Ats, p.Kinds = append(p.Seqs, e.Seq), append(p.Ats, e.At), append(p.Kinds, e.Kind)
		p.Actions, p.Actors = append(p.Actions, e.Action), append(p.Actors, e.Actor)
		p.Roles, p.KeyIds = append(p.Roles, or(e.Role)), append(p.KeyIds, or(e.KeyID))
		p.Requests, p.Addresses = append(p.Requests, or(e.Request)), append(p.Addresses, or(e.Address))
		p.Statuses, p.Codes = append(p.Statuses, or(e.Status)), append(p.Codes, or(e.Code))
		p.ObjectTypes, p.ObjectIds = append(p.ObjectTypes, or(e.ObjectType)), append(p.ObjectIds, or(e.ObjectID))
		p.LeadIds, p.EventIds = append(p.LeadIds, or(e.LeadID)), append(p.EventIds, or(e.EventID))
		p.Datas, p.Previouses = append(p.Datas, string(e.Data)), append(p.Previouses, string(e.Previous))
		p.PreviousHashes, p.Hashes = append(p.PreviousHashes, e.PreviousHash), append(p.Hashes, e.Hash)
	}
	return p
}

// or is a value, or without one its zero.
func or[T any](v *T) (zero T) {
	if v == nil {
		return zero
	}
	return *v
}
