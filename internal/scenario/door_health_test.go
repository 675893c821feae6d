package scenario_test

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/postgres"
	"github.com/carillonhq/carillon/internal/schema"
)

func TestHealthSaysThatAllIsWell(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for _, target := range []string{"/health", "/livez", "/readyz"} {
		if a := r.ask("GET", target, "", http.Header{}).wants(t, target, 200, ""); !strings.Contains(a.body, `"status":"ok"`) {
			t.Errorf("%s: %s", target, a.body)
		}
	}
}

func TestWithoutDatabaseEverythingSaysSoAndComesBackByItself(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	pg, address := ownPostgres(t)
	silent := slog.New(slog.DiscardHandler) // failures are what the story is about
	front := r.door(func(c *config.Config) { c.DatabaseURL = address }, silent)
	nobody, admin := http.Header{}, r.choosing("root", "bluebird")
	front.ask("GET", "/health", "", nobody).wants(t, "before", 200, "")
	front.ask("GET", "/api/v1/me", "", admin).wants(t, "before", 200, "")

	if err := pg.StopImmediate(); err != nil {
		t.Fatal(err)
	}

	for target, word := range map[string]string{"/health": "away", "/readyz": "failing"} {
		if a := front.ask("GET", target, "", nobody); a.status != 503 || !strings.Contains(a.body, `"database":"`+word) || a.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s", target, a.status, a.body)
		}
	}
	front.ask("GET", "/livez", "", nobody).wants(t, "the process lives", 200, "")
	front.ask("GET", "/api/v1/me", "", nobody).wants(t, "signed out", 401, "missing_credentials")
	for _, op := range r.operations() {
		if op.Public {
			continue
		}
		if a := front.ask(op.Method, fill(op, nil), "", admin).wants(t, op.ID, 503, "unavailable"); a.header.Get("Retry-After") == "" {
			t.Errorf("%s does not say when to come again", op.ID)
		}
	}
	if err := pg.Restart(context.Background()); err != nil {
		t.Fatal(err)
	}
	r.await("the service's return", 20*time.Second, func() bool { return front.ask("GET", "/health", "", nobody).status == 200 })
	front.ask("GET", "/api/v1/me", "", admin).wants(t, "after", 200, "")
}

// ownPostgres is a migrated server that the test may stop, and its address for the service.
func ownPostgres(t *testing.T) (*postgres.Server, string) {
	t.Helper()
	ctx := context.Background()
	pg, err := postgres.Start(ctx, postgres.Options{Durability: postgres.Fast})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := pg.Stop(); err != nil {
			t.Error(err)
		}
	})
	admin := pg.URL("postgres")
	if err := schema.Up(ctx, admin); err != nil {
		t.Fatal(err)
	}
	if err := schema.Login(ctx, admin, "carillon_app", "carillon-test"); err != nil {
		t.Fatal(err)
	}
	return pg, strings.Replace(admin, admin[len("postgres://"):strings.Index(admin, "@")], "carillon_app:carillon-test", 1)
}

// readiness is the answer of /readyz with a sentence on each part.
func (r *rig) readiness(status int) (parts, says map[string]string) {
	r.t.Helper()
	var told struct {
		Status          string
		Checks, Details map[string]string
	}
	a := r.ask("GET", "/readyz?verbose", "", http.Header{})
	if err := json.Unmarshal([]byte(a.body), &told); err != nil || a.status != status || (told.Status == "ok") != (status == 200) {
		r.t.Errorf("/readyz?verbose: %d %v %s", a.status, err, a.body)
	}
	return told.Checks, told.Details
}

func TestReadinessTellsOfEachPartAndOnlyFailuresKeepTrafficAway(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	parts := []string{"database", "issuer", "migrations", "process", "rate_limits", "workers"}
	holds := func(what string, status int, want map[string]string) {
		t.Helper()
		checks, says := r.readiness(status)
		for _, name := range parts {
			if checks[name] != cmp.Or(want[name], "ok") || says[name] == "" {
				t.Errorf("%s: %s is %q: %s", what, name, checks[name], says[name])
			}
		}
	}

	holds("without a worker", 200, map[string]string{"workers": "degraded"})
	r.db.Exec(t, "INSERT INTO river.river_leader (elected_at, expires_at, leader_id) VALUES (now(), now() + interval '1 minute', 'test')")
	holds("with one", 200, nil)
	r.db.Exec(t, "UPDATE schema_migrations SET version = version + 1")
	holds("before a roll-out", 200, map[string]string{"migrations": "degraded"})
	r.db.Exec(t, "UPDATE schema_migrations SET version = version - 2")
	holds("without the last migration", 503, map[string]string{"migrations": "failing"})
	r.db.Exec(t, "UPDATE schema_migrations SET version = version + 1, dirty = true")
	holds("after half a migration", 503, map[string]string{"migrations": "failing"})

	if brief := r.ask("GET", "/readyz", "", http.Header{}); strings.Contains(brief.body, "details") {
		t.Errorf("nobody asked for sentences: %s", brief.body)
	}
	r.ask("GET", "/readyz?verbose=maybe", "", http.Header{}).wants(t, "another word", 422, "validation_failed")
}

func TestDoorIsNotReadyUntilTheIssuerHasGivenKeys(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var keys atomic.Bool
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if !keys.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		r.out.Issuer.ServeHTTP(w, q)
	}))
	t.Cleanup(issuer.Close)
	front := r.door(func(c *config.Config) { c.SupabaseURL = issuer.URL }, slog.New(slog.DiscardHandler))

	checks, _ := front.readiness(503)
	keys.Store(true)

	if checks["issuer"] != "failing" {
		t.Errorf("without keys: %v", checks)
	}
	r.await("readiness", 10*time.Second, func() bool { return front.ask("GET", "/readyz", "", http.Header{}).status == 200 })
}
