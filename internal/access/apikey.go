package access

import (
	"context"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrScopeUnknown: no operation asks it of keys; meta lists those that are asked under "scopes".
	ErrScopeUnknown = fault.New(fault.Invalid, "scope_unknown", "No operation that takes API keys asks for this permission. Take it out.")
	// ErrScopeAboveYou: nobody gives a key more than they have.
	ErrScopeAboveYou = fault.New(fault.Invalid, "scope_above_yours", "You do not have this permission yourself. Take it out.")
	// ErrKeyAboveYou: nobody takes over a key that may do more than they; meta names the permission.
	ErrKeyAboveYou = fault.New(fault.Forbidden, "key_above_yours", "This API key has a permission that you do not have. Ask somebody who has it.")
	// ErrKeyEnded: a revoked key never works again.
	ErrKeyEnded = fault.New(fault.Conflict, "api_key_revoked", "This API key was revoked for good. Make a new one.")
	// ErrExpiryPast: a key that ends before it is made is of no use.
	ErrExpiryPast = fault.New(fault.Invalid, "expiry_past", "This time is over. Name a later one, or revoke the key.").At("/expires_at")
)

// NewKey is an API key to make.
type NewKey struct {
	Name      string
	Scopes    []string
	Networks  []netip.Prefix // none: anywhere
	ExpiresAt *time.Time     // nil: never
}

// CreateKey makes an API key of the tenant. Its text is nowhere but in what is returned. It fails
// with ErrScopeUnknown, ErrScopeAboveYou and ErrExpiryPast.
func (g *Gate) CreateKey(ctx context.Context, tx *tenant.Tx, n NewKey) (row db.ApiKey, text string, err error) {
	if err := g.grant(tx.Actor.Role, n.Scopes); err != nil {
		return row, "", err
	}
	if over(n.ExpiresAt, time.Now()) {
		return row, "", ErrExpiryPast
	}
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return row, "", err
	}
	k := keyText{mode: t.Mode, id: newID(), secret: newSecret()}
	row, err = tx.InsertApiKey(ctx, db.InsertApiKeyParams{
		ID: uuid.Must(uuid.NewV7()), PublicID: k.id, Name: n.Name, Scopes: slices.Sorted(slices.Values(n.Scopes)), Networks: n.Networks,
		SecretHash: hash(k.secret), LastFour: k.end(), ExpiresAt: n.ExpiresAt, CreatedBy: tx.Actor.Name,
	})
	if err != nil {
		return row, "", err
	}
	made := stateOf(row)
	made["public_id"] = row.PublicID
	return row, k.String(), tx.Emit(ctx, event.Of(event.APIKeyCreated, "api_key", row.ID, made))
}

// ChangeKey applies what edit does to a key's name, scopes, networks and end. It fails as CreateKey
// does, with ErrKeyAboveYou, and with ErrKeyEnded.
func (g *Gate) ChangeKey(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.ApiKey)) (db.ApiKey, error) {
	before, err := g.own(ctx, tx, id)
	if err != nil {
		return before, err
	}
	row := before
	edit(&row)
	if !slices.Equal(row.Scopes, before.Scopes) {
		if err := g.grant(tx.Actor.Role, row.Scopes); err != nil {
			return row, err
		}
	}
	if row.ExpiresAt != before.ExpiresAt && over(row.ExpiresAt, time.Now()) {
		return row, ErrExpiryPast
	}
	row, err = tx.UpdateApiKey(ctx, db.UpdateApiKeyParams{
		ID: id, Name: row.Name, Scopes: slices.Sorted(slices.Values(row.Scopes)), Networks: row.Networks, ExpiresAt: row.ExpiresAt,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Changed(event.APIKeyUpdated, "api_key", id, stateOf(before), stateOf(row))...)
}

// RotateKey gives a key a new secret, beside which the present one works for the overlap. The text
// is nowhere but in what is returned. It fails with ErrKeyAboveYou and ErrKeyEnded.
func (g *Gate) RotateKey(ctx context.Context, tx *tenant.Tx, id uuid.UUID, overlap time.Duration) (row db.ApiKey, text string, err error) {
	if row, err = g.own(ctx, tx, id); err != nil {
		return row, "", err
	}
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return row, "", err
	}
	k := keyText{mode: t.Mode, id: row.PublicID, secret: newSecret()}
	row, err = tx.RotateApiKey(ctx, db.RotateApiKeyParams{
		ID: id, OverlapSeconds: overlap.Seconds(), SecretHash: hash(k.secret), LastFour: k.end(),
	})
	if err != nil {
		return row, "", err
	}
	facts := map[string]any{"name": row.Name, "public_id": row.PublicID, "former_until": row.FormerUntil}
	return row, k.String(), tx.Emit(ctx, event.Of(event.APIKeyRotated, "api_key", id, facts))
}

// RevokeKey ends a key for good, from its next request on. Anybody who may write keys may: it takes
// power away. A revoked key stays as it is.
func RevokeKey(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.ApiKey, error) {
	row, err := tx.LockApiKey(ctx, id)
	if err != nil || row.RevokedAt != nil {
		return row, err
	}
	if row, err = tx.RevokeApiKey(ctx, id); err != nil {
		return row, err
	}
	facts := map[string]any{"name": row.Name, "public_id": row.PublicID}
	return row, tx.Emit(ctx, event.Of(event.APIKeyRevoked, "api_key", id, facts))
}

// own locks a key that has not ended and may do nothing that the actor may not: with a new secret
// or in other hands it would raise them.
func (g *Gate) own(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.ApiKey, error) {
	row, err := tx.LockApiKey(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	if row.RevokedAt != nil {
		return row, ErrKeyEnded
	}
	for _, scope := range row.Scopes {
		if slices.Contains(g.Scopes, scope) && !slices.Contains(g.Roles[tx.Actor.Role], scope) {
			return row, ErrKeyAboveYou.With("permission", scope)
		}
	}
	return row, nil
}

// grant refuses scopes that mean nothing, else those the role does not have: all of them at once.
func (g *Gate) grant(role string, scopes []string) error {
	unknown, above := ErrScopeUnknown, ErrScopeAboveYou
	for i, scope := range scopes {
		at := "/scopes/" + strconv.Itoa(i)
		switch {
		case !slices.Contains(g.Scopes, scope):
			unknown = unknown.At(at)
		case !slices.Contains(g.Roles[role], scope):
			above = above.At(at)
		}
	}
	switch {
	case unknown != ErrScopeUnknown:
		return unknown.With("scopes", g.Scopes)
	case above != ErrScopeAboveYou:
		return above
	}
	return nil
}

// stateOf is what can change of a key.
func stateOf(k db.ApiKey) map[string]any {
	return map[string]any{"name": k.Name, "scopes": k.Scopes, "networks": k.Networks, "expires_at": k.ExpiresAt}
}
