// Package connection is the room of a tenant's own provider accounts: their secrets, encrypted
// with a key of the tenant alone, and the callback addresses that only the provider can use.
package connection

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

const purpose = "connection"

var (
	// ErrInUse: a campaign that is not over sends by this connection.
	ErrInUse = fault.New(fault.Conflict, "connection_in_use", "A campaign that is not over uses this connection. Cancel it or wait for its end.")
	// ErrNone: no connection of the tenant serves the channel.
	ErrNone = fault.New(fault.Invalid, "connection_missing", "No connection of yours serves this channel. Make one, with the settings the channel needs.").At("/connection_id")
	// ErrSeveral: more than one serves the channel; meta lists them under "connection_ids".
	ErrSeveral = fault.New(fault.Invalid, "connection_required", "Several connections serve this channel. Name one.").At("/connection_id")
	// ErrUnknown: the named connection is none of the tenant's.
	ErrUnknown = fault.New(fault.Invalid, "unknown_connection", "There is no such connection.").At("/connection_id")
	// ErrUnfit: the named connection does not serve the channel.
	ErrUnfit = fault.New(fault.Invalid, "connection_unfit", "This connection cannot send on this channel.").At("/connection_id")
)

// Book makes connections and reaches their providers.
type Book struct {
	Keys      *secret.Keyring
	PublicURL string // of this installation, as providers reach it
	Wire      Wire
}

// New is a provider account to connect.
type New struct {
	Name, Provider, Secret string
	Settings, RateLimits   json.RawMessage
}

// Create stores a connection with its secret encrypted. Its mode is the tenant's: in a test tenant
// there must be a simulator to reach.
func (b *Book) Create(ctx context.Context, tx *tenant.Tx, n New) (db.Connection, error) {
	if err := b.check(n.Provider, n.Settings); err != nil {
		return db.Connection{}, err
	}
	mode, err := b.mode(ctx, tx, n.Provider)
	if err != nil {
		return db.Connection{}, err
	}
	row := db.Connection{ID: uuid.Must(uuid.NewV7())}
	if err := b.seal(tx, &row, n.Secret); err != nil {
		return row, err
	}
	row, err = tx.InsertConnection(ctx, db.InsertConnectionParams{
		ID: row.ID, Name: n.Name, Provider: n.Provider, Mode: mode, Settings: n.Settings, RateLimits: n.RateLimits,
		Secret: row.Secret, SecretLastFour: row.SecretLastFour, SecretFingerprint: row.SecretFingerprint,
		EndpointID: uuid.New(),
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.ConnectionCreated, "connection", row.ID, named(row)))
}

// check refuses settings that do not suit the provider, and mail servers that nobody connects to.
func (b *Book) check(provider string, settings json.RawMessage) error {
	if err := check(provider, settings); err != nil {
		return err
	}
	host := SettingsOf(db.Connection{Settings: settings}).Host
	if host != "" && b.Wire.Outbound.CheckHost(host) != nil {
		return outbound.ErrHost.At("/settings/host")
	}
	return nil
}

func (b *Book) seal(tx *tenant.Tx, row *db.Connection, plain string) (err error) {
	row.Secret, err = b.Keys.Seal(tx.Actor.Tenant, purpose, []byte(plain))
	row.SecretLastFour = secret.LastFour(plain)
	row.SecretFingerprint = b.Keys.Fingerprint(tx.Actor.Tenant, []byte(plain))
	return err
}

// Change applies what edit does to a connection's name, settings and rates; a new secret replaces
// the old one unless it is empty.
func (b *Book) Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Connection), newSecret string) (db.Connection, error) {
	row, err := tx.LockConnection(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	before := state(row)
	edit(&row)
	if err := b.check(row.Provider, row.Settings); err != nil {
		return row, err
	}
	if newSecret != "" {
		if err := b.seal(tx, &row, newSecret); err != nil {
			return row, err
		}
	}
	row, err = tx.UpdateConnection(ctx, db.UpdateConnectionParams{
		ID: id, Name: row.Name, Settings: row.Settings, RateLimits: row.RateLimits,
		Secret: row.Secret, SecretLastFour: row.SecretLastFour, SecretFingerprint: row.SecretFingerprint,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Changed(event.ConnectionUpdated, "connection", id, before, state(row))...)
}

// Pause stops sending on a connection until a person resumes it. A second cause changes nothing.
func Pause(ctx context.Context, tx *tenant.Tx, id uuid.UUID, reason string) error {
	n, err := tx.PauseConnection(ctx, &reason, id)
	if err != nil || n == 0 {
		return err
	}
	return tx.Emit(ctx, event.Of(event.ConnectionPaused, "connection", id, map[string]any{"reason": reason}))
}

// Resume lets a connection send again.
func Resume(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Connection, error) {
	row, err := tx.LockConnection(ctx, id)
	if err != nil || row.Status == "active" {
		return row, err
	}
	if row, err = tx.ResumeConnection(ctx, id); err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.ConnectionResumed, "connection", id, named(row)))
}

// Delete hides a connection that no open campaign uses and wipes its secret.
func Delete(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.LockConnection(ctx, id)
	if err != nil {
		return err
	}
	if n, err := tx.CountOpenCampaignsOn(ctx, &id); err != nil {
		return err
	} else if n > 0 {
		return ErrInUse
	}
	if _, err := tx.DeleteConnection(ctx, id); err != nil {
		return err
	}
	return tx.Emit(ctx, event.Of(event.ConnectionDeleted, "connection", id, named(row)))
}

// named is what facts say a connection is.
func named(c db.Connection) map[string]any {
	return map[string]any{"name": c.Name, "provider": c.Provider}
}

// state is what can change of a connection. Of the secret it tells only that it is another.
func state(c db.Connection) map[string]any {
	return map[string]any{
		"name": c.Name, "settings": c.Settings, "rate_limits": c.RateLimits, "secret_fingerprint": c.SecretFingerprint,
	}
}

// Choose settles which connection serves a channel: the named one, or the only one that can.
func Choose(ctx context.Context, tx *tenant.Tx, channel string, named *uuid.UUID) (db.Connection, error) {
	if named != nil {
		c, err := tx.GetConnection(ctx, *named)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return c, ErrUnknown
		case err == nil && !Serves(c, channel):
			return c, ErrUnfit
		}
		return c, err
	}
	all, err := tx.ListConnectionsOf(ctx, Providers[channel])
	if err != nil {
		return db.Connection{}, err
	}
	var fit []db.Connection
	var ids []uuid.UUID
	for _, c := range all {
		if Serves(c, channel) {
			fit, ids = append(fit, c), append(ids, c.ID)
		}
	}
	switch len(fit) {
	case 0:
		return db.Connection{}, ErrNone
	case 1:
		return fit[0], nil
	}
	return db.Connection{}, ErrSeveral.With("connection_ids", ids)
}
