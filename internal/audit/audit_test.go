package audit_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// stage is a tenant with an audit log.
type stage struct {
	t    *testing.T
	d    *dbtest.DB
	who  tenant.Actor
	room *audit.Room
}

func newStage(t *testing.T) stage {
	t.Helper()
	keys, err := secret.NewKeyring("a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := assembly.Contract()
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.New(t)
	return stage{t, d, d.Tenant(t, "one"), &audit.Room{DB: d.DB, Keys: keys, Facts: rules.Events}}
}

// call makes a call with one fact about a lead, in the transaction of its effect.
func (s stage) call(lead uuid.UUID, data map[string]any) error {
	who := s.who
	who.Request = "req_" + strings.ReplaceAll(uuid.Must(uuid.NewV7()).String(), "-", "")
	who.Call = &tenant.Call{Operation: "createLead", Status: 201, Object: lead}
	return s.d.Tx(context.Background(), who, func(tx *tenant.Tx) error {
		return tx.Emit(context.Background(), event.Of(event.LeadCreated, "lead", lead, data))
	})
}

// calls makes n calls.
func (s stage) calls(n int) {
	s.t.Helper()
	for i := range n {
		if err := s.call(uuid.New(), map[string]any{"email": fmt.Sprintf("lead%d@example.com", i), "tags": []string{}, "status": "new"}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// seal numbers the facts and seals all there is.
func (s stage) seal() {
	s.t.Helper()
	ctx := context.Background()
	until := time.Now().Add(10 * time.Second)
	for s.d.Int(s.t, "SELECT count(*) FROM outbox") > 0 && time.Now().Before(until) {
		if err := (&journal.Room{DB: s.d.DB}).Read(ctx, time.Now().Add(100*time.Millisecond)); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := s.room.Seal(ctx, s.who); err != nil {
		s.t.Fatal(err)
	}
}

// log is the tenant's audit log, oldest first.
func (s stage) log() []db.AuditEntry {
	s.t.Helper()
	var all []db.AuditEntry
	for after := int64(0); ; {
		rows, err := s.d.Read(s.who).ListAuditChain(context.Background(), after, 1000)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(rows) == 0 {
			return all
		}
		all, after = append(all, rows...), rows[len(rows)-1].Seq
	}
}

// verify is what verification finds, each as one line.
func (s stage) verify(anchors ...audit.Anchor) []string {
	s.t.Helper()
	report, err := s.room.Verify(context.Background(), s.who, anchors)
	if err != nil {
		s.t.Fatal(err)
	}
	var lines []string
	for _, f := range report.Findings {
		lines = append(lines, string(f.What)+": "+f.Text)
	}
	return lines
}

// anchor is the signed end of the log.
func (s stage) anchor() audit.Anchor {
	s.t.Helper()
	n, is, err := s.room.Anchor(context.Background(), s.who)
	if err != nil || !is {
		s.t.Fatal(is, err)
	}
	return n
}

// tamper changes the database as its administrator can, past every guard.
func (s stage) tamper(sql string) {
	s.t.Helper()
	s.d.Exec(s.t, "BEGIN; SET LOCAL session_replication_role = replica; "+sql+"; COMMIT")
}

func TestCallAndItsFactsAreTiedByTheRequest(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	lead := uuid.New()

	if err := s.call(lead, map[string]any{"tags": []string{}}); err != nil {
		t.Fatal(err)
	}
	s.seal()

	log := s.log()
	if len(log) != 2 || log[0].Kind == log[1].Kind || *log[0].Request != *log[1].Request || *log[0].ObjectID != lead || *log[1].ObjectID != lead {
		t.Errorf("the log is %+v", log)
	}
	if found := s.verify(s.anchor()); len(found) > 0 {
		t.Error(found)
	}
}

func TestCallThatRollsBackIsNotNoted(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	who := s.who
	who.Request, who.Call = "req_1", &tenant.Call{Operation: "createLead", Status: 201}

	err := s.d.Tx(context.Background(), who, func(*tenant.Tx) error { return tenant.ErrNotFound })

	if n := s.d.Int(t, "SELECT count(*) FROM audit_inbox"); err == nil || n != 0 || who.Call.Noted() {
		t.Errorf("%d calls are noted after %v", n, err)
	}
	who.Call.Status, who.Call.Code = 404, "not_found"
	if err := s.d.Note(context.Background(), who); err != nil || !who.Call.Noted() {
		t.Error(err)
	}
	s.seal()
	if log := s.log(); len(log) != 1 || *log[0].Status != 404 || *log[0].Code != "not_found" {
		t.Errorf("the log is %+v", log)
	}
}

// TestCallThatEndsOtherwiseThanItsTransactionThoughtIsOneEntry has a call fail after its first commit.
func TestCallThatEndsOtherwiseThanItsTransactionThoughtIsOneEntry(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	who := s.who
	who.Request, who.Call = "req_1", &tenant.Call{Operation: "startCampaign", Status: 200}
	if err := s.d.Tx(context.Background(), who, func(*tenant.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}

	who.Call.Status, who.Call.Code = 409, "busy"
	if err := s.d.Note(context.Background(), who); err != nil {
		t.Fatal(err)
	}
	s.seal()

	if log := s.log(); len(log) != 1 || *log[0].Status != 409 {
		t.Errorf("the log is %+v", log)
	}
}

func TestMessagesStayInTheLedger(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	err := s.d.Tx(context.Background(), s.who, func(tx *tenant.Tx) error {
		return tx.Emit(context.Background(), event.Of(event.MessageSent, "message", uuid.New(), nil), event.Of(event.CallStarted, "call", uuid.New(), nil),
			event.Of(event.CampaignStarted, "campaign", uuid.New(), nil))
	})
	if err != nil {
		t.Fatal(err)
	}

	s.seal()

	if log := s.log(); len(log) != 1 || log[0].Action != "campaign.started" {
		t.Errorf("the log is %+v", log)
	}
	if n := s.d.Int(t, "SELECT event_seq FROM audit_chains"); n != 3 {
		t.Errorf("the log was read up to %d of 3", n)
	}
}

// TestChainIsWholeHoweverManyWriteAndWhoeverDies has many writers, some of whom roll back, and
// several sealers who are cut off at random. Every call that took effect must be there once, with
// its fact, in a whole chain.
func TestChainIsWholeHoweverManyWriteAndWhoeverDies(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const writers, each = 6, 60
	ctx, stop := context.WithCancel(context.Background())
	var sealing, writing sync.WaitGroup
	for range 3 {
		sealing.Go(func() { sealAndDie(ctx, s) })
	}
	sealing.Go(func() {
		for ctx.Err() == nil {
			_ = (&journal.Room{DB: s.d.DB}).Read(ctx, time.Now().Add(time.Second))
		}
	})
	for range writers {
		writing.Go(func() {
			for range each {
				if err := s.call(uuid.New(), map[string]any{"tags": []string{}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	stop()
	sealing.Wait()
	s.seal()

	calls, facts := map[string]int{}, map[string]int{}
	for i, e := range s.log() {
		if e.Seq != int64(i+1) {
			t.Fatalf("entry %d has the number %d", i+1, e.Seq)
		}
		if e.Kind == "call" {
			calls[*e.Request]++
		} else {
			facts[*e.Request]++
		}
	}
	if len(calls) != writers*each || len(facts) != writers*each {
		t.Errorf("%d calls and %d facts of %d", len(calls), len(facts), writers*each)
	}
	for request, n := range calls {
		if n != 1 || facts[request] != 1 {
			t.Errorf("%s is there %d times, with %d facts", request, n, facts[request])
		}
	}
	if found := s.verify(s.anchor()); len(found) > 0 {
		t.Error(found)
	}
}

// sealAndDie seals for random moments until the context ends.
func sealAndDie(ctx context.Context, s stage) {
	for ctx.Err() == nil {
		life, cancel := context.WithTimeout(ctx, time.Duration(rand.IntN(30))*time.Millisecond)
		_ = s.room.Seal(life, s.who)
		cancel()
	}
}

func TestFactsAreKeptUntilTheyAreInTheAuditLog(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := context.Background()
	s.calls(3)
	if err := (&journal.Room{DB: s.d.DB}).Read(ctx, time.Now().Add(200*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	old := func() int64 {
		n, err := s.d.Read(s.who).DeleteOldEvents(ctx, time.Now().Add(time.Hour), 100)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}

	if n := old(); n != 0 {
		t.Errorf("%d facts were forgotten before they were audited", n)
	}
	s.seal()
	if n := old(); n != 3 {
		t.Errorf("%d facts were forgotten, wanted 3", n)
	}
}
