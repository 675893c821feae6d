package connection

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Signed is a keyring that signs with the installation's own key, which the first start makes. It
// fails when the master that sealed the key is not listed: a master is missed before it is needed.
func Signed(ctx context.Context, d *tenant.DB, keys *secret.Keyring) (*secret.Keyring, error) {
	token, err := signingKey(ctx, d, keys)
	if err != nil {
		return nil, err
	}
	return keys.WithSigningKey(token)
}

func signingKey(ctx context.Context, d *tenant.DB, keys *secret.Keyring) (string, error) {
	fresh, err := keys.NewSigningKey()
	if err != nil {
		return "", err
	}
	token, err := d.SigningKey(ctx, fresh)
	if err != nil {
		return "", fmt.Errorf("read the signing key, for which \"carillon migrate up\" must have run: %w", err)
	}
	return token, nil
}

// Rotation seals everything stored under the first master key, while the service runs. It may be
// stopped anywhere and run again, and beside another of its kind.
type Rotation struct {
	DB     *tenant.DB
	Keys   *secret.Keyring
	Others []Sealing
	Log    *slog.Logger
}

// Sealing is another room that keeps secrets of tenants.
type Sealing interface {
	// Reseal seals a tenant's secrets under the first master key, and says of how many things.
	Reseal(ctx context.Context, a tenant.Actor) (int64, error)
	// Sealed is how many of a tenant's secrets each master key sealed, by its id.
	Sealed(ctx context.Context, a tenant.Actor) (map[string]int64, error)
}

// rotatePage is how many secrets are sealed anew in one transaction.
const rotatePage = 200

// Run goes through all tenants, and seals the signing key last. A secret that cannot be opened is
// logged and left as it is; Count tells of it.
func (r *Rotation) Run(ctx context.Context) error {
	if err := r.each(ctx, r.tenant); err != nil {
		return err
	}
	was, err := signingKey(ctx, r.DB, r.Keys)
	if err != nil || strings.HasPrefix(was, r.Keys.Fresh()) {
		return err
	}
	now, err := r.Keys.ResealSigningKey(was)
	if err != nil {
		return fmt.Errorf("the signing key: %w", err)
	}
	return r.DB.ReplaceSigningKey(ctx, was, now)
}

// Count is how many stored secrets, the signing key among them, each master key sealed, by its id;
// what is no token at all counts under the empty id.
func (r *Rotation) Count(ctx context.Context) (map[string]int64, error) {
	key, err := signingKey(ctx, r.DB, r.Keys)
	if err != nil {
		return nil, err
	}
	found := map[string]int64{secret.MasterOf(key): 1}
	err = r.each(ctx, func(ctx context.Context, a tenant.Actor) error {
		rows, err := r.DB.Read(a).CountSecretsByKey(ctx)
		for _, row := range rows {
			found[row.KeyID] += row.Secrets
		}
		for _, other := range r.Others {
			more, failure := other.Sealed(ctx, a)
			err = errors.Join(err, failure)
			for id, n := range more {
				found[id] += n
			}
		}
		return err
	})
	return found, err
}

// each does something for one tenant after the other.
func (r *Rotation) each(ctx context.Context, do func(context.Context, tenant.Actor) error) error {
	for after := uuid.Nil; ; {
		ids, err := r.DB.SealingTenants(ctx, after)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := do(ctx, tenant.Job("rotate", id)); err != nil {
				return err
			}
		}
		after = ids[len(ids)-1]
	}
}

// tenant seals the secrets of one tenant, a page at a time.
func (r *Rotation) tenant(ctx context.Context, a tenant.Actor) error {
	sealed, at := int64(0), db.ListStaleSecretsParams{Fresh: r.Keys.Fresh(), Page: rotatePage}
	for {
		stale, err := r.DB.Read(a).ListStaleSecrets(ctx, at)
		if err != nil {
			return err
		}
		if len(stale) == 0 {
			break
		}
		n, err := r.reseal(ctx, a, stale)
		if err != nil {
			return err
		}
		last := stale[len(stale)-1]
		sealed, at.AfterAt, at.AfterID = sealed+n, last.CreatedAt, last.ID
	}
	for _, other := range r.Others {
		n, err := other.Reseal(ctx, a)
		if err != nil {
			r.Log.WarnContext(ctx, "a secret cannot be opened, and stays as it is", "event", "secret_unreadable", "tenant_id", a.Tenant, "error", err)
		}
		sealed += n
	}
	if sealed > 0 {
		r.Log.InfoContext(ctx, "secrets were sealed anew", "event", "secrets_rotated", "tenant_id", a.Tenant, "secrets", sealed)
	}
	return nil
}

// reseal writes a page of secrets by compare-and-set: one that a customer changes meanwhile is
// theirs. The lock keeps two rotations from waiting for each other's rows.
func (r *Rotation) reseal(ctx context.Context, a tenant.Actor, stale []db.ListStaleSecretsRow) (n int64, err error) {
	rows := db.ResealSecretsParams{}
	for _, s := range stale {
		plain, err := r.Keys.Open(a.Tenant, purpose, s.Secret)
		if err != nil {
			r.Log.WarnContext(ctx, "a secret cannot be opened, and stays as it is", "event", "secret_unreadable",
				"tenant_id", a.Tenant, "connection_id", s.ID, "error", err)
			continue
		}
		token, err := r.Keys.Seal(a.Tenant, purpose, plain)
		if err != nil {
			return 0, err
		}
		rows.Ids, rows.Was, rows.Sealed = append(rows.Ids, s.ID), append(rows.Was, s.Secret), append(rows.Sealed, token)
	}
	err = r.DB.Tx(ctx, a, func(tx *tenant.Tx) error {
		if err := tx.LockExclusive(ctx, "rotate secrets"); err != nil {
			return err
		}
		n, err = tx.ResealSecrets(ctx, rows)
		return err
	})
	return n, err
}
