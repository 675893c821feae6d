package main

import (
	"context"
	"fmt"
	"os"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/tenant"
)

type migrateCmd struct {
	Up     migrateUp     `cmd:"" help:"Make the roles and apply every missing migration, River's among them."`
	Down   migrateDown   `cmd:"" help:"Take migrations back."`
	Status migrateStatus `cmd:"" help:"Say where the database stands."`
	Create migrateCreate `cmd:"" help:"Write an empty pair of migration files."`
}

type migrateUp struct{}

// Run brings the database to this binary's schema.
func (*migrateUp) Run(ctx context.Context) error {
	admin, err := adminURL()
	if err != nil {
		return err
	}
	if err := schema.Up(ctx, admin); err != nil {
		return err
	}
	return (&migrateStatus{}).Run(ctx)
}

type migrateDown struct {
	Steps int `arg:"" default:"1" help:"How many migrations to take back."`
}

// Run takes migrations back; River's stay.
func (m *migrateDown) Run(ctx context.Context) error {
	admin, err := adminURL()
	if err != nil {
		return err
	}
	if err := schema.Down(ctx, admin, m.Steps); err != nil {
		return err
	}
	return (&migrateStatus{}).Run(ctx)
}

type migrateStatus struct{}

// Run prints where the database stands.
func (*migrateStatus) Run(ctx context.Context) error {
	admin, err := adminURL()
	if err != nil {
		return err
	}
	s, err := schema.Status(ctx, admin)
	if err != nil {
		return err
	}
	fmt.Printf("migration %d of %d, River %d", s.Version, s.Latest, s.River)
	if s.Dirty {
		fmt.Print(", DIRTY: the last migration failed half way; mend the database by hand, then set schema_migrations.dirty to false")
	}
	fmt.Println()
	return nil
}

type migrateCreate struct {
	Name string `arg:"" help:"Lower-case words joined by underscores."`
	Dir  string `default:"db/migrations" help:"Where the files go."`
}

// Run writes the files and names them.
func (m *migrateCreate) Run() error {
	made, err := schema.Create(m.Dir, m.Name)
	for _, path := range made {
		fmt.Println(path)
	}
	return err
}

func adminURL() (string, error) {
	cfg, err := config.Load(os.Getenv, config.Migrate...)
	return cfg.MigrateDatabaseURL, err
}

type dispatchCmd struct {
	Claim claimCmd `cmd:"" help:"Make this database the one that sends. A restored copy stays silent until somebody does."`
}

type claimCmd struct {
	By string `required:"" help:"Who decides this; it is recorded."`
}

// Run claims the database of DATABASE_URL.
func (c *claimCmd) Run(ctx context.Context) error {
	cfg, err := config.Load(os.Getenv, config.Claim...)
	if err != nil {
		return err
	}
	db, err := tenant.Open(ctx, cfg.DatabaseURL, 1)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Claim(ctx, c.By, tenant.Takeover); err != nil {
		return err
	}
	fmt.Println("This database may send now. Make sure that no copy of it does.")
	return nil
}
