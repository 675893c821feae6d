package scenario_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// insists sends a request until it is not told to wait any more, and returns how often it was.
func (r *rig) insists(body string, header http.Header) (a answer, waits int) {
	for ; ; waits++ {
		a = r.ask("POST", leads, body, header)
		if a.problem.Code != "idempotency_in_flight" {
			return a, waits
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestFiftyAtATimeUnderOneKeyMakeOneLead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const rounds, callers = 10, 50
	waits, fresh := 0, 0

	for round := range rounds {
		header := r.keyed("bluebird-operator", fmt.Sprint(round))
		body := fmt.Sprintf(`{"external_id":"%d"}`, round)
		type told struct {
			answer
			waits int
		}
		answers := make(chan told, callers)
		for range callers {
			go func() {
				a, waits := r.insists(body, header)
				answers <- told{a, waits}
			}()
		}
		first := <-answers
		for i := range callers {
			a := first
			if i > 0 {
				a = <-answers
			}
			if a.status != 201 || a.body != first.body || a.header.Get("Location") != first.header.Get("Location") {
				t.Errorf("round %d: %d %s, where another was answered %s", round, a.status, a.body, first.body)
			}
			waits += a.waits
			if a.header.Get("Idempotent-Replayed") == "" {
				fresh++
			}
		}
	}

	if n := r.db.Int(t, "SELECT count(*) FROM leads"); n != rounds || fresh != rounds || r.db.Facts(t, "lead.created") != rounds {
		t.Errorf("%d leads and %d first answers in %d rounds", n, fresh, rounds)
	}
	t.Logf("%d requests, %d of them told to wait", rounds*callers+waits, waits)
	if waits == 0 {
		t.Error("no two came at the same time")
	}
}
