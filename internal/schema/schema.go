// Package schema brings a database to the state this binary expects: the roles, our migrations
// (golang-migrate) and River's, by one command and under one lock.
package schema

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/golang-migrate/migrate/v4"
	_ "github.com/golang-migrate/migrate/v4/database/pgx/v5" // the pgx5:// driver
	"github.com/golang-migrate/migrate/v4/source"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/carillonhq/carillon/db"
)

// Owner is the role that owns every table; migrations act as it.
const Owner = "carillon_owner"

// RiverSchema is where River keeps its tables.
const RiverSchema = "river"

// State is where a database stands.
type State struct {
	Version uint // the last migration applied; 0 for none
	Latest  uint // the last migration this binary knows
	Dirty   bool // a migration failed half way: see the README's word on repair
	River   int  // River's own version
}

// Current says whether the database is exactly what this binary expects.
func (s State) Current() bool { return s.Version == s.Latest && !s.Dirty }

// Up makes the roles and applies every migration that is missing. adminURL names a role that may
// create roles. Any number of starters may race: one works, the others wait and find it done.
func Up(ctx context.Context, adminURL string) error {
	return locked(ctx, adminURL, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, db.Roles); err != nil {
			return fmt.Errorf("make roles: %w", err)
		}
		err := ours(adminURL, func(m *migrate.Migrate) error { return m.Up() })
		if err != nil {
			return err
		}
		_, err = river(ctx, adminURL, rivermigrate.DirectionUp)
		return err
	})
}

// Down takes back the given number of our migrations; River's stay.
func Down(ctx context.Context, adminURL string, steps int) error {
	return locked(ctx, adminURL, func(*pgx.Conn) error {
		return ours(adminURL, func(m *migrate.Migrate) error { return m.Steps(-steps) })
	})
}

// Status says where the database stands; it changes nothing.
func Status(ctx context.Context, adminURL string) (State, error) {
	s := State{Latest: Latest()}
	err := ours(adminURL, func(m *migrate.Migrate) (err error) {
		s.Version, s.Dirty, err = m.Version()
		if errors.Is(err, migrate.ErrNilVersion) {
			return nil
		}
		return err
	})
	if err != nil {
		return s, err
	}
	s.River, err = river(ctx, adminURL, "")
	return s, err
}

// Login lets a role of ours sign in with a password. The service's role is made without one.
func Login(ctx context.Context, adminURL, role, password string) error {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, fmt.Sprintf("ALTER ROLE %s LOGIN PASSWORD %s",
		pgx.Identifier{role}.Sanitize(), "'"+strings.ReplaceAll(password, "'", "''")+"'"))
	return err
}

// locked holds an advisory lock for the time of work, so that starters do not race each other.
func locked(ctx context.Context, adminURL string, work func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(7239401, 1)"); err != nil {
		return err
	}
	return work(conn)
}

// ours runs golang-migrate over the embedded files as the owner of the tables.
func ours(adminURL string, do func(*migrate.Migrate) error) error {
	src, err := iofs.New(db.Migrations, "migrations")
	if err != nil {
		return err
	}
	target, err := asOwner(adminURL, "pgx5")
	if err != nil {
		return err
	}
	m, err := migrate.NewWithSourceInstance("embedded", src, target)
	if err != nil {
		return err
	}
	err = do(m)
	closeSource, closeDB := m.Close()
	if errors.Is(err, migrate.ErrNoChange) {
		err = nil
	}
	return errors.Join(err, closeSource, closeDB)
}

// river moves River's schema up, or with no direction only says its version.
func river(ctx context.Context, adminURL string, to rivermigrate.Direction) (int, error) {
	target, err := asOwner(adminURL, "postgres")
	if err != nil {
		return 0, err
	}
	pool, err := pgxpool.New(ctx, target)
	if err != nil {
		return 0, err
	}
	defer pool.Close()
	m, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: RiverSchema})
	if err != nil {
		return 0, err
	}
	if to != "" {
		if _, err := m.Migrate(ctx, to, nil); err != nil {
			return 0, fmt.Errorf("migrate river: %w", err)
		}
	}
	done, err := m.ExistingVersions(ctx)
	if err != nil || len(done) == 0 {
		return 0, err
	}
	return done[len(done)-1].Version, nil
}

// asOwner is the URL under another scheme, acting as the tables' owner.
func asOwner(adminURL, scheme string) (string, error) {
	u, err := url.Parse(adminURL)
	if err != nil {
		return "", errors.New("the migration URL cannot be read; it should look like postgres://user:password@host:5432/database")
	}
	u.Scheme = scheme
	q := u.Query()
	q.Set("role", Owner)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// Latest is the last migration that this binary knows.
func Latest() uint {
	var top uint
	names, _ := fs.Glob(db.Migrations, "migrations/*.up.sql")
	for _, name := range names {
		if m, err := source.DefaultParse(filepath.Base(name)); err == nil && m.Version > top {
			top = m.Version
		}
	}
	return top
}

var migrationName = regexp.MustCompile(`^[a-z][a-z0-9_]{2,50}$`)

// Create writes an empty pair of migration files with the next number into dir and returns their
// paths. A name is lower-case words joined by underscores.
func Create(dir, name string) ([]string, error) {
	if !migrationName.MatchString(name) {
		return nil, errors.New("a migration's name is lower-case words joined by underscores, for example lead_scores")
	}
	var made []string
	for _, direction := range []string{"up", "down"} {
		path := filepath.Join(dir, fmt.Sprintf("%06d_%s.%s.sql", Latest()+1, name, direction))
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return made, err
		}
		made = append(made, path)
		if err := f.Close(); err != nil {
			return made, err
		}
	}
	return made, nil
}
