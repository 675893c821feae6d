// Package dbtest is a database for one test: a clone of a migrated template on a private Postgres
// that the test binary starts, entered as the production role. Nothing skips itself: without
// Postgres on the machine the test fails and says what to install.
package dbtest

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/carillonhq/carillon/internal/postgres"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	template = "carillon_template"
	password = "carillon-test"
)

var server struct {
	once  sync.Once
	pg    *postgres.Server
	err   error
	count atomic.Int64
	clone sync.Mutex // Postgres copies a template for one at a time
}

// Main runs a package's tests, a *testing.M, and stops the server they started. Call it from TestMain.
func Main(m interface{ Run() int }) {
	code := m.Run()
	if server.pg != nil {
		_ = server.pg.Stop()
	}
	os.Exit(code)
}

func start() {
	ctx := context.Background()
	server.pg, server.err = postgres.Start(ctx, postgres.Options{Durability: postgres.Fast})
	if server.err != nil {
		return
	}
	if server.err = run(ctx, server.pg.URL("postgres"), "CREATE DATABASE "+template); server.err != nil {
		return
	}
	admin := server.pg.URL(template)
	if server.err = schema.Up(ctx, admin); server.err != nil {
		return
	}
	server.err = schema.Login(ctx, admin, "carillon_app", password)
}

// DB is a test's own database.
type DB struct {
	*tenant.DB
	URL      string        // as the service's role
	AdminURL string        // as a superuser: for what the service may not do
	Admin    *pgxpool.Pool // the same, connected
}

// Server is the private Postgres behind every database of this test binary, for tests that stop it.
func Server(t testing.TB) *postgres.Server {
	t.Helper()
	server.once.Do(start)
	if server.err != nil {
		t.Fatal(server.err)
	}
	return server.pg
}

// New clones the template for one test and connects with up to 10 connections.
func New(t testing.TB) *DB {
	t.Helper()
	pg := Server(t)
	ctx := context.Background()
	name := fmt.Sprintf("test_%d", server.count.Add(1))
	server.clone.Lock()
	// Copying the files takes a quarter of the time that the usual way does, which logs every page.
	err := run(ctx, pg.URL("postgres"), fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", name, template))
	server.clone.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	d := &DB{URL: as("carillon_app", password, pg.URL(name)), AdminURL: pg.URL(name)}
	if d.DB, err = tenant.Open(ctx, d.URL, 10); err != nil {
		t.Fatal(err)
	}
	d.Sign(mark)
	if d.Admin, err = pgxpool.New(ctx, d.AdminURL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		d.Close()
		d.Admin.Close()
		_ = run(ctx, pg.URL("postgres"), fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name))
	})
	return d
}

// mark is a keyed hash whose key everybody knows.
func mark(purpose string, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, []byte(purpose))
	for _, part := range parts {
		_, _ = h.Write(part) // it does not fail
	}
	return h.Sum(nil)
}

// Tenant makes a tenant and returns an actor for it.
func (d *DB) Tenant(t testing.TB, slug string) tenant.Actor {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	d.Exec(t, "INSERT INTO tenants (tenant_id, slug, name) VALUES ($1, $2, $2)", id, slug)
	return tenant.Actor{Tenant: id, Name: "test", Role: "tenant_admin"}
}

// Exec runs a statement as the superuser.
func (d *DB) Exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := d.Admin.Exec(context.Background(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// Int runs a query as the superuser and returns its only number.
func (d *DB) Int(t testing.TB, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := d.Admin.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// Facts are all facts, in a log or on their way to one, for FROM.
const Facts = "(SELECT " + columns + " FROM outbox UNION ALL SELECT " + columns + " FROM events) fact"

const columns = "type, object_type, object_id, lead_id, data, previous"

// Facts counts the facts of a type.
func (d *DB) Facts(t testing.TB, of string) int {
	t.Helper()
	return d.Int(t, "SELECT count(*) FROM "+Facts+" WHERE type = $1", of)
}

// as is the URL with another role.
func as(user, password, base string) string {
	u, err := url.Parse(base)
	if err != nil {
		panic(err) // the server's own URL
	}
	u.User = url.UserPassword(user, password)
	return u.String()
}

func run(ctx context.Context, adminURL, sql string) error {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}
