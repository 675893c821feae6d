package audit_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/journal"
)

// TestFactThatIsNumberedWhileOthersAreSealedIsInTheLogOnce holds a sealer between the moment when it
// has learned where the log ends and that when it reads the log, and lets the log grow meanwhile.
func TestFactThatIsNumberedWhileOthersAreSealedIsInTheLogOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.calls(1)
	s.seal()
	s.calls(1)
	if err := (&journal.Room{DB: s.d.DB}).Read(ctx, time.Now().Add(100*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(ctx, s.d.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	run := func(sql string) {
		t.Helper()
		if _, err := conn.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}

	run("BEGIN")
	run("LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
	sealed := make(chan error, 1)
	go func() { sealed <- s.room.Seal(ctx, s.who) }()
	for s.d.Int(t, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'events'::regclass") == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	run(`INSERT INTO events SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq', e.seq + 1))).*
		FROM events e ORDER BY e.seq DESC LIMIT 1`)
	run("UPDATE event_logs SET last_seq = last_seq + 1")
	run("COMMIT")
	if err := <-sealed; err != nil {
		t.Fatal(err)
	}
	s.seal()

	times := map[uuid.UUID]int{}
	for _, e := range s.log() {
		if e.EventID != nil {
			times[*e.EventID]++
		}
	}
	for id, n := range times {
		if n != 1 {
			t.Errorf("the fact %s is in the log %d times", id, n)
		}
	}
	if len(times) != 3 {
		t.Errorf("%d facts are in the log", len(times))
	}
}
