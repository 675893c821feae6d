package tenant

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Call is a request that may change something, for the audit log. The transaction of its effect
// notes it as it commits, so that neither is there without the other.
type Call struct {
	Operation string
	Object    uuid.UUID // that the path names; zero: none
	Status    int       // with which it is answered, as far as is known
	Code      string    // of its problem; empty: none
	noted     int       // the status under which it stands in the inbox; 0: it does not yet
}

// Noted says whether the call stands in the audit log's inbox as it ended.
func (c *Call) Noted() bool { return c.noted == c.Status }

// A call whose end turned out to be another than its first transaction thought is one row still,
// unless it was sealed in between.
const noteCall = `
	INSERT INTO audit_inbox (tenant_id, request, operation, actor, role, key_id, address, object_id, status, code)
	VALUES (current_tenant(), $1, $2, $3, nullif($4, ''), nullif($5, $9::uuid), nullif($6, ''), nullif($7, $9::uuid), $8, nullif($10, ''))
	ON CONFLICT (tenant_id, request) DO UPDATE SET status = excluded.status, code = excluded.code`

// note is what noteCall takes.
func (a Actor) note() []any {
	address := ""
	if a.Address.IsValid() {
		address = a.Address.String()
	}
	return []any{a.Request, a.Call.Operation, a.Name, a.Role, a.Key, address, a.Call.Object, a.Call.Status, uuid.Nil, a.Call.Code}
}

// Note puts the actor's call into the audit log's inbox by itself: one that had no effect, or whose
// end is another than its transaction thought.
func (d *DB) Note(ctx context.Context, a Actor) error {
	_, err := single{d.pool, a.Tenant}.Exec(ctx, noteCall, a.note()...)
	if err == nil {
		a.Call.noted = a.Call.Status
	}
	return err
}

// commit sends a batch that ends a transaction, and before that notes the call whose effect it is, in
// one round trip. Where there is no tenant there is no audit log.
func commit(ctx context.Context, tx pgx.Tx, a Actor, b *pgx.Batch) error {
	notes := a.Call != nil && a.Call.noted == 0 && a.Tenant != uuid.Nil
	if notes {
		b.Queue(noteCall, a.note()...)
	}
	b.Queue("COMMIT").Exec(func(tag pgconn.CommandTag) error {
		if tag.String() == "ROLLBACK" { // a statement had failed, and nobody minded
			return pgx.ErrTxCommitRollback
		}
		return nil
	})
	if err := tx.Conn().SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if notes {
		a.Call.noted = a.Call.Status
	}
	return nil
}

// noted notes a call in a transaction that goes on, as its actor's tenant, which must be named.
func noted(ctx context.Context, tx pgx.Tx, a Actor) error {
	if a.Call == nil || a.Call.noted != 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, noteCall, a.note()...); err != nil {
		return err
	}
	a.Call.noted = a.Call.Status
	return nil
}
