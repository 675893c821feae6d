package template

import (
	"context"
	"encoding/json"
	"net/mail"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/gsm"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrLead: the named lead is none of the tenant's.
	ErrLead = fault.New(fault.Invalid, "unknown_lead", "There is no such lead.").At("/lead_id")
	// ErrLeads: a lead is named or made up, not both.
	ErrLeads = fault.New(fault.Invalid, "lead_twice", "Name a lead or make one up, not both.").At("/lead")
	// ErrEmail: nobody can be reached at this address by email.
	ErrEmail = fault.New(fault.Invalid, "invalid_email", "Write an email address, for example mia@harbor.example.")
	// ErrNumber: nobody can be reached at this number.
	ErrNumber = fault.New(fault.Invalid, "invalid_phone", "Write the number in international form, with + and country code, for example +12025550143.")
)

// Reader is for whom a message is filled in: a lead of the tenant, or one made up.
type Reader struct {
	Lead   uuid.UUID // zero: the sample
	Sample *content.Person
}

// Preview is a message as it would be read.
type Preview struct {
	Message content.Content
	Missing []string  // what it names without a default and the reader lacks
	Size    *gsm.Size // of a text; nil on other channels
}

// Draft is what a template says on its channel: its draft, or a published version where one is named.
func Draft(ctx context.Context, tx *tenant.Tx, id uuid.UUID, version int32) (c content.Content, on string, err error) {
	t, err := tx.GetTemplate(ctx, id)
	if err != nil {
		return c, "", err
	}
	if version > 0 {
		c, err = published(ctx, tx, id, version, "/template_version")
		return c, t.Channel, err
	}
	return c, t.Channel, json.Unmarshal(t.Content, &c)
}

// Try fills a content in for a reader. It fails as content.Content.Check and Words do, and with
// content.ErrOutput.
func Try(ctx context.Context, tx *tenant.Tx, c content.Content, on string, r Reader) (*Preview, error) {
	if err := c.Check(on); err != nil {
		return nil, err
	}
	c, err := Words(ctx, tx, c, on)
	if err != nil {
		return nil, err
	}
	who, err := r.person(ctx, tx)
	if err != nil {
		return nil, err
	}
	t, err := content.Compile(c)
	if err != nil {
		return nil, err
	}
	p := &Preview{Missing: t.Missing(who)}
	if p.Message, err = t.Render(who); err != nil {
		return nil, err
	}
	if on == string(channel.SMS) {
		size := gsm.Measure(p.Message.Body)
		p.Size = &size
	}
	return p, nil
}

func (r Reader) person(ctx context.Context, tx *tenant.Tx) (content.Person, error) {
	switch {
	case r.Lead != uuid.Nil && r.Sample != nil:
		return content.Person{}, ErrLeads
	case r.Sample != nil:
		return *r.Sample, nil
	case r.Lead == uuid.Nil:
		return content.Person{}, nil
	}
	l, err := known(ctx, tx, r.Lead)
	return dispatch.PersonOf(l), err
}

func known(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Lead, error) {
	l, err := tx.GetLead(ctx, id)
	if tenant.IsNone(err) {
		return l, ErrLead
	}
	return l, err
}

// Test is a template to be sent to whoever wants to see it, filled in for a lead.
type Test struct {
	Template   uuid.UUID
	Version    int32 // 0: the draft
	Lead       uuid.UUID
	To         []string   // at most 10 addresses of the channel
	Connection *uuid.UUID // nil: the only one that serves the channel
}

// Send puts a test into the ledger, a target for each address in their order. Whoever must not be
// contacted is skipped, as ever; at what hour it is does not matter. It fails with content.ErrMissing
// when the policy of the message keeps it from the lead, and with lead.ErrErased.
func Send(ctx context.Context, tx *tenant.Tx, d *dispatch.Dispatcher, t Test) ([]db.Target, error) {
	said, on, err := Draft(ctx, tx, t.Template, t.Version)
	if err != nil {
		return nil, err
	}
	l, err := known(ctx, tx, t.Lead)
	if err != nil {
		return nil, err
	}
	p, err := Try(ctx, tx, said, on, Reader{Lead: t.Lead})
	if err != nil {
		return nil, err
	}
	if len(p.Missing) > 0 && said.MissingVariables != "" && said.MissingVariables != content.Leave {
		return nil, content.ErrMissing.At("/lead_id").With("variables", p.Missing)
	}
	sending, err := open(ctx, tx, d, on, t.Connection)
	if err != nil {
		return nil, err
	}
	var targets []db.Target
	for i, to := range t.To {
		s := dispatch.Single{Sending: sending, Lead: l, Occasion: uuid.Must(uuid.NewV7()), Content: &p.Message}
		if s.To, s.Key, err = recipient(ctx, tx, on, to, "/to/"+strconv.Itoa(i)); err != nil {
			return nil, err
		}
		row, err := d.Enqueue(ctx, tx, s)
		if err != nil {
			return nil, err
		}
		targets = append(targets, row)
	}
	return targets, nil
}

// open is what tests go out by: one for each account and channel.
func open(ctx context.Context, tx *tenant.Tx, d *dispatch.Dispatcher, on string, named *uuid.UUID) (uuid.UUID, error) {
	conn, err := connection.Choose(ctx, tx, on, named)
	if err != nil {
		return uuid.Nil, err
	}
	t, err := tx.GetTenant(ctx)
	if err != nil {
		return uuid.Nil, err
	}
	return d.OpenSending(ctx, tx, dispatch.NewSending{
		Origin: dispatch.FromTest, Ref: uuid.NewSHA1(conn.ID, []byte(dispatch.FromTest)), Channel: on, Connection: &conn.ID,
		Timezone: t.Timezone, Retry: dispatch.Retry{MaxAttempts: 1},
	})
}

// recipient is address of somebody who was not erased. It fails with lead.ErrErased too.
func recipient(ctx context.Context, tx *tenant.Tx, on, to, at string) (where, key string, err error) {
	if where, key, err = address(on, to, at); err != nil {
		return "", "", err
	}
	erased, err := lead.Erased(ctx, tx, key)
	if err == nil && erased[key] {
		err = lead.ErrErased.At(at)
	}
	return where, key, err
}

// address is where a channel reaches somebody, and the form in which that is compared. It fails with
// ErrEmail and ErrNumber, pointing at at.
func address(on, to, at string) (where, key string, err error) {
	to = strings.TrimSpace(to)
	if on == string(channel.Email) {
		if parsed, err := mail.ParseAddress(to); err != nil || parsed.Address != to {
			return "", "", ErrEmail.At(at)
		}
		return to, lead.EmailKey(to), nil
	}
	number, err := lead.Phone(to)
	if err != nil {
		return "", "", ErrNumber.At(at)
	}
	return number, number, nil
}
