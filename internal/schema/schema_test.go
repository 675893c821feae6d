package schema_test

import (
	"context"
	"sync"
	"testing"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/schema"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func TestEveryMigrationGoesDownAndUpAgain(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	before, err := schema.Status(ctx, d.AdminURL)
	if err != nil || !before.Current() || before.River == 0 {
		t.Fatalf("fresh database: %+v, %v", before, err)
	}

	for at := before; at.Version > 0; {
		if err := schema.Down(ctx, d.AdminURL, 1); err != nil {
			t.Fatalf("down from %d: %v", at.Version, err)
		}
		if at, err = schema.Status(ctx, d.AdminURL); err != nil {
			t.Fatal(err)
		}
	}
	tables := d.Int(t, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_migrations'")
	functions := d.Int(t, "SELECT count(*) FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, 'crossing'::regnamespace)")

	if tables != 0 || functions != 0 {
		t.Errorf("all the way down %d tables and %d functions are left", tables, functions)
	}
	if err := schema.Up(ctx, d.AdminURL); err != nil {
		t.Fatal(err)
	}
	if after, err := schema.Status(ctx, d.AdminURL); err != nil || !after.Current() {
		t.Errorf("after going up again: %+v, %v", after, err)
	}
}

func TestRacingStartersMigrateOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	if err := schema.Down(ctx, d.AdminURL, 4); err != nil {
		t.Fatal(err)
	}

	var wg sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		wg.Go(func() { errs[i] = schema.Up(ctx, d.AdminURL) })
	}
	wg.Wait()

	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if s, err := schema.Status(ctx, d.AdminURL); err != nil || !s.Current() {
		t.Errorf("after the race: %+v, %v", s, err)
	}
}

func TestNewMigrationTakesTheNextNumber(t *testing.T) {
	t.Parallel()

	made, err := schema.Create(t.TempDir(), "lead_scores")

	if err != nil || len(made) != 2 {
		t.Fatalf("%v, %v", made, err)
	}
	if _, err := schema.Create(t.TempDir(), "Bad Name"); err == nil {
		t.Error("a bad name was taken")
	}
}
