package automation_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// retire archives an automation beside what goes on, and clears it. It waits for a moment: what
// goes on may hold it up.
func (r *rig) retire(id uuid.UUID) (done chan error) {
	done = make(chan error, 1)
	go func() {
		err := r.db.Tx(context.Background(), r.who, func(tx *tenant.Tx) error { _, err := r.Archive(context.Background(), tx, id); return err })
		if err == nil {
			err = r.Clear(context.Background(), r.who)
		}
		done <- err
	}()
	time.Sleep(300 * time.Millisecond)
	return done
}

func TestAutomationArchivedWhileItListensLeavesNothingUnfinished(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", tagPaid)
	r.happen(r.person(lead.New{ExternalID: new("ben")}).ID, nil)
	var done chan error
	r.log.Listeners = append(r.log.Listeners, func(_ context.Context, _ *tenant.Tx, batch []db.Event) error {
		if batch[len(batch)-1].Type == "custom.paid" {
			done = r.retire(a.ID)
		}
		return nil
	})

	r.listen()
	r.must(<-done)

	r.wants("the run", r.states(a.ID), "cancelled automation_archived")
}

func TestAutomationAnswersNothingFromBeforeItWasActive(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID
	r.happen(ben, nil)
	a := r.active(paid, "", tagPaid)
	r.happen(ben, nil)

	r.listen()

	r.wants("the runs", r.states(a.ID), "pending")
}

func TestAutomationArchivedWhileItsListIsGoneThroughLeavesNothingUnfinished(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID
	a := r.active(strings.Replace(quarterly, "MORE", `,"lead_list_id":"`+r.group("static", ben)+`"`, 1), "", tagPaid)
	r.at(*a.NextFireAt)
	r.must(r.Fire(context.Background(), r.who))
	ctx := context.Background()
	hold, err := r.db.Admin.Begin(ctx) // begins of runs wait for the lead
	r.must(err)
	_, err = hold.Exec(ctx, "SELECT FROM leads WHERE id = $1 FOR UPDATE", ben)
	r.must(err)

	expanded := make(chan error, 1)
	go func() { expanded <- r.Expand(ctx, r.who) }()
	time.Sleep(300 * time.Millisecond)
	done := r.retire(a.ID)
	r.must(hold.Rollback(ctx))
	r.must(<-expanded)
	r.must(<-done)

	r.wants("the run", r.states(a.ID), "cancelled automation_archived")
}
