package automation_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/lead"
)

func TestStepThatFailsForReasonsOfOursIsTriedAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", tagPaid+","+chore+","+tagPaid)
	r.happen(r.person(lead.New{ExternalID: new("ben")}).ID, nil)
	r.listen()

	r.db.Exec(t, "ALTER TABLE tasks RENAME TO away")
	first := r.Run(context.Background(), r.who)
	tooSoon := r.Run(context.Background(), r.who)
	r.later(10 * time.Second)
	second := r.Run(context.Background(), r.who)
	waiting := r.states(a.ID)
	r.db.Exec(t, "ALTER TABLE away RENAME TO tasks")
	r.later(20 * time.Second)
	r.settle()

	if first == nil || tooSoon != nil || second == nil {
		t.Errorf("the tries came to %v, %v, %v", first, tooSoon, second)
	}
	r.wants("meanwhile", waiting, "running")
	r.wants("in the end", r.states(a.ID), "completed")
	trace := r.trace(a.ID)
	if len(trace) != 5 || trace[2].Attempts != 1 || trace[3].Attempts != 3 || trace[4].Attempts != 1 || r.db.Int(t, "SELECT count(*) FROM tasks") != 1 {
		t.Errorf("the trace says %+v", trace)
	}
}

func TestStepThatKeepsFailingEndsItsRun(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", chore+","+tagPaid)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID
	r.happen(ben, nil)
	r.listen()
	r.db.Exec(t, "ALTER TABLE tasks RENAME TO away")

	failures := 0
	for range 8 {
		if r.Run(context.Background(), r.who) != nil {
			failures++
		}
		r.later(time.Hour)
	}

	r.wants("the run", r.states(a.ID), "failed internal")
	if failures != 5 || r.db.Int(t, "SELECT count(*) FROM lead_tags") != 0 {
		t.Errorf("tried %d times", failures)
	}
	if last := r.trace(a.ID)[2]; last.Attempts != 5 || last.Result != automation.Failed || last.Detail != automation.ReasonInternal {
		t.Errorf("the trace ends with %+v", last)
	}
	if n := r.db.Facts(t, "automation_run.failed"); n != 1 {
		t.Errorf("the end was told %d times", n)
	}
}

// deaf is a server that hears the first calls and answers none of them: who calls dies meanwhile.
type deaf struct {
	*httptest.Server
	ids  []string
	die  context.CancelFunc
	dead int
}

func newDeaf(t *testing.T, dead int) *deaf {
	d := &deaf{dead: dead}
	d.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		d.ids = append(d.ids, q.Header.Get("Webhook-Id"))
		if len(d.ids) <= d.dead {
			_, _ = io.Copy(io.Discard, q.Body) // else nobody sees the caller go
			d.die()
			<-q.Context().Done()
		}
	}))
	t.Cleanup(d.Close)
	return d
}

// call lets a worker live until the server has it die.
func (d *deaf) call(r *rig) {
	var ctx context.Context
	ctx, d.die = context.WithCancel(context.Background())
	defer d.die()
	_ = r.Run(ctx, r.who)
}

func TestCallWhoseWorkerDiedIsMadeAgainUnderTheSameId(t *testing.T) {
	t.Parallel()
	r, server := newRig(t), newDeaf(t, 1)
	a := r.active(paid, "", `{"action_type":"trigger_webhook","action_config":{"url":"`+server.URL+`"}},`+tagPaid)
	r.happen(r.person(lead.New{ExternalID: new("ben")}).ID, nil)
	r.listen()

	server.call(r)
	r.later(50 * time.Second)
	server.call(r)
	early := len(server.ids)
	r.later(11 * time.Second)
	server.call(r)

	r.wants("the run", r.states(a.ID), "completed")
	if early != 1 || len(server.ids) != 2 || server.ids[0] == "" || server.ids[0] != server.ids[1] {
		t.Errorf("called as %v, %d times before the minute was over", server.ids, early)
	}
	if step := r.trace(a.ID)[2]; step.Attempts != 2 || step.Result != automation.Done {
		t.Errorf("the trace says %+v", step)
	}
}

func TestCallThatKillsEveryWorkerFailsTheRun(t *testing.T) {
	t.Parallel()
	r, server := newRig(t), newDeaf(t, 100)
	a := r.active(paid, "", `{"action_type":"trigger_webhook","action_config":{"url":"`+server.URL+`"}}`)
	r.happen(uuid.Nil, nil)
	r.listen()

	for range 8 {
		server.call(r)
		r.later(2 * time.Minute)
	}

	r.wants("the run", r.states(a.ID), "failed timeout")
	if step := r.trace(a.ID)[2]; len(server.ids) != 5 || step.Attempts != 5 {
		t.Errorf("called %d times: %+v", len(server.ids), step)
	}
}
