package consent

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrAddress: the address cannot be one of this channel.
	ErrAddress = fault.New(fault.Invalid, "address_invalid", "Write an email address for email, and a number in international form, such as +12025550143, for the other channels.").At("/address")
	// ErrFuture: nobody has said it yet.
	ErrFuture = fault.New(fault.Invalid, "consent_in_future", "This is still to come. Give the instant at which the person said it, or leave it out.").At("/given_at")
	// ErrWanted: the person asked for the suppression, and has not said otherwise since.
	ErrWanted = fault.New(fault.Conflict, "consent_missing", "This person asked not to be contacted. Record their consent since then with POST /api/v1/consents first.")
)

// Key is an address as addresses of a channel are compared. It fails with ErrAddress.
func Key(channel, address string) (string, error) {
	if channel == "email" {
		name, domain, _ := strings.Cut(lead.EmailKey(address), "@")
		if name == "" || domain == "" {
			return "", ErrAddress
		}
		return name + "@" + domain, nil
	}
	key, err := lead.Phone(address)
	if err != nil {
		return "", ErrAddress
	}
	return key, nil
}

// KeyOf is an address as addresses are compared, on whichever channel it is one. It fails with
// ErrAddress.
func KeyOf(address string) (string, error) {
	if strings.Contains(address, "@") {
		return Key("email", address)
	}
	return Key("sms", address)
}

// Refuse suppresses an address because the tenant wants it, or finds the suppression there is. Its
// statement names the address as anybody writes it. It fails with ErrAddress and lead.ErrErased.
func Refuse(ctx context.Context, tx *tenant.Tx, s Statement) (db.Suppression, error) {
	key, err := known(ctx, tx, s.Channel, s.Address)
	if err != nil {
		return db.Suppression{}, err
	}
	s.Address, s.Method = key, ByAPI
	if _, err := Suppress(ctx, tx, s, Manual); err != nil {
		return db.Suppression{}, err
	}
	return tx.FindSuppression(ctx, s.Channel, key)
}

// Lift takes a suppression away. It fails with tenant.ErrNotFound, and with ErrWanted where the person
// asked for it and has not consented since.
func Lift(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	if _, err := tx.GetSuppression(ctx, id); err != nil {
		return err
	}
	gone, err := tx.LiftSuppression(ctx, id)
	if tenant.IsNone(err) {
		return ErrWanted
	}
	if err != nil {
		return err
	}
	leads, err := holders(ctx, tx, Statement{Channel: gone.Channel, Address: gone.AddressKey})
	if err != nil {
		return err
	}
	return tell(ctx, tx, leads, map[string]any{"channel": gone.Channel, "allowed": true})
}

// slack is how far the caller's clock may be ahead of ours.
const slack = time.Minute

// Record keeps what a person said, as the tenant tells; who withdraws consent is suppressed. Its
// statement names the address as anybody writes it. It fails with ErrAddress, ErrFuture and
// lead.ErrErased.
func Record(ctx context.Context, tx *tenant.Tx, s Statement, decision string) (db.Consent, error) {
	key, err := known(ctx, tx, s.Channel, s.Address)
	if err != nil {
		return db.Consent{}, err
	}
	if s.At.After(time.Now().Add(slack)) {
		return db.Consent{}, ErrFuture
	}
	s.Address, s.Method = key, ByAPI
	leads, err := holders(ctx, tx, s)
	if err != nil {
		return db.Consent{}, err
	}
	row, err := record(ctx, tx, s, decision, leads)
	if err != nil || decision == Granted {
		return row, err
	}
	_, err = suppress(ctx, tx, s, Unsubscribed, leads)
	return row, err
}

// known is the address of somebody who may be kept, as addresses of a channel are compared. It fails
// with ErrAddress, and with lead.ErrErased for that of who was erased, whom nothing reaches anyway.
func known(ctx context.Context, tx *tenant.Tx, channel, address string) (string, error) {
	key, err := Key(channel, address)
	if err != nil {
		return "", err
	}
	erased, err := lead.Erased(ctx, tx, key)
	if err == nil && erased[key] {
		err = lead.ErrErased.At("/address")
	}
	return key, err
}
