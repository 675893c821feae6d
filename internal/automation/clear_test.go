package automation_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/lead"
)

func TestArchivedAutomationLeavesNothingUnfinished(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"send_sms","action_config":{"body":"Hi"},"delay_seconds":60}`)
	r.happen(r.person(lead.New{Phone: new("+12025550143")}).ID, nil)
	r.listen()

	r.move(r.Archive, a.ID)
	again := r.move(r.Archive, a.ID)
	r.must(r.Clear(context.Background(), r.who))

	r.wants("the run", r.states(a.ID), "cancelled automation_archived")
	due, err := r.db.WorkDue(context.Background(), r.Now().Add(time.Hour))
	for _, w := range due {
		if err != nil || w.Kind == "clear" || w.Kind == "runs" {
			t.Errorf("there is more to do: %v, %v", due, err)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM campaigns WHERE status = 'cancelled'"); n != 1 || again.Status != "archived" {
		t.Errorf("%d sendings are cancelled, the automation is %s", n, again.Status)
	}
}

func TestRunsThatNeverBeganAreForgottenInTime(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, `{"condition_type":"field_equals","condition_config":{"field":"event.sum","value":1}}`, tagPaid)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID
	r.happen(ben, map[string]any{"sum": 1})
	r.happen(ben, nil)
	r.settle()

	r.later(364 * 24 * time.Hour)
	r.must(r.Tidy(context.Background(), r.who))
	kept := r.states(a.ID)
	r.later(2 * 24 * time.Hour)
	r.must(r.Tidy(context.Background(), r.who))

	r.wants("after a year but a day", kept, "completed, not_matched conditions_not_met")
	r.wants("after a year", r.states(a.ID), "completed")
}
