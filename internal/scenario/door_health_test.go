package scenario_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
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

	for _, target := range []string{"/health", "/readyz"} {
		if a := front.ask("GET", target, "", nobody); a.status != 503 || !strings.Contains(a.body, `"database":"away"`) || a.header.Get("Content-Type") != "application/json" {
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
