package tenant

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/binary"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
)

// Faults of requests that come under a key of their caller's.
var (
	// ErrInFlight: a request under the same Idempotency-Key has come and has not been answered yet.
	ErrInFlight = fault.New(fault.Conflict, "idempotency_in_flight", "A request under this Idempotency-Key is under way. Send it again in a second.")
	// ErrKeyReused: the Idempotency-Key has come before, with other values or to another address.
	ErrKeyReused = fault.New(fault.Invalid, "idempotency_key_reused", "Another request came under this Idempotency-Key. Take a new key for every new request.").
			Listing(fault.Violation{In: fault.Header, Name: "Idempotency-Key", Code: "idempotency_key_reused", Message: "Take a new key for every new request."})
)

// onceLocks is the class of the advisory locks of requests that are under way.
const onceLocks = 7239402

// Ask is a request that may come twice.
type Ask struct {
	Key         [32]byte // who asks, for which tenant and operation and under which word
	Fingerprint [32]byte // what is asked for: another one under the same key is refused
}

// Outcome is what becomes of what a request did, and of its answer.
type Outcome int

// Ways for a request to end.
const (
	Done    Outcome = iota // what it did stands, and its answer is kept
	Refused                // what it did is taken back, and its answer is kept
	Failed                 // what it did is taken back, and it may come again
)

// Once carries a request out unless it has been, in which case it returns the answer that was kept.
// All that work does by Tx and Read under its context is one transaction, which commits with the
// answer that work returns: both stand, or neither. Work must not touch the network: see law 3. It
// fails with ErrInFlight, ErrKeyReused, and as Tx does.
func (d *DB) Once(ctx context.Context, a Actor, q Ask, work func(context.Context) (answer string, o Outcome, err error)) (kept string, err error) {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return "", unavailable(err)
	}
	defer conn.Release()
	opened, err := open(ctx, conn.Conn(), a.Tenant, q)
	if err != nil {
		return "", translate(err)
	}
	defer undo(ctx, opened.tx)
	switch {
	case opened.fingerprint == text(q.Fingerprint):
		return opened.answer, nil
	case opened.fingerprint != "":
		return "", ErrKeyReused
	case !opened.mine:
		return "", ErrInFlight
	}
	answer, outcome, err := work(context.WithValue(ctx, jointKey{}, &joint{tx: opened.tx, tenant: a.Tenant}))
	if err != nil || outcome == Failed {
		return "", translate(err)
	}
	return "", translate(keep(ctx, opened.tx, a, q, answer, outcome))
}

// opening is a transaction that carries a request out, and what was found as it began.
type opening struct {
	tx                  pgx.Tx
	mine                bool   // nobody else is at this request
	fingerprint, answer string // of who was before; empty: nobody
}

// open begins a transaction, claims the request and looks for who was before, in one round trip.
// The claim comes first: whoever gets it sees what the one before has committed.
func open(ctx context.Context, conn *pgx.Conn, tenant uuid.UUID, q Ask) (o opening, err error) {
	b := naming(tenant)
	b.Queue("SELECT pg_try_advisory_xact_lock($1::integer, $2::integer)", onceLocks, int32(binary.BigEndian.Uint32(q.Key[:]))).
		QueryRow(func(row pgx.Row) error { return row.Scan(&o.mine) })
	b.Queue("SELECT fingerprint, answer FROM idempotency_keys WHERE tenant_id = current_tenant() AND key = $1", text(q.Key)).
		QueryRow(func(row pgx.Row) error {
			if err := row.Scan(&o.fingerprint, &o.answer); !IsNone(err) {
				return err
			}
			return nil
		})
	b.Queue("SAVEPOINT request")
	o.tx, err = begin(ctx, conn, b)
	return o, err
}

// keep commits an answer, and with it what the request did unless that is taken back, and that the
// actor called.
func keep(ctx context.Context, tx pgx.Tx, a Actor, q Ask, answer string, o Outcome) error {
	if o == Refused {
		if _, err := tx.Exec(ctx, "ROLLBACK TO SAVEPOINT request"); err != nil {
			return err
		}
	}
	b := &pgx.Batch{}
	b.Queue("INSERT INTO idempotency_keys (tenant_id, key, fingerprint, answer) VALUES (current_tenant(), $1, $2, $3)",
		text(q.Key), text(q.Fingerprint), answer)
	return commit(ctx, tx, a, b)
}

// undo takes a transaction back unless it has ended.
func undo(ctx context.Context, tx pgx.Tx) {
	if c := tx.Conn(); !c.IsClosed() && c.PgConn().TxStatus() != 'I' {
		_ = tx.Rollback(context.WithoutCancel(ctx))
	}
}

// joint is the transaction of a whole request.
type joint struct {
	tx     pgx.Tx
	tenant uuid.UUID // that is named; whoever names another names this one again
	used   bool      // something was asked since it began
	parts  int
}

type jointKey struct{}

// joined is the transaction that a context belongs to; nil when there is none.
func joined(ctx context.Context) *joint { j, _ := ctx.Value(jointKey{}).(*joint); return j }

// do is Tx within the request's transaction: what work did is taken back when it fails, and nothing
// else is. The first part needs no savepoint of its own.
func (j *joint) do(ctx context.Context, t *Tx, work func(*Tx) error) error {
	outer, savepoint := j.tenant, "request"
	if j.used || t.Actor.Tenant != outer {
		j.parts++
		savepoint = "part_" + strconv.Itoa(j.parts)
		b := &pgx.Batch{}
		b.Queue(setTenant, t.Actor.Tenant.String())
		b.Queue("SAVEPOINT " + savepoint)
		if err := j.tx.SendBatch(ctx, b).Close(); err != nil {
			return err
		}
	}
	j.used, j.tenant, t.Queries, t.tx = true, t.Actor.Tenant, db.New(j.tx), j.tx
	defer func() { j.tenant = outer }()
	err := work(t)
	if err == nil && outer == uuid.Nil { // the tenant is new, and the call the first in its audit log
		err = noted(ctx, j.tx, t.Actor)
	}
	if err != nil {
		_, _ = j.tx.Exec(ctx, "ROLLBACK TO SAVEPOINT "+savepoint) // without it nothing more is done, nor kept
	}
	if outer != t.Actor.Tenant {
		_, back := j.tx.Exec(ctx, setTenant, outer.String())
		err = cmp.Or(err, back)
	}
	return err
}

// SendBatch sends a single read, which names a tenant, and names the own one after it.
func (j *joint) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	j.used = true
	b.Queue(setTenant, j.tenant.String())
	return j.tx.SendBatch(ctx, b)
}

// forgetPage is how many answers one transaction forgets.
const forgetPage = 1000

// ForgetAnswers forgets the answers of a tenant that have been kept for a day.
func (d *DB) ForgetAnswers(ctx context.Context, a Actor) error {
	return d.Pages(ctx, a, forgetPage, func(tx *Tx) (int64, error) { return tx.DeleteOldAnswers(ctx, forgetPage) })
}

// text is a hash as it stands in the table.
func text(hash [32]byte) string { return base64.RawURLEncoding.EncodeToString(hash[:]) }
