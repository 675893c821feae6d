// Package doctor looks at an installation and says what ails it and what to do. It changes nothing
// but what starting the service would.
package doctor

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Level is how bad a finding is.
type Level string

// Levels of findings. Bad means that something does not work now.
const (
	OK   Level = "ok"
	Warn Level = "warn"
	Bad  Level = "bad"
)

// Finding is what one check saw.
type Finding struct {
	Check string `json:"check"`
	Level Level  `json:"level"`
	Says  string `json:"says"`
	Do    string `json:"do,omitempty"` // empty where nothing is to be done
}

// patience is the longest that one check may take.
const patience = 10 * time.Second

// check looks at one thing. It leaves Check to the table.
type check struct {
	name string
	look func(context.Context) Finding
}

// Examine goes through every check and tells all, in a fixed order. What needs the database is left
// out where there is none. now is the instant against which lateness is told.
func Examine(ctx context.Context, cfg config.Config, now time.Time) []Finding {
	o := outside{cfg}
	found := run(ctx, []check{{"public address", o.address}, {"issuer", o.issuer}, {"redis", o.redis}})
	db, err := open(ctx, cfg)
	if err != nil {
		return append(found, Finding{"database", Bad, strings.Join(strings.Fields(err.Error()), " "),
			"See that Postgres runs and that DATABASE_URL names it with the role carillon_app; then look again, for the rest needs it."})
	}
	defer db.Close()
	i := inside{db: db, cfg: cfg, now: now, log: slog.New(slog.DiscardHandler)}
	server := run(ctx, []check{{"database", i.reach}})
	found = append(found, server...)
	if i.server.Migration == 0 {
		return append(found, noSchema)
	}
	return append(append(found, run(ctx, []check{
		{"migrations", i.migrations}, {"walls", i.walls}, {"installation", i.claim}, {"clock", i.skew}, {"master keys", i.keys}, {"workers", i.workers},
	})...), i.vitals(ctx)...)
}

var noSchema = Finding{"migrations", Bad, "no migration has run", `Run "carillon migrate up".`}

func open(ctx context.Context, cfg config.Config) (*tenant.DB, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return tenant.Open(ctx, cfg.DatabaseURL, 2)
}

func run(ctx context.Context, checks []check) []Finding {
	found := make([]Finding, len(checks))
	for n, c := range checks {
		found[n] = limited(ctx, c)
	}
	return found
}

func limited(ctx context.Context, c check) Finding {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	f := c.look(ctx)
	f.Check = c.name
	return f
}

// Worst is the level of the worst finding.
func Worst(found []Finding) Level {
	worst := OK
	for _, f := range found {
		if f.Level == Bad || worst == OK {
			worst = f.Level
		}
	}
	return worst
}
