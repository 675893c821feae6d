package dispatch_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
)

// thread puts a conversation with a lead into the database: who owns it, and how long ago the lead
// wrote.
func (r *room) thread(l db.Lead, channel, owner string, heard time.Duration) {
	r.t.Helper()
	r.db.Exec(r.t, `
		INSERT INTO conversations (tenant_id, id, channel, lead_id, address_key, owner, last_entry_at, last_inbound_at)
		VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, now(), $6)
		ON CONFLICT (tenant_id, lead_id, channel) WHERE lead_id IS NOT NULL DO UPDATE SET owner = excluded.owner`,
		r.who.Tenant, channel, l.ID, *l.Phone, owner, r.clock.Now().Add(-heard))
}

func TestAutomationIsSilentWhereAPersonHasTakenOver(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	step := r.sending("sms", uuid.New())
	replies := r.sending("sms", r.conns["sms"], func(s *dispatch.NewSending) { s.Origin, s.Content = dispatch.FromReply, content.Content{} })
	owned, bots, elsewhere := r.person("2000001"), r.person("2000002"), r.person("2000003")
	r.thread(owned, "sms", "human", time.Hour)
	r.thread(bots, "sms", "bot", time.Hour)
	r.thread(elsewhere, "whatsapp", "human", time.Hour)
	send := func(l db.Lead) uuid.UUID {
		return r.enqueue(dispatch.Single{Sending: step, Lead: l, Occasion: uuid.New()}).ID
	}

	atBirth, later, other := send(owned), send(bots), send(elsewhere)
	r.thread(bots, "sms", "human", time.Hour) // between birth and claim
	persons := r.enqueue(dispatch.Single{Sending: replies, Lead: owned, Occasion: uuid.New(), Content: &content.Content{Body: "It is me"}}).ID
	born := r.fate(atBirth)
	r.campaign("sms", []string{"2000001"})
	r.pump()

	if born != "skipped human_owns" || r.fate(later) != "skipped human_owns" {
		t.Errorf("at birth %s, at the claim %s", born, r.fate(later))
	}
	if r.fate(other) != "completed" || r.fate(persons) != "completed" || r.brevo.Counts().Total != 3 {
		t.Errorf("on another channel %s, the person's own %s; %d went out", r.fate(other), r.fate(persons), r.brevo.Counts().Total)
	}
	if n := r.db.Facts(t, "message.skipped"); n != 2 {
		t.Errorf("%d were announced as skipped", n)
	}
}

func TestWhatsAppWordsGoToWhoWroteInTheLastDay(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	step := r.sending("whatsapp", uuid.New())
	template := r.sending("whatsapp", uuid.New(), func(s *dispatch.NewSending) { s.Content = content.Content{TemplateID: 465118589032810} })
	recent, old := r.person("2000001"), r.person("2000002")
	r.chats("2000001")
	r.thread(recent, "whatsapp", "bot", 23*time.Hour)
	r.thread(old, "whatsapp", "bot", 25*time.Hour)

	words := r.enqueue(dispatch.Single{Sending: step, Lead: recent, Occasion: uuid.New()}).ID
	late := r.enqueue(dispatch.Single{Sending: step, Lead: old, Occasion: uuid.New()}).ID
	approved := r.enqueue(dispatch.Single{Sending: template, Lead: old, Occasion: uuid.New()}).ID
	r.pump()

	if r.fate(words) != "completed" || r.fate(late) != "skipped whatsapp_window_closed" || r.fate(approved) != "completed" {
		t.Errorf("within a day %s, after it %s, a template %s", r.fate(words), r.fate(late), r.fate(approved))
	}
}

func TestAutomationsSendOpensTheThreadItStandsIn(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	step := r.sending("sms", uuid.New())
	one, two, out := r.person("2000001"), r.person("2000002"), r.person("2000003")
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'sms', $2, 'unsubscribed', 'test')", r.who.Tenant, *out.Phone)
	r.campaign("sms", []string{"2000001", "2000004"})
	for _, l := range []db.Lead{one, one, two, out} {
		r.enqueue(dispatch.Single{Sending: step, Lead: l, Occasion: uuid.New()})
	}

	for range 2 { // what the first opens is heard by the second
		r.must(r.Journal.Read(context.Background(), time.Now().Add(200*time.Millisecond)))
	}

	if n := r.db.Int(t, "SELECT count(*) FROM conversations WHERE lead_id = ANY($1) AND channel = 'sms' AND owner = 'bot' AND unread = 0", []uuid.UUID{one.ID, two.ID}); n != 2 {
		t.Errorf("%d of 2 have a thread", n)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM conversations"); n != 2 {
		t.Errorf("there are %d threads", n)
	}
	if n := r.db.Facts(t, "conversation.opened"); n != 2 {
		t.Errorf("%d were announced", n)
	}
}
