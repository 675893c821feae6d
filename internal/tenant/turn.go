package tenant

import "context"

// turnLocks is the class of the advisory locks that TakeTurns takes.
const turnLocks = 7239403

// TakeTurns makes the tenant's transactions that name the same thing wait for each other: this one
// goes on when no other holds the name, and holds it until it ends.
func (t *Tx) TakeTurns(ctx context.Context, name string) error {
	_, err := t.tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1::integer, hashtext($2))", turnLocks, t.Actor.Tenant.String()+" "+name)
	return translate(err)
}
