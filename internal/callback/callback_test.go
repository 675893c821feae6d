package callback_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/callback"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// room is the room of callbacks of one tenant's Brevo account, with nothing behind it.
type room struct {
	*callback.Room
	t    *testing.T
	db   *dbtest.DB
	who  tenant.Actor
	conn db.Connection
}

func newRoom(t *testing.T) *room {
	t.Helper()
	d := dbtest.New(t)
	h, err := assembly.New(context.Background(), config.Config{
		DatabaseURL: d.URL, MasterKeys: "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=", Instances: 1, ContactHours: config.Hours{End: 24}, PublicURL: "http://127.0.0.1",
	}, slog.New(slog.DiscardHandler), assembly.Choices{Timing: dispatch.DefaultTiming()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	r := &room{Room: h.Callbacks, t: t, db: d, who: d.Tenant(t, "one")}
	r.conn = db.Connection{TenantID: r.who.Tenant, ID: uuid.New(), Provider: "brevo", EndpointID: uuid.New()}
	d.Exec(t, "INSERT INTO connections (tenant_id, id, name, provider, secret, secret_last_four, secret_fingerprint, endpoint_id) VALUES ($1, $2, 'brevo', 'brevo', '', '', '', $3)",
		r.who.Tenant, r.conn.ID, r.conn.EndpointID)
	return r
}

// arrival is a text callback that has proven itself.
func (r *room) arrival() callback.Arrival {
	r.t.Helper()
	a, err := r.Admit(context.Background(), callback.BrevoSMS, r.conn.EndpointID, callback.Proof{Tokens: []string{"", r.Book.CallbackToken(r.conn)}})
	r.must(err)
	return a
}

func (r *room) keep(body string) callback.Receipt {
	r.t.Helper()
	receipt, err := r.Keep(context.Background(), r.arrival(), []byte(body))
	r.must(err)
	return receipt
}

// apply has every event tried now.
func (r *room) apply() {
	r.t.Helper()
	r.db.Exec(r.t, "UPDATE callbacks SET next_try_at = clock_timestamp() - interval '1 second'")
	r.must(r.Apply(context.Background(), r.who))
}

// states are the stored events by status.
func (r *room) states() map[string]int {
	r.t.Helper()
	found := map[string]int{}
	for _, s := range []string{"pending", "applied", "unmatched", "dead"} {
		if n := r.db.Int(r.t, "SELECT count(*) FROM callbacks WHERE status = $1", s); n > 0 {
			found[s] = n
		}
	}
	return found
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

const optOut = `{"to":"12025550143","msg_status":"unsubscribe","messageId":7,"date":"2026-01-01 00:00:00"}`

func TestEventIsKeptOnceAndByteForByte(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	const spaced = ` [ ` + optOut + `,  {"to":"12025550144","msg_status":"delivered","messageId":8,"odd":"` + "\ufffd" + `\u0000"} ] `

	first, second, both := r.keep(optOut), r.keep(optOut), r.keep(spaced)

	if first != (callback.Receipt{Stored: 1}) || second != (callback.Receipt{Duplicates: 1}) || both != (callback.Receipt{Stored: 1, Duplicates: 1}) {
		t.Errorf("%+v, %+v, %+v", first, second, both)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM callbacks WHERE body = $1::bytea", []byte(optOut)); n != 1 {
		t.Error("the bytes were changed")
	}
}

func TestUnmatchedEventIsTriedAgainAndThenLeft(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.keep(`{"to":"12025550143","msg_status":"delivered","messageId":7}`)
	var waits []time.Duration
	for range 7 {
		r.apply()
		waits = append(waits, time.Duration(r.db.Int(t, "SELECT round(extract(epoch FROM next_try_at - clock_timestamp()))::integer FROM callbacks"))*time.Second)
	}

	want := []time.Duration{5 * time.Second, 30 * time.Second, 5 * time.Minute, time.Hour, 24 * time.Hour}
	for i, w := range want {
		if waits[i] != w {
			t.Errorf("after try %d it waits %v, not %v", i+1, waits[i], w)
		}
	}
	if s := r.states(); s["dead"] != 1 || r.db.Int(t, "SELECT tries FROM callbacks") != 6 {
		t.Errorf("in the end: %v", s)
	}
}

func TestPoisonousEventHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	for i := range 20 {
		r.keep(fmt.Sprintf(`not JSON, number %d`, i))
	}
	r.keep(optOut)
	for range 7 {
		r.apply()
	}

	if s := r.states(); s["dead"] != 20 || s["applied"] != 1 {
		t.Errorf("in the end: %v", s)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM callbacks WHERE status = 'dead' AND last_error IS NOT NULL AND last_error NOT LIKE '%number%'"); n != 20 {
		t.Errorf("%d of 20 say why, without quoting", n)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM suppressions WHERE channel = 'sms' AND address_key = '+12025550143' AND reason = 'unsubscribed'"); n != 1 {
		t.Error("the opt-out was lost")
	}
}

func TestPersonsWordNeedsNoMessageOfOurs(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	suppressed := func() int { return r.db.Int(t, "SELECT count(*) FROM suppressions WHERE address_key = '+12025550143'") }

	r.keep(`{"to":"12025550143","msg_status":"reply","messageId":0,"reply":"Please stop calling it a day","ts_event":1780000000}`)
	r.apply()
	chat := suppressed()
	r.keep(`{"to":"12025550143","msg_status":"reply","messageId":0,"reply":" Stop! ","ts_event":1780000001}`)
	r.apply()
	stopped := suppressed()
	r.keep(`{"to":"12025550143","msg_status":"subscribe","messageId":0,"ts_event":1780000002}`)
	r.apply()

	if chat != 0 || stopped != 1 || suppressed() != 0 {
		t.Errorf("after chat %d, after stop %d, after coming back %d suppressions", chat, stopped, suppressed())
	}
	if s := r.states(); s["applied"] != 3 {
		t.Errorf("in the end: %v", s)
	}
}

func TestBounceIsNotTakenBackBySubscribing(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'sms', '+12025550143', 'hard_bounced', 'test')", r.who.Tenant)

	r.keep(`{"to":"12025550143","msg_status":"subscribe","messageId":0}`)
	r.apply()

	if n := r.db.Int(t, "SELECT count(*) FROM suppressions"); n != 1 {
		t.Error("an address that does not exist is written to again")
	}
}

func TestProofBelongsToOneAddressAndOneFeed(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	own := callback.Proof{Tokens: []string{r.Book.CallbackToken(r.conn)}}
	for name, c := range map[string]struct {
		feed     callback.Feed
		endpoint uuid.UUID
		proof    callback.Proof
		want     error
	}{
		"its own":               {callback.BrevoEmail, r.conn.EndpointID, own, nil},
		"nothing":               {callback.BrevoEmail, r.conn.EndpointID, callback.Proof{}, callback.ErrForged},
		"another's address":     {callback.BrevoEmail, uuid.New(), own, callback.ErrForged},
		"another's feed":        {callback.VapiCall, r.conn.EndpointID, own, tenant.ErrNotFound},
		"an address not signed": {callback.BrevoSMS, r.conn.EndpointID, callback.Proof{MessageToken: uuid.NewString()}, callback.ErrForged},
	} {
		if _, err := r.Admit(context.Background(), c.feed, c.endpoint, c.proof); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, wanted %v", name, err, c.want)
		}
	}
	r.db.Exec(t, "UPDATE connections SET deleted_at = now()")
	if _, err := r.Admit(context.Background(), callback.BrevoSMS, r.conn.EndpointID, own); !errors.Is(err, callback.ErrGone) {
		t.Errorf("of a removed connection: %v", err)
	}
}

func TestPolledEventsAreKeptLikeCallbacks(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	event := []byte(`{"contactNumber":"447400123456","date":"2026-01-01T00:00:00Z","messageId":"m","event":"reply","body":"STOP"}`)

	for range 3 {
		r.must(r.News(context.Background(), r.conn, channel.WhatsApp, []json.RawMessage{event, []byte(`7`), event}))
	}
	r.apply()

	if n := r.db.Int(t, "SELECT count(*) FROM suppressions WHERE channel = 'whatsapp' AND address_key = '+447400123456'"); n != 1 {
		t.Errorf("%d suppressions", n)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM callbacks WHERE feed = 'brevo_whatsapp'"); n != 1 {
		t.Errorf("%d events were kept", n)
	}
}

func TestBacklogOfManyPagesIsAppliedOnceEach(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	const many = 1200 // more than two pages
	r.db.Exec(t, `INSERT INTO callbacks (tenant_id, id, connection_id, feed, dedupe_key, body, next_try_at)
		SELECT $1, gen_random_uuid(), $2, 'brevo_sms', decode(md5(n::text), 'hex'), convert_to('{"msg_status":"nothing we know","n":' || n || '}', 'UTF8'), now() - interval '1 second'
		FROM generate_series(1, $3::integer) n`, r.who.Tenant, r.conn.ID, many)

	var workers errgroup.Group
	for range 2 {
		workers.Go(func() error { return r.Apply(context.Background(), r.who) })
	}
	r.must(workers.Wait())

	if n := r.db.Int(t, "SELECT count(*) FROM callbacks WHERE tries = 1"); n != many {
		t.Errorf("%d of %d were tried once: %v", n, many, r.states())
	}
}
