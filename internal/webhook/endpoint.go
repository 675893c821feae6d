package webhook

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// maxEndpoints is how many a tenant may have.
const maxEndpoints = 20

// New is an endpoint to make.
type New struct {
	URL         string
	Description *string
	Events      []string // types, beginnings that end in .*, or *
	Payload     string   // full or thin
	MaxInFlight int32    // requests at once, 1 to 32
}

// Create makes an endpoint and its secret, which can be read now and never again. It fails with
// ErrTooMany, and with outbound.ErrURL at /url.
func (r *Room) Create(ctx context.Context, tx *tenant.Tx, n New) (row db.WebhookEndpoint, plain string, err error) {
	if err := r.check(n.URL); err != nil {
		return row, "", err
	}
	if err := tx.LockExclusive(ctx, "webhook endpoints"); err != nil {
		return row, "", err
	}
	there, err := tx.CountWebhookEndpoints(ctx)
	if err != nil {
		return row, "", err
	}
	if there >= maxEndpoints {
		return row, "", ErrTooMany
	}
	plain = NewSecret()
	sealed, err := r.seal(tx.Actor.Tenant, plain)
	if err != nil {
		return row, "", err
	}
	row, err = tx.InsertWebhookEndpoint(ctx, db.InsertWebhookEndpointParams{
		ID: uuid.Must(uuid.NewV7()), Url: n.URL, Description: n.Description, Events: n.Events, Payload: n.Payload,
		MaxInFlight: n.MaxInFlight, Secret: sealed,
	})
	if err != nil {
		return row, "", err
	}
	return row, plain, tx.Emit(ctx, about(event.WebhookEndpointCreated, row, state(row)))
}

// check says whether an address may be an endpoint's. Where it leads is judged with every request.
func (r *Room) check(address string) error {
	var refused *fault.Fault
	if err := r.Outbound.Check(address); errors.As(err, &refused) {
		return refused.At("/url")
	}
	return nil
}

// Change applies what edit does to an endpoint. It fails with outbound.ErrURL at /url.
func (r *Room) Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.WebhookEndpoint)) (db.WebhookEndpoint, error) {
	row, err := tx.LockWebhookEndpoint(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	before := row
	before.Events = slices.Clone(row.Events)
	edit(&row)
	if err := r.check(row.Url); err != nil {
		return row, err
	}
	row, err = tx.UpdateWebhookEndpoint(ctx, db.UpdateWebhookEndpointParams{
		ID: id, Url: row.Url, Description: row.Description, Events: row.Events, Payload: row.Payload, MaxInFlight: row.MaxInFlight,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Changed(event.WebhookEndpointUpdated, objectType, id, state(before), state(row))...)
}

// Pause has an endpoint told nothing until it is resumed; what happens meanwhile waits for it. It
// fails with ErrDisabled.
func Pause(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.WebhookEndpoint, error) {
	row, err := tx.LockWebhookEndpoint(ctx, id)
	if err != nil || row.Status == Paused {
		return row, err
	}
	if row.Status == Disabled {
		return row, ErrDisabled
	}
	return move(ctx, tx, id, Paused, nil, event.WebhookEndpointPaused)
}

// Resume has an endpoint told what happens again, whatever kept it from that. What a disabled one
// missed can be replayed.
func Resume(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.WebhookEndpoint, error) {
	row, err := tx.LockWebhookEndpoint(ctx, id)
	if err != nil || row.Status == Active {
		return row, err
	}
	return move(ctx, tx, id, Active, nil, event.WebhookEndpointResumed)
}

func move(ctx context.Context, tx *tenant.Tx, id uuid.UUID, to string, reason *string, fact event.Type) (db.WebhookEndpoint, error) {
	row, err := tx.MoveWebhookEndpoint(ctx, db.MoveWebhookEndpointParams{ID: id, Status: to, Reason: reason})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, about(fact, row, health(row)))
}

// Rotate gives an endpoint another secret, which can be read now and never again. Until the overlap
// is over everything is signed with the former one too.
func (r *Room) Rotate(ctx context.Context, tx *tenant.Tx, id uuid.UUID, overlap time.Duration) (row db.WebhookEndpoint, plain string, err error) {
	if row, err = tx.LockWebhookEndpoint(ctx, id); err != nil {
		return row, "", err
	}
	plain = NewSecret()
	fresh := db.SetWebhookSecretParams{ID: id}
	if fresh.Secret, err = r.seal(tx.Actor.Tenant, plain); err != nil {
		return row, "", err
	}
	if overlap > 0 {
		fresh.FormerSecret, fresh.FormerUntil = &row.Secret, new(time.Now().Add(overlap))
	}
	if row, err = tx.SetWebhookSecret(ctx, fresh); err != nil {
		return row, "", err
	}
	return row, plain, tx.Emit(ctx, about(event.WebhookEndpointRotated, row, map[string]any{"former_until": utc(row.FormerUntil)}))
}

// Delete takes an endpoint away. What it has not been told is discarded.
func Delete(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.LockWebhookEndpoint(ctx, id)
	if err != nil {
		return err
	}
	if err := tx.DeleteWebhookEndpoint(ctx, id); err != nil {
		return err
	}
	if err := discard(ctx, tx, id, ReasonDeleted); err != nil {
		return err
	}
	return tx.Emit(ctx, about(event.WebhookEndpointDeleted, row, state(row)))
}

// Test has one endpoint told of a fact that says nothing else, and returns the fact's id. It fails
// with ErrPaused and ErrDisabled.
func Test(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (uuid.UUID, error) {
	row, err := tx.LockWebhookEndpoint(ctx, id)
	if err != nil {
		return uuid.Nil, err
	}
	if refused := map[string]error{Paused: ErrPaused, Disabled: ErrDisabled}[row.Status]; refused != nil {
		return uuid.Nil, refused
	}
	fact := about(event.WebhookEndpointTest, row, nil)
	fact.ID = uuid.Must(uuid.NewV7())
	return fact.ID, tx.Emit(ctx, fact)
}

const objectType = "webhook_endpoint"

func about(t event.Type, e db.WebhookEndpoint, data map[string]any) event.Fact {
	return event.Of(t, objectType, e.ID, data)
}

// state is what facts say of an endpoint. Of its address they tell the host: the rest may be a
// secret.
func state(e db.WebhookEndpoint) map[string]any {
	host := ""
	if u, err := url.Parse(e.Url); err == nil {
		host = u.Host
	}
	return map[string]any{"host": host, "events": e.Events, "payload": e.Payload, "max_in_flight": e.MaxInFlight, "description": e.Description}
}

// health is what facts say of how an endpoint does.
func health(e db.WebhookEndpoint) map[string]any {
	return map[string]any{"status": e.Status, "reason": e.StatusReason, "failures": e.Failures, "failing_since": utc(e.FailingSince)}
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return new(t.UTC())
}
