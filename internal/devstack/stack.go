package devstack

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/postgres"
	"github.com/carillonhq/carillon/internal/schema"
	"github.com/carillonhq/carillon/internal/sim/brevo"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// Speed is how many times faster business time runs in the development stack: an hour a second.
const Speed = 3600

const database = "carillon"

// Stack is everything the service needs, on this machine.
type Stack struct {
	Config  config.Config
	Outside *Outside
	Known   Known

	dir   string // where Known is kept
	admin string // URL of a superuser
	pg    *postgres.Server
}

// Known is what a stack remembers between starts. It holds secrets that are good for nothing but
// this machine's own simulators.
type Known struct {
	Seed       string `json:"seed"` // of the issuer's key, so that tokens outlive a restart
	MasterKey  string `json:"master_key"`
	Password   string `json:"password"` // of the service's database role
	Ports      [3]int `json:"ports"`    // of the simulators
	IssuerURL  string `json:"issuer_url"`
	ServiceURL string `json:"service_url"`
	APIKey     string `json:"api_key"` // of the first tenant; empty until it is seeded
}

// Options are how a stack is started.
type Options struct {
	Dir      string // where its data lives
	Addr     string // where the service will listen, host:port
	RedisURL string // empty: send rates are kept in memory
	Log      *slog.Logger
}

// Start brings up a stack. It fails when Postgres is not to be found (the error says what to
// install) or another stack is running in the same directory.
func Start(ctx context.Context, o Options) (*Stack, error) {
	known, err := Remember(o.Dir)
	if err != nil {
		return nil, err
	}
	s := &Stack{Known: known, dir: o.Dir}
	if err := s.start(ctx, o); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

func (s *Stack) start(ctx context.Context, o Options) (err error) {
	if s.pg, err = postgres.Start(ctx, postgres.Options{Dir: filepath.Join(o.Dir, "postgres"), Log: o.Log}); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if s.Outside, err = openNear(s.Known); err != nil {
		return err
	}
	if s.Config, err = s.settings(o); err != nil {
		return err
	}
	s.Known.IssuerURL, s.Known.ServiceURL = s.Outside.IssuerURL, s.Config.PublicURL
	s.Known.Ports = s.Outside.ports()
	return s.Known.keep(o.Dir)
}

// migrate makes the database and brings it to the present schema.
func (s *Stack) migrate(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.pg.URL("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var exists bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", database).Scan(&exists); err != nil {
		return err
	}
	if !exists {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+database); err != nil {
			return err
		}
	}
	s.admin = s.pg.URL(database)
	if err := schema.Up(ctx, s.admin); err != nil {
		return err
	}
	return schema.Login(ctx, s.admin, "carillon_app", s.Known.Password)
}

// settings are the environment a service on this stack would be given.
func (s *Stack) settings(o Options) (config.Config, error) {
	u, err := url.Parse(s.admin)
	if err != nil {
		return config.Config{}, err
	}
	u.User = url.UserPassword("carillon_app", s.Known.Password)
	_, port, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return config.Config{}, fmt.Errorf("--addr: write host:port, for example 127.0.0.1:8000")
	}
	env := map[string]string{
		"DATABASE_URL": u.String(), "SUPABASE_URL": s.Outside.IssuerURL, "CARILLON_MASTER_KEYS": s.Known.MasterKey,
		"CARILLON_PUBLIC_URL": "http://127.0.0.1:" + port, "CARILLON_ADDR": o.Addr,
		"BREVO_API_URL": s.Outside.BrevoURL, "VAPI_API_URL": s.Outside.VapiURL, "CARILLON_LOG": "text", "REDIS_URL": o.RedisURL,
		"CARILLON_SANDBOX_BREVO_URL": s.Outside.BrevoURL, "CARILLON_SANDBOX_VAPI_URL": s.Outside.VapiURL,
		"CARILLON_OUTBOUND_PRIVATE": "true",
	}
	return config.Load(func(name string) string { return env[name] }, config.Serve...)
}

// Stop ends everything the stack started. It may be called twice.
func (s *Stack) Stop() error {
	if s.Outside != nil {
		s.Outside.Close()
		s.Outside = nil
	}
	if s.pg == nil {
		return nil
	}
	return s.pg.Stop()
}

// openNear starts the other side on the ports it had the last time, or on any where those are
// taken.
func openNear(k Known) (*Outside, error) {
	w := World{Ports: k.Ports}
	w.Brevo.Keys, w.Vapi.Keys = Accounts(tenantNames...)
	w.Brevo.TimeScale, w.Vapi.TimeScale = 60, 100
	w.Brevo.Limits = brevo.Unlimited()
	for key, account := range w.Vapi.Keys {
		account.Concurrency = callsAtOnce
		w.Vapi.Keys[key] = account
	}
	w.Issuer = Users(k.Seed)
	o, err := Open(w)
	if err != nil {
		w.Ports = [3]int{}
		return Open(w)
	}
	return o, nil
}

// Users are the people of the development stack, with the issuer's stable key.
func Users(seed string) supabase.Options {
	o := supabase.Options{Seed: seed}
	for _, p := range people {
		o.Users = append(o.Users, supabase.User{ID: ID(p.name).String(), Email: p.name + "@carillon.example", Password: "carillon"})
	}
	return o
}

const stateFile = "stack.json"

// Remember reads what a stack in dir knows, or makes it up at the first start.
func Remember(dir string) (Known, error) {
	var k Known
	raw, err := os.ReadFile(filepath.Join(dir, stateFile))
	if errors.Is(err, os.ErrNotExist) {
		k = Known{Seed: random(), MasterKey: random(), Password: strings.Trim(random(), "="), Ports: [3]int{8100, 8200, 8300}}
		return k, k.keep(dir)
	}
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal(raw, &k)
}

func (k Known) keep(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, stateFile), raw, 0o600)
}

func random() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.StdEncoding.EncodeToString(b)
}

// ports are where the simulators listen.
func (o *Outside) ports() (p [3]int) {
	for i, base := range []string{o.BrevoURL, o.VapiURL, o.IssuerURL} {
		if u, err := url.Parse(base); err == nil {
			_, _ = fmt.Sscan(u.Port(), &p[i])
		}
	}
	return p
}
