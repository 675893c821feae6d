package scenario_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// wire leads to an installation and fails: of what is asked under one key, the first answer comes as
// far as the wire, when all is done and committed, and there the connection is dropped.
type wire struct {
	*rig
	mu       sync.Mutex
	attempts map[string][]int // what the installation answered, by key
	keys     []string         // in the order in which they came
}

// laid is the address of a wire to the rig.
func (r *rig) laid() (string, *wire) {
	r.t.Helper()
	target, err := url.Parse(r.url)
	if err != nil {
		r.t.Fatal(err)
	}
	w := &wire{rig: r, attempts: map[string][]int{}}
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:      func(p *httputil.ProxyRequest) { p.SetURL(target) },
		Transport:    w,
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	})
	r.t.Cleanup(front.Close)
	return front.URL, w
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := checked{w.rig}.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	key := q.Header.Get("Idempotency-Key")
	if w.attempts[key] = append(w.attempts[key], answer.StatusCode); len(w.attempts[key]) > 1 {
		return answer, nil
	}
	w.keys = append(w.keys, key)
	return nil, errors.New("the wire is cut")
}

// TestAnswerLostAfterTheCommitIsAskedForAgainUnderItsKey: one lead, one change, one deletion, whatever
// becomes of the first answer to each.
func TestAnswerLostAfterTheCommitIsAskedForAgainUnderItsKey(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for _, name := range []string{"go", "ts"} {
		t.Run(name, func(t *testing.T) {
			own := *r
			own.t = t
			front, w := own.laid()
			speak := own.voice(name)
			email := "lost-" + name + "@harbor.example"
			say := func(operation, base string, with map[string]any, body any) outcome {
				o := speak(call{op: own.rules.Operations[operation], base: base, person: "bluebird-operator", with: with, body: body})
				if o.Failed != "" || o.Refused != "" {
					t.Fatalf("%s: %s%s", operation, o.Refused, o.Failed)
				}
				return o
			}
			found := func() any { return say("listLeads", "", map[string]any{"email": email}, nil).Body }

			made := say("createLead", front, nil, map[string]any{"email": email, "tags": []string{"once"}}).Body
			id := map[string]any{"lead_id": pointed(made, "/id")}
			if there := found(); pointed(there, "/data/0/id") != id["lead_id"] || pointed(there, "/data/1") != nil {
				t.Errorf("leads: %v", there)
			}
			changed := say("updateLead", front, id, map[string]any{"company": "Harbor Café"}).Body
			say("deleteLead", front, id, nil)

			if before, after := pointed(made, "/version").(float64), pointed(changed, "/version").(float64); after != before+1 {
				t.Errorf("version %v became %v", before, after)
			}
			if there := found(); pointed(there, "/data/0") != nil {
				t.Errorf("after the deletion: %v", there)
			}
			w.wants([]int{201, 201}, []int{200, 200}, []int{204, 204})
		})
	}
}

// wants fails the test unless there was a key for each write, with these answers.
func (w *wire) wants(answers ...[]int) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, key := range w.keys {
		if i >= len(answers) || key == "" || !slices.Equal(w.attempts[key], answers[i]) {
			w.t.Errorf("the key %q was answered %v", key, w.attempts[key])
		}
	}
	if len(w.keys) != len(answers) {
		w.t.Errorf("there were %d keys for %d writes", len(w.keys), len(answers))
	}
}
