// Package config is the environment as one struct: read once, every complaint at once, and no
// value repeated in a complaint, since many are secrets.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
)

//go:generate go run example_gen.go

// Config is what the environment says. Which settings exist, what they mean and what they are when
// unset stands in one table, from which .env.example is written.
type Config struct {
	DatabaseURL        string
	MigrateDatabaseURL string
	RedisURL           string // empty: limits are kept in memory
	APIReads           int    // requests within a minute, as the three below
	APIWrites          int
	APIBulk            int
	APIAddress         int
	Streams            int // open at once in a process, as the one below
	TenantStreams      int
	Addr               string // host:port, the host may be empty
	MetricsAddr        string // likewise; empty: metrics are not served
	DrainSeconds       int    // that a stopping server says so before it takes no more
	PublicURL          string // no slash at its end, as all addresses here
	TrustedProxies     []netip.Prefix
	CORSOrigins        []string // origins of web pages that may call us; none: no page of another origin may
	SupabaseURL        string
	JWTSecret          string // empty: HS256 tokens are refused
	JWTAudience        string
	MasterKeys         string // for package secret, which says what is wrong with them
	Instances          int
	Pumps              int
	DBConns            int32 // 0: as many as the service thinks right
	ContactHours       Hours
	BrevoURL           string // empty: production
	VapiURL            string // empty: production
	SandboxBrevoURL    string // simulators that test tenants reach; empty: none
	SandboxVapiURL     string
	OutboundAllow      []netip.Prefix // the operator's own networks that tenants' addresses may lead to
	OutboundPrivate    bool           // whether tenants' addresses may lead to this machine and its neighbours
	LogFormat          string         // json or text
	LogLevel           slog.Level
	RiverUI            string  // off, read or full; empty: off
	TraceEndpoint      string  // of an OTLP receiver; empty: nobody is sent traces
	TraceRatio         float64 // of the traces that begin here, which are sent; 0 to 1
}

// Hours are local hours of a day, half-open: from Start up to, but not at, End; 0 to 24.
type Hours struct{ Start, End int }

// What each command cannot start without, for Load.
var (
	Serve   = []string{"DATABASE_URL", "SUPABASE_URL", "CARILLON_MASTER_KEYS", "CARILLON_PUBLIC_URL"}
	Work    = []string{"DATABASE_URL", "CARILLON_MASTER_KEYS", "CARILLON_PUBLIC_URL"}
	Rotate  = []string{"DATABASE_URL", "CARILLON_MASTER_KEYS"}
	Audit   = []string{"DATABASE_URL", "CARILLON_MASTER_KEYS"}
	Claim   = []string{"DATABASE_URL"}
	Migrate = []string{"MIGRATE_DATABASE_URL"}
)

// Load reads every setting through getenv, which is os.Getenv outside of tests. Settings that are
// empty take their default; an empty one among those needed is an error. The error joins all
// complaints, one a line: each names the variable and the fix.
func Load(getenv func(string) string, needed ...string) (Config, error) {
	var c Config
	var complaints []error
	for _, s := range c.settings() {
		text := strings.TrimSpace(getenv(s.name))
		if text == "" && slices.Contains(needed, s.name) {
			complaints = append(complaints, fmt.Errorf("%s is not set: for example %s", s.name, s.example))
		}
		if text == "" {
			text = s.standard
		}
		if text == "" {
			continue
		}
		if err := s.read(text); err != nil {
			complaints = append(complaints, fmt.Errorf("%s %w", s.name, err))
		}
	}
	return c, errors.Join(complaints...)
}

// Issuer is the exact iss of the tokens that Supabase Auth signs.
func (c Config) Issuer() string { return c.SupabaseURL + "/auth/v1" }

// JWKSURL is where the issuer publishes its keys.
func (c Config) JWKSURL() string { return c.Issuer() + "/.well-known/jwks.json" }
