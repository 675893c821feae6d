package scenario_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/forward"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/webhook"
)

// notes are lines that one writes and another reads.
type notes struct {
	lock sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.lock.Lock()
	defer n.lock.Unlock()
	return n.text.String()
}

// listener forwards bluebird's events to an address.
func (r *rig) listener(to string, report *notes) *forward.Listener {
	return &forward.Listener{
		API: r.as("bluebird-viewer"), To: to, Out: outbound.New(outbound.Options{Private: true}), Secret: webhook.NewSecret(), Every: 20 * time.Millisecond, Report: report,
	}
}

func TestListenerForwardsWhatAnEndpointWouldBeTold(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	local, remote := r.receive(nil), r.receive(nil)
	old := r.occur("custom.old", 3)
	r.logged()
	var report notes
	l := r.listener(local.url, &report)
	from, err := l.End(t.Context())
	if err != nil || from != 3 {
		t.Fatalf("the log ends at %d, %v", from, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- l.Run(ctx, from) }()

	r.endpoint(remote.url, "*")
	r.lead("bluebird-operator", `{"external_id":"7","company":"Harbor"}`)
	ids := r.occur("custom.new", 250)
	got, told := local.hears(252), remote.hears(251) // an endpoint is not told that it was made
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}

	here := map[string]parcel{}
	for _, h := range got {
		here[h.header.Get("Webhook-Id")] = h
		if err := verified(l.Secret, h); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range told {
		if encode(here[h.header.Get("Webhook-Id")].message()) != encode(h.message()) {
			t.Errorf("here %s, there %s", here[h.header.Get("Webhook-Id")].body, h.body)
		}
	}
	if len(here) != 252 || len(got) != 252 || here[ids[249]].body == nil || here[old[0]].body != nil {
		t.Errorf("%d events in %d requests", len(here), len(got))
	}
	if lines := strings.Split(strings.TrimSpace(report.String()), "\n"); len(lines) != 252 || !strings.Contains(report.String(), " custom.new "+ids[0]+" -> 200 (") {
		t.Errorf("%d lines: %s", len(lines), lines[0])
	}
}

func TestListenerFindsTheEndOfAnyLog(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	l := r.listener("http://127.0.0.1:1", &notes{})
	want := []int64{0}
	for range 6 {
		r.occur("custom.x", 1)
		want = append(want, want[len(want)-1]+1)
	}
	var got []int64

	for range want[1:] {
		end, err := l.End(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, end)
		r.db.Exec(t, `WITH moved AS (DELETE FROM outbox WHERE ordinal = (SELECT min(ordinal) FROM outbox) RETURNING *)
			INSERT INTO events (tenant_id, seq, id, type, actor, object_type, object_id, data, depth, chain, created_at)
			SELECT tenant_id, (SELECT coalesce(max(seq), 0) + 1 FROM events), id, type, actor, object_type, object_id, data, depth, chain, created_at FROM moved`)
	}

	if !slices.Equal(got, want[:len(got)]) {
		t.Errorf("ends are %v", got)
	}
}

func TestListenerSaysWhyItCannotListenAndWhatWasNotTaken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.occur("custom.x", 1)
	r.logged()
	var report notes
	l := r.listener("http://127.0.0.1:1", &report)
	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()

	if err := l.Run(ctx, 0); err != nil {
		t.Error(err)
	}
	if !strings.Contains(report.String(), "-> unreachable (") {
		t.Errorf("said %s", report.String())
	}
	l.API, l.Tenant = r.as("nobody"), uuid.NewString()
	if err := l.Run(t.Context(), 0); err == nil || !strings.Contains(err.Error(), "tenant_forbidden") {
		t.Errorf("a stranger: %v", err)
	}
}
