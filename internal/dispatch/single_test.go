package dispatch_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/tenant"
)

// person is a new lead with this ending of number and address.
func (r *room) person(ending string) (l db.Lead) {
	r.t.Helper()
	r.list(r.who, []string{ending})
	l.ID = uuid.MustParse(r.text("SELECT id::text FROM leads WHERE phone = $1", "+1202"+ending))
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) (err error) {
		l, err = tx.GetLead(context.Background(), l.ID)
		return err
	}))
	return l
}

// text is the only value of a query.
func (r *room) text(sql string, args ...any) (s string) {
	r.t.Helper()
	r.must(r.db.Admin.QueryRow(context.Background(), sql, args...).Scan(&s))
	return s
}

// sending opens a sending of an automation's step, and finds it when it is open.
func (r *room) sending(channel string, ref uuid.UUID, change ...func(*dispatch.NewSending)) (id uuid.UUID) {
	r.t.Helper()
	s := dispatch.NewSending{
		Origin: dispatch.FromAutomation, Ref: ref, Channel: channel, Timezone: "UTC",
		Content: content.Content{Subject: "Welcome", Body: `Welcome, {{ lead.first_name | default: "friend" }}`},
	}
	for _, f := range change {
		f(&s)
	}
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) (err error) {
		id, err = r.Dispatch.OpenSending(context.Background(), tx, s)
		return err
	}))
	return id
}

// enqueue adds a send.
func (r *room) enqueue(s dispatch.Single) (made db.Target) {
	r.t.Helper()
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) (err error) {
		made, err = r.Dispatch.Enqueue(context.Background(), tx, s)
		return err
	}))
	return made
}

// move pauses, resumes or cancels a sending.
func (r *room) move(id uuid.UUID, how func(context.Context, *tenant.Tx, uuid.UUID) error) {
	r.t.Helper()
	r.must(r.DB.Tx(context.Background(), r.who, func(tx *tenant.Tx) error { return how(context.Background(), tx, id) }))
}

// fate is where a target stands: its state, reason and hold.
func (r *room) fate(id uuid.UUID) string {
	r.t.Helper()
	return r.text("SELECT concat_ws(' ', status, reason, hold) FROM targets WHERE id = $1", id)
}

// chats has a person write on WhatsApp, in answer to a template.
func (r *room) chats(ending string) {
	r.t.Helper()
	r.campaign("whatsapp", []string{ending})
	r.pump()
	if !r.brevo.Reply("one", brevo.WhatsApp, "+1202"+ending, "Hello?") {
		r.t.Fatal("the provider does not know that person")
	}
}

func TestSingleSendGoesOutOnceForEachCause(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	who, step := r.person("2000001"), uuid.New()
	first, second := uuid.New(), uuid.New()
	sending := r.sending("sms", step)

	one := r.enqueue(dispatch.Single{Sending: sending, Lead: who, Occasion: first})
	again := r.enqueue(dispatch.Single{Sending: r.sending("sms", step), Lead: who, Occasion: first})
	r.pump()
	late := r.enqueue(dispatch.Single{Sending: sending, Lead: who, Occasion: first})
	two := r.enqueue(dispatch.Single{Sending: sending, Lead: who, Occasion: second, Run: uuid.New()})
	r.pump()

	if one.ID != again.ID || one.ID != late.ID || one.ID == two.ID {
		t.Errorf("targets of one cause %v, %v, %v, of another %v", one.ID, again.ID, late.ID, two.ID)
	}
	if n := r.brevo.Counts(); n.Total != 2 || r.fate(one.ID) != "completed" || r.fate(two.ID) != "completed" {
		t.Errorf("the provider has %d messages: %s, %s", n.Total, r.fate(one.ID), r.fate(two.ID))
	}
	if got := r.text("SELECT string_agg(DISTINCT body, '|') FROM attempts"); got != "Welcome, friend" {
		t.Errorf("on record is %q", got)
	}
	if n := r.db.Facts(t, "message.queued"); n != 2 {
		t.Errorf("%d sends were announced", n)
	}
	r.must(r.Campaigns.Finish(context.Background(), r.DB, r.who))
	if got := r.text("SELECT status FROM campaigns WHERE id = $1", sending); got != "running" {
		t.Errorf("in the end it is %s", got)
	}
}

func TestLiteralWordsAreNoTemplate(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) { o.brevo.Quiet = false })
	literal := content.Content{Body: "{{ lead.first_name }} {% " + strings.Repeat("é", 3000)}
	replies := r.sending("sms", r.conns["sms"], func(s *dispatch.NewSending) {
		s.Origin, s.Content, s.Connection = dispatch.FromReply, content.Content{}, new(r.conns["sms"])
	})

	r.enqueue(dispatch.Single{Sending: replies, Lead: r.person("2000001"), Occasion: uuid.New(), Content: &literal})
	r.pump()

	if got := r.brevo.Ledger(); len(got) != 1 || got[0].Content != literal.Body {
		t.Errorf("the provider has %+v", got)
	}
	kept := []rune(r.text("SELECT body FROM attempts"))
	if len(kept) != 2000 || kept[1999] != '…' || string(kept[:1999]) != string([]rune(literal.Body)[:1999]) {
		t.Errorf("%d characters are kept", len(kept))
	}
}

func TestWhoMayNotBeContactedIsSkippedAtBirthAndTheTimelineSaysWhy(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	sms, whatsapp := r.sending("sms", uuid.New()), r.sending("whatsapp", uuid.New())
	night := r.sending("sms", uuid.New(), func(s *dispatch.NewSending) {
		hour := time.Now().UTC().Hour()
		s.Schedule.StartHour, s.Schedule.EndHour = new((hour+2)%24), new((hour+3)%24)
	})
	out, mute, gone, other := r.person("2000001"), r.person("2000002"), r.person("2000003"), r.person("2000004")
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'sms', $2, 'unsubscribed', 'test')", r.who.Tenant, *out.Phone)
	mute.Phone, gone.DeletedAt = nil, new(time.Now())

	for want, s := range map[string]dispatch.Single{
		"skipped unsubscribed":           {Sending: sms, Lead: out},
		"skipped missing_address":        {Sending: sms, Lead: mute},
		"skipped lead_deleted":           {Sending: sms, Lead: gone},
		"skipped whatsapp_window_closed": {Sending: whatsapp, Lead: other},
		"pending window":                 {Sending: night, Lead: other},
	} {
		s.Occasion = uuid.New()
		made := r.enqueue(s)
		if got := r.fate(made.ID); got != want {
			t.Errorf("%s, wanted %s", got, want)
		}
		if n := r.db.Int(t, "SELECT count(*) FROM target_notes WHERE target_id = $1 AND kind = 'decision' AND body ->> 'reason' = $2", made.ID, strings.Fields(want)[1]); n != 1 {
			t.Errorf("%s: %d notes say why", want, n)
		}
	}
	r.chats("2000004")
	answer := r.enqueue(dispatch.Single{Sending: night, Lead: other, Occasion: uuid.New(), AnswerUntil: r.clock.Now().Add(time.Hour)})
	chat := r.enqueue(dispatch.Single{Sending: whatsapp, Lead: other, Occasion: uuid.New(), AnswerUntil: r.clock.Now().Add(time.Hour)})
	r.pump()

	if n := r.brevo.Counts().Total; n != 3 || r.fate(answer.ID) != "completed" || r.fate(chat.ID) != "completed" {
		t.Errorf("%d went out; the answers: %s, %s", n, r.fate(answer.ID), r.fate(chat.ID))
	}
	if queued, skipped := r.db.Facts(t, "message.queued"), r.db.Facts(t, "message.skipped"); queued != 4 || skipped != 4 {
		t.Errorf("%d queued, %d skipped", queued, skipped)
	}
}

func TestAnswerThatWaitsTooLongIsDecidedAnew(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	sending := r.sending("whatsapp", uuid.New())
	r.db.Exec(t, "UPDATE connections SET status = 'paused', pause_reason = 'test'")
	made := r.enqueue(dispatch.Single{Sending: sending, Lead: r.person("2000001"), Occasion: uuid.New(), AnswerUntil: r.clock.Now().Add(24 * time.Hour)})
	r.pump()

	r.clock.forward(25 * time.Hour)
	r.db.Exec(t, "UPDATE connections SET status = 'active', pause_reason = NULL")
	r.pump()

	if n := r.brevo.Counts().Total; n != 0 || r.fate(made.ID) != "skipped whatsapp_window_closed" {
		t.Errorf("%d went out: %s", n, r.fate(made.ID))
	}
}

func TestCrashBetweenPromiseAndAccountIsSettledForSingleSendsToo(t *testing.T) {
	t.Parallel()
	for _, channel := range []string{"email", "sms"} {
		r := newRoom(t, losing)
		replies := r.sending(channel, r.conns[channel], func(s *dispatch.NewSending) { s.Origin, s.Content = dispatch.FromReply, content.Content{} })
		steps := r.sending(channel, uuid.New())
		for i := range 5 {
			said := content.Content{Subject: "Re: {{", Body: fmt.Sprint("{{ answer ", i)}
			who := r.person(fmt.Sprint(2000000 + i))
			r.enqueue(dispatch.Single{Sending: replies, Lead: who, Occasion: uuid.New(), Content: &said})
			r.enqueue(dispatch.Single{Sending: steps, Lead: who, Occasion: uuid.New()})
		}
		r.pump() // the answers are lost
		lost := r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'unknown'")
		r.brevo.SetFaults(brevo.Faults{})

		r.reconcile(0)

		if n := r.brevo.Counts(); lost != 10 || n.Total != 10 || r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'completed'") != 10 {
			t.Errorf("%s: %d of 10 were lost, the provider has %+v", channel, lost, n)
		}
	}
}
