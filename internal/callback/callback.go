// Package callback is the room of what providers tell us: proven to come from them, kept byte for
// byte before the answer, applied once, in whatever order it came.
package callback

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"log/slog"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/brevo"
	"github.com/carillonhq/carillon/internal/channel/vapi"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Feed names one kind of callback, as the database spells it.
type Feed string

// The feeds.
const (
	BrevoEmail    Feed = "brevo_email"
	BrevoSMS      Feed = "brevo_sms"
	BrevoWhatsApp Feed = "brevo_whatsapp"
	VapiCall      Feed = "vapi_call"
	VapiPoll      Feed = "vapi_poll"
)

// feeds are how each kind is read, and on which channel it speaks.
var feeds = map[Feed]struct {
	reader   channel.Feed
	channel  channel.Name
	provider string
}{
	BrevoEmail:    {brevo.EmailFeed{}, channel.Email, "brevo"},
	BrevoSMS:      {brevo.SMSFeed{}, channel.SMS, "brevo"},
	BrevoWhatsApp: {brevo.WhatsAppFeed{}, channel.WhatsApp, "brevo"},
	VapiCall:      {vapi.Feed{}, channel.Voice, "vapi"},
	VapiPoll:      {vapi.PollFeed{}, channel.Voice, "vapi"},
}

// Feeds are the names of all feeds, in no order.
func Feeds() []string {
	var all []string
	for name := range feeds {
		all = append(all, string(name))
	}
	return all
}

var (
	// ErrAway: our store is away, and the provider should come again. Brevo discards an event for good after a 5xx.
	ErrAway = fault.New(fault.Limited, "callback_not_stored", "The event could not be stored. Send it again.")
	// ErrForged: the callback does not carry the endpoint's token.
	ErrForged = fault.New(fault.Unauthenticated, "callback_unauthenticated", "This callback does not prove that it comes from the provider.")
	// ErrGone: the connection of this address was removed.
	ErrGone = fault.New(fault.Gone, "callback_endpoint_gone", "The connection of this address was removed. Delete the webhook at the provider.")
)

// Room takes callbacks in and applies them.
type Room struct {
	DB            *tenant.DB
	Book          *connection.Book
	Dispatch      *dispatch.Dispatcher
	Conversations *conversation.Room
	Log           *slog.Logger
	// Counted is told that n events of a feed were stored or a duplicate, and later, one by one, that they
	// are applied, unmatched, pending again or dead; nil: nobody is.
	Counted func(feed, outcome string, n int)
}

// Proof is what a callback brings to show where it comes from.
type Proof struct {
	Tokens       []string // bearer tokens and header secrets, any of which may be the endpoint's
	MessageToken string   // the last part of a message's own address; empty elsewhere
}

// Arrival is a callback whose sender has been proven.
type Arrival struct {
	feed     Feed
	endpoint tenant.Endpoint
	attempt  *uuid.UUID // that the address names
}

// Admit checks a callback's proof and looks its address up, before any of its body is read. The
// proof comes first: to whom it fails, an address that is somebody's and one that is nobody's are
// the same.
func (r *Room) Admit(ctx context.Context, feed Feed, endpointID uuid.UUID, p Proof) (Arrival, error) {
	attempt, ok := r.proven(endpointID, p)
	if !ok {
		return Arrival{}, ErrForged
	}
	e, err := r.DB.Endpoint(ctx, endpointID)
	if err != nil {
		return Arrival{}, away(err)
	}
	if e.Provider != feeds[feed].provider {
		return Arrival{}, tenant.ErrNotFound
	}
	if e.Deleted {
		return Arrival{}, ErrGone
	}
	return Arrival{feed: feed, endpoint: e, attempt: attempt}, nil
}

// proven says whether a proof goes with an address, and which attempt it names, if any.
func (r *Room) proven(endpointID uuid.UUID, p Proof) (*uuid.UUID, bool) {
	if p.MessageToken != "" {
		attempt, ok := r.Book.CheckMessageToken(endpointID, p.MessageToken)
		return &attempt, ok
	}
	for _, token := range p.Tokens {
		if r.Book.CheckCallbackToken(endpointID, token) {
			return nil, true
		}
	}
	return nil, false
}

// Receipt counts the events of a callback.
type Receipt struct{ Stored, Duplicates int }

// Keep stores a callback's events; those known already are left alone. A body that cannot be split
// is kept whole: we asked for it, and a person may read it.
func (r *Room) Keep(ctx context.Context, a Arrival, body []byte) (Receipt, error) {
	events, err := feeds[a.feed].reader.Split(body)
	if err != nil || len(events) == 0 {
		events = []channel.Event{{Key: channel.Key("unreadable", string(body)), Body: body}}
	}
	receipt, err := r.store(ctx, a, events)
	return receipt, away(err)
}

func (r *Room) store(ctx context.Context, a Arrival, events []channel.Event) (Receipt, error) {
	rows := db.InsertCallbacksParams{ConnectionID: a.endpoint.ConnectionID, Feed: string(a.feed), AttemptRef: a.attempt}
	for _, e := range events {
		key := sha256.Sum256([]byte(string(a.feed) + " " + e.Key))
		rows.Ids = append(rows.Ids, uuid.Must(uuid.NewV7()))
		rows.DedupeKeys = append(rows.DedupeKeys, key[:])
		rows.Bodies = append(rows.Bodies, e.Body)
	}
	n, err := r.DB.Read(tenant.Callback(string(a.feed), a.endpoint.TenantID)).InsertCallbacks(ctx, rows)
	if err != nil {
		return Receipt{}, err
	}
	receipt := Receipt{Stored: int(n), Duplicates: len(events) - int(n)}
	r.count(string(a.feed), "stored", receipt.Stored)
	r.count(string(a.feed), "duplicate", receipt.Duplicates)
	return receipt, nil
}

func (r *Room) count(feed, outcome string, n int) {
	if r.Counted != nil && n > 0 {
		r.Counted(feed, outcome, n)
	}
}

// News keeps what a poll found, in the same way and place as callbacks.
func (r *Room) News(ctx context.Context, c db.Connection, name channel.Name, events []json.RawMessage) error {
	feed := BrevoWhatsApp
	if name == channel.Voice {
		feed = VapiPoll
	}
	a := Arrival{feed: feed, endpoint: tenant.Endpoint{TenantID: c.TenantID, ConnectionID: c.ID}}
	for _, raw := range events {
		split, err := feeds[feed].reader.Split(raw)
		if err != nil {
			r.Log.WarnContext(ctx, "a polled event cannot be read", "event", "poll_unreadable", "tenant_id", c.TenantID, "connection_id", c.ID)
			continue
		}
		if _, err := r.store(ctx, a, split); err != nil {
			return err
		}
	}
	return nil
}

// away turns a store that cannot be reached into a plea to come again.
func away(err error) error {
	if errors.Is(err, tenant.ErrStore) {
		return errors.Join(ErrAway, err)
	}
	return err
}
