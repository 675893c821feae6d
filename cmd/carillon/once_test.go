package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// served is "carillon serve" over a database, as often as it is killed, and somebody who calls it.
type served struct {
	t    *testing.T
	db   *dbtest.DB
	addr string
	env  []string
	cmd  *exec.Cmd
	api  *client.ClientWithResponses
}

func serve(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, db: dbtest.New(t), addr: freeAddr(t)}
	user, acme := uuid.New(), s.db.Tenant(t, "acme")
	s.db.Exec(t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'operator')", acme.Tenant, uuid.New(), user)
	issuer, err := supabase.New(supabase.Options{Users: []supabase.User{{ID: user.String()}}})
	if err != nil {
		t.Fatal(err)
	}
	keys := httptest.NewServer(issuer)
	t.Cleanup(keys.Close)
	issuer.SetURL(keys.URL)
	token, err := issuer.Token(user.String())
	if err != nil {
		t.Fatal(err)
	}
	s.env = []string{
		"CARILLON_TEST_RUN_MAIN=1", "PATH=" + os.Getenv("PATH"), "DATABASE_URL=" + s.db.URL, "CARILLON_MASTER_KEYS=" + newMaster,
		"CARILLON_PUBLIC_URL=http://127.0.0.1", "SUPABASE_URL=" + keys.URL, "CARILLON_DRAIN_SECONDS=0",
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	t.Cleanup(transport.CloseIdleConnections)
	s.api, err = client.NewClientWithResponses("http://"+s.addr, client.WithHTTPClient(&http.Client{Transport: transport, Timeout: 10 * time.Second}),
		client.WithRequestEditorFn(func(_ context.Context, q *http.Request) error {
			q.Header.Set("Authorization", "Bearer "+token)
			return nil
		}))
	if err != nil {
		t.Fatal(err)
	}
	s.start()
	t.Cleanup(s.kill)
	return s
}

// start starts the command and waits until it is ready.
func (s *served) start() {
	s.t.Helper()
	s.cmd = carillon(s.t, "serve", "--addr", s.addr)
	s.cmd.Env = s.env
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.until("the start", func() bool {
		a, err := s.api.GetReadinessWithResponse(context.Background(), nil)
		return err == nil && a.StatusCode() == http.StatusOK
	})
}

// kill ends the command without a word.
func (s *served) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

func (s *served) until(what string, ok func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("%s did not happen", what)
		}
	}
}

// said is what came back to a request; nothing, where the command was killed.
type said struct {
	status   int
	body     string
	replayed bool
}

// task asks for a task under a key that is its title.
func (s *served) task(key string) said {
	a, err := s.api.CreateTaskWithResponse(context.Background(), &client.CreateTaskParams{IdempotencyKey: &key}, client.NewTask{Title: key})
	if err != nil {
		return said{}
	}
	return said{a.StatusCode(), string(a.Body), a.HTTPResponse.Header.Get("Idempotent-Replayed") != ""}
}

// insists asks until there is an answer other than to wait.
func (s *served) insists(key string) said {
	for {
		if a := s.task(key); a.status != http.StatusConflict {
			return a
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// commitsWait makes every commit of a task do something first.
func (s *served) commitsWait(how string) {
	s.t.Helper()
	s.db.Exec(s.t, "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM "+how+"; RETURN NULL; END $$")
	s.db.Exec(s.t, "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()")
}

// hold runs a statement whose lock lasts until the returned function is called.
func (s *served) hold(sql string) (release func()) {
	s.t.Helper()
	tx, err := s.db.Admin.Begin(s.t.Context())
	if err == nil {
		_, err = tx.Exec(s.t.Context(), sql)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	release = func() { _ = tx.Rollback(context.Background()) }
	s.t.Cleanup(release)
	return release
}

func (s *served) tasks(title string) int {
	return s.db.Int(s.t, "SELECT count(*) FROM tasks WHERE title = $1", title)
}

func TestServerThatIsKilledBeforeItsCommitHasDoneNothing(t *testing.T) {
	t.Parallel()
	s := serve(t)
	release := s.hold("LOCK TABLE tasks IN EXCLUSIVE MODE")
	lost := make(chan said, 1)
	go func() { lost <- s.task("before") }()
	s.until("the wait for the table", func() bool {
		return s.db.Int(t, "SELECT count(*) FROM pg_locks WHERE relation = 'tasks'::regclass AND NOT granted") == 1
	})

	s.kill()
	if a := <-lost; a.status != 0 {
		t.Errorf("the dead answered: %+v", a)
	}
	release()
	s.start()
	again := s.insists("before")

	if again.status != http.StatusCreated || again.replayed || s.tasks("before") != 1 {
		t.Errorf("tried anew: %+v, %d tasks", again, s.tasks("before"))
	}
}

func TestServerThatIsKilledInItsCommitHasDoneItAll(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.commitsWait("pg_advisory_xact_lock_shared(1)")
	release := s.hold("SELECT pg_advisory_xact_lock(1)")
	lost := make(chan said, 1)
	go func() { lost <- s.task("commit") }()
	s.until("the commit", func() bool {
		return s.db.Int(t, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'COMMIT' AND wait_event = 'advisory'") == 1
	})

	s.kill()
	if a := <-lost; a.status != 0 {
		t.Errorf("the dead answered: %+v", a)
	}
	s.start()
	meanwhile := s.task("commit")
	release()
	again := s.insists("commit")
	third := s.task("commit")

	if meanwhile.status != http.StatusConflict {
		t.Errorf("while the dead one's commit goes on: %+v", meanwhile)
	}
	if again.status != http.StatusCreated || !again.replayed || third != again || s.tasks("commit") != 1 {
		t.Errorf("afterwards: %+v, then %+v; %d tasks", again, third, s.tasks("commit"))
	}
}

// TestServerThatIsKilledAtAnyMomentDoesEachRequestOnce kills it under load until requests were cut off
// on both sides of their commit.
func TestServerThatIsKilledAtAnyMomentDoesEachRequestOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.commitsWait("pg_sleep(0.005)") // so that many are in the middle of one
	const callers, most = 8, 60
	keys, before, after, kills := 0, 0, 0, 0

	for ; kills < most && (kills < 12 || before == 0 || after == 0); kills++ {
		var wg sync.WaitGroup
		answers := make([]map[string]said, callers)
		for i := range callers {
			answers[i] = map[string]said{}
			wg.Go(func() {
				for n, a := 0, (said{status: 1}); a.status != 0; n++ {
					key := fmt.Sprintf("%d-%d-%d", kills, i, n)
					a = s.task(key)
					answers[i][key] = a
				}
			})
		}
		time.Sleep(time.Duration(50+rand.IntN(200)) * time.Millisecond)
		s.kill()
		wg.Wait()
		s.start()
		for _, own := range answers {
			for key, first := range own {
				again := s.insists(key)
				keys++
				switch {
				case again.status != http.StatusCreated || s.tasks(key) != 1:
					t.Errorf("%s: %+v, %d tasks", key, again, s.tasks(key))
				case first.status != 0 && (again.body != first.body || !again.replayed):
					t.Errorf("%s: first %+v, then %+v", key, first, again)
				case first.status == 0 && again.replayed:
					after++
				case first.status == 0:
					before++
				}
			}
		}
	}

	t.Logf("%d kills, %d requests, of those without an answer %d had been carried out and %d had not", kills, keys, after, before)
	if before == 0 || after == 0 {
		t.Errorf("only one side was seen: %d before a commit, %d after", before, after)
	}
	if n := s.db.Int(t, "SELECT count(*) FROM tasks"); n != keys {
		t.Errorf("%d tasks for %d keys", n, keys)
	}
}
