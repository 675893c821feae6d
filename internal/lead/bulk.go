package lead

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Mode says what becomes of rows whose lead is there, and of those whose lead is not.
type Mode string

// The modes.
const (
	ModeCreate Mode = "create" // a lead that is there is in the way
	ModeUpdate Mode = "update" // a lead that is not there is not found
	ModeUpsert Mode = "upsert" // there it is changed, else made
)

// Row is what is said of one person. What it does not name stays as it is.
type Row struct {
	id     uuid.UUID      // of the lead that is meant; zero: a contact says which
	Edit   func(*db.Lead) // sets fields, in whatever spelling
	Custom map[string]any // merged key by key; nil takes a key away
	Tags   []string       // put on

	Written bool // Custom holds text throughout, which is read as the fields are defined
}

// Result is what became of a row.
type Result struct {
	ID      uuid.UUID // of the lead; zero when refused
	Outcome Outcome
	Refused error // a fault, as Create and Change have it; nil when it was not refused
}

// Outcome is how a row ended.
type Outcome string

// The outcomes.
const (
	Created   Outcome = "created"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
	Refused   Outcome = "refused"
)

// Bulk makes and changes many leads, row after row as if each came by itself, in a fixed number of
// statements. A row means the lead that has its external_id, without one its email, without that its
// phone. A contact that a lead gives up in a call stays its own until the call is over. It fails as a
// whole only where no row is to blame; tenant.ErrBusy when another call made one of the leads meanwhile, or
// erased it.
func Bulk(ctx context.Context, tx *tenant.Tx, mode Mode, rows []Row) ([]Result, error) {
	results, err := carryOut(ctx, tx, mode, rows)
	if errors.Is(err, errIDTaken) || errors.Is(err, errEmailTaken) || errors.Is(err, errPhoneTaken) || errors.Is(err, ErrErased) {
		err = tenant.ErrBusy
	}
	return results, err
}

// carryOut is Bulk, which says as the database does that another call made one of the leads.
func carryOut(ctx context.Context, tx *tenant.Tx, mode Mode, rows []Row) ([]Result, error) {
	held, err := rulesOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	w := work{mode: mode, rules: held, holders: map[contact]*draft{}}
	results, err := w.carry(tx, rows, func(named []db.Lead) error { return w.load(ctx, tx, named) })
	if err != nil {
		return nil, err
	}
	return results, w.store(ctx, tx)
}

// one carries out a single row, and is the lead as it is then.
func one(ctx context.Context, tx *tenant.Tx, mode Mode, r Row) (Lead, Outcome, error) {
	results, err := carryOut(ctx, tx, mode, []Row{r})
	if err == nil {
		err = results[0].Refused
	}
	if err != nil {
		return Lead{}, Refused, err
	}
	row, err := tx.GetLead(ctx, results[0].ID)
	now, err := read(ctx, tx, row, err)
	return now, results[0].Outcome, err
}

// Upsert makes or changes the lead that has an external_id, and is that lead as it is now. Calls with the
// same one take turns. It fails as Create does.
func Upsert(ctx context.Context, tx *tenant.Tx, externalID string, r Row) (Lead, Outcome, error) {
	if err := tx.TakeTurns(ctx, "external_id "+externalID); err != nil {
		return Lead{}, Refused, err
	}
	edit := r.Edit
	r.Edit = func(l *db.Lead) {
		edit(l)
		l.ExternalID = &externalID
	}
	return one(ctx, tx, ModeUpsert, r)
}
