package tenant

import (
	"context"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/carillonhq/carillon/internal/fault"
)

// Faults that Postgres itself finds.
var (
	// ErrNotFound: nobody has it, or another tenant has.
	ErrNotFound = fault.New(fault.NotFound, "not_found", "There is nothing here that you may see.")
	// ErrStore: Postgres does not answer.
	ErrStore = fault.New(fault.Unavailable, "unavailable", "The service cannot reach its database. Try again in a few seconds.")
	// ErrBusy: two changes met, and this one gave way.
	ErrBusy = fault.New(fault.Unavailable, "unavailable", "Another change to the same data is under way. Try again.")
	// ErrText: Postgres cannot keep this text.
	ErrText = fault.New(fault.Invalid, "invalid_text", "A text holds a character that cannot be stored, such as U+0000. Take it out.")
)

// refusals are the constraints a customer can run into: the constraint's name is the error code.
// What is not listed is a defect of ours and stays internal.
var refusals = map[string]*fault.Fault{
	"tenant_slug_taken":      fault.New(fault.Conflict, "tenant_slug_taken", "Another tenant has this slug. Choose another.").At("/slug"),
	"member_already":         fault.New(fault.Conflict, "member_already", "This person is a member already. Change the role instead.").At("/user_id"),
	"lead_external_id_taken": fault.New(fault.Conflict, "lead_external_id_taken", "Another lead has this external_id.").At("/external_id"),
	"lead_email_taken":       fault.New(fault.Conflict, "lead_email_taken", "Another lead has this email address.").At("/email"),
	"lead_phone_taken":       fault.New(fault.Conflict, "lead_phone_taken", "Another lead has this phone number.").At("/phone"),
	"lead_unreachable":       fault.New(fault.Invalid, "lead_unreachable", "A lead needs at least one of email, phone and external_id.").At(""),
	"lead_field_key_taken":   fault.New(fault.Conflict, "lead_field_key_taken", "Another field has this key, whatever its case.").At("/key"),
	"lead_list_name_taken":   fault.New(fault.Conflict, "lead_list_name_taken", "Another list has this name.").At("/name"),
	"import_under_way":       fault.New(fault.Conflict, "import_under_way", "An upload under this Idempotency-Key is under way. Send it again when it has ended."),
	"unknown_member":         fault.New(fault.Invalid, "unknown_member", "No member of this tenant has this user_id. List the memberships to find one.").At("/assignee_id"),
	"template_name_taken":    fault.New(fault.Conflict, "template_name_taken", "Another template has this name.").At("/name"),
	"connection_name_taken":  fault.New(fault.Conflict, "connection_name_taken", "Another connection has this name.").At("/name"),
}

// Refusal is the fault that a constraint's name stands for, for a room that finds the reason before
// Postgres does; nil for a constraint that no customer can run into.
func Refusal(constraint string) *fault.Fault { return refusals[constraint] }

// IsNone says that a query found nothing.
func IsNone(err error) bool { return errors.Is(err, ErrNotFound) || errors.Is(err, pgx.ErrNoRows) }

// translate turns what Postgres refuses into a fault where a customer can act on it.
func translate(err error) error {
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return ErrNotFound
	case errors.As(err, &pg):
		return refused(pg, err)
	case away(err):
		return unavailable(err)
	}
	return err
}

func refused(pg *pgconn.PgError, err error) error {
	if f, known := refusals[pg.ConstraintName]; known {
		return f
	}
	switch {
	case pg.Code == "22021" || pg.Code == "22P05": // a byte or escape that text cannot hold
		return ErrText
	case pg.Code == "55P03" || pg.Code == "40001" || pg.Code == "40P01":
		return errors.Join(ErrBusy, err)
	case pg.Code == "25P03": // this process froze in the middle of the transaction, and Postgres let go of it
		return unavailable(err)
	case strings.HasPrefix(pg.Code, "57P") || strings.HasPrefix(pg.Code, "53") || strings.HasPrefix(pg.Code, "08"):
		return unavailable(err)
	}
	return err
}

// away says whether the error is about reaching Postgres, not about what was asked.
func away(err error) bool {
	var netErr net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || errors.As(err, &netErr) || pgconn.SafeToRetry(err) ||
		strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "unexpected EOF")
}

// unavailable keeps the cause for the log; a cancelled caller stays cancelled.
func unavailable(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return errors.Join(ErrStore, err)
}
