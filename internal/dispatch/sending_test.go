package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestPausedSendingHoldsWhatItHas(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.brevo.SetLatency(20 * time.Millisecond)
	sending := r.sending("sms", uuid.New())
	for i := range 300 {
		r.enqueue(dispatch.Single{Sending: sending, Lead: r.person(fmt.Sprint(2000000 + i)), Occasion: uuid.New()})
	}
	stop := r.pumps(4)
	r.await("some sends", func() bool { return r.due() && r.brevo.Counts().Total > 20 })

	r.move(sending, r.Dispatch.PauseSending)
	paused := time.Now()
	r.enqueue(dispatch.Single{Sending: sending, Lead: r.person("3000000"), Occasion: uuid.New()})
	time.Sleep(2 * time.Second)
	stop()

	still := r.brevo.Counts().Total
	for _, e := range r.brevo.Ledger() {
		if late := e.StartedAt.Sub(paused); late > r.timing.Fence {
			t.Errorf("a request started %v after the pause", late)
		}
	}
	if still == 301 {
		t.Fatal("all had gone out before the pause: this proves nothing")
	}
	r.move(sending, r.Dispatch.ResumeSending)
	r.pump()
	if n := r.brevo.Counts().Total; n != 301 {
		t.Errorf("%d of 301 went out in the end", n)
	}
}

func TestCancelledSendingEndsWhatItHasNotSent(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	sending := r.sending("sms", uuid.New())
	before := r.enqueue(dispatch.Single{Sending: sending, Lead: r.person("2000001"), Occasion: uuid.New()})

	r.move(sending, r.Dispatch.CancelSending)
	after := r.enqueue(dispatch.Single{Sending: sending, Lead: r.person("2000001"), Occasion: uuid.New()})
	work, err := r.DB.WorkDue(context.Background(), r.clock.Now())
	r.must(err)
	r.must(r.Campaigns.Finish(context.Background(), r.DB, r.who))
	r.move(sending, r.Dispatch.ResumeSending)
	r.pump()

	if !slices.ContainsFunc(work, func(w tenant.Work) bool { return w.Kind == "finish" }) {
		t.Errorf("to do: %+v", work)
	}
	if n := r.brevo.Counts().Total; n != 0 || r.fate(before.ID) != "cancelled sending_cancelled" || r.fate(after.ID) != "skipped sending_cancelled" {
		t.Errorf("%d went out: %s, %s", n, r.fate(before.ID), r.fate(after.ID))
	}
	if n := r.db.Int(t, "SELECT count(*) FROM campaigns WHERE id = $1 AND finished_at IS NOT NULL", sending); n != 1 {
		t.Error("it has no end")
	}
}

func TestSendingIsRefusedThatCouldNeverSend(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	ctx := context.Background()
	sound := dispatch.NewSending{Origin: dispatch.FromAutomation, Channel: "sms", Timezone: "UTC", Content: content.Content{Body: "Hello"}}

	for name, change := range map[string]func(*dispatch.NewSending){
		"a schedule that cannot be": func(s *dispatch.NewSending) { s.Schedule.DaysAllowed = []int{9} },
		"an account of nobody's":    func(s *dispatch.NewSending) { s.Connection = new(uuid.New()) },
		"an unfit account":          func(s *dispatch.NewSending) { s.Connection = new(r.conns["voice"]) },
		"an unreadable template":    func(s *dispatch.NewSending) { s.Content.Body = "{{ lead." },
	} {
		s := sound
		s.Ref = uuid.New()
		change(&s)
		err := r.DB.Tx(ctx, r.who, func(tx *tenant.Tx) error {
			_, err := r.Dispatch.OpenSending(ctx, tx, s)
			return err
		})
		if err == nil || errors.Is(err, tenant.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAccountWithRepliesUnderWayIsNotRemoved(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	open := func() int {
		var n int64
		r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) (err error) {
			n, err = tx.CountOpenCampaignsOn(context.Background(), new(r.conns["sms"]))
			return err
		}))
		return int(n)
	}
	replies := r.sending("sms", r.conns["sms"], func(s *dispatch.NewSending) { s.Origin, s.Content = dispatch.FromReply, content.Content{} })

	none := open()
	r.enqueue(dispatch.Single{Sending: replies, Lead: r.person("2000001"), Occasion: uuid.New(), Content: &content.Content{Body: "Yes"}})
	one := open()
	r.pump()
	after := open()
	r.sending("sms", uuid.New())

	if none != 0 || one != 1 || after != 0 || open() != 1 {
		t.Errorf("open: %d without a reply, %d with one, %d after it, %d with a step", none, one, after, open())
	}
}
