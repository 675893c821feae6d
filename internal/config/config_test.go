package config

import (
	"log/slog"
	"net/netip"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// environment is a getenv over a map.
func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

// twoKeys are what openssl rand -base64 32 said twice.
const twoKeys = "yo4J4v1uo2kZG1hRRrMyTrZ2zIp1vRRWhD2iEoRQMy0=,3wX0VYkH+y2Yl2vmWq7PDzJcXnUT6aOtk8o1C5bGdsM="

func TestEmptyEnvironmentGivesTheDefaults(t *testing.T) {
	t.Parallel()

	got, err := Load(environment(nil))

	want := Config{
		Addr: ":8000", DrainSeconds: 5, JWTAudience: "authenticated", Instances: 1, Pumps: 8,
		APIReads: 6000, APIWrites: 1200, APIBulk: 300, APIAddress: 120, Streams: 1000, TenantStreams: 100,
		ContactHours: Hours{Start: 8, End: 21}, LogFormat: "json", LogLevel: slog.LevelInfo, RiverUI: "read", TraceRatio: 1,
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestEverySettingReachesItsField(t *testing.T) {
	t.Parallel()
	values := map[string]string{
		"DATABASE_URL": "postgres://carillon_app:pw@db/carillon", "MIGRATE_DATABASE_URL": "postgresql://postgres:pw@db/carillon",
		"REDIS_URL": "rediss://:pw@cache:6380/1", "SUPABASE_URL": "https://project.supabase.co/",
		"SUPABASE_JWT_SECRET": "legacy", "SUPABASE_JWT_AUDIENCE": "partners",
		"CARILLON_MASTER_KEYS": twoKeys, "CARILLON_PUBLIC_URL": " https://api.example.com/carillon// ",
		"CARILLON_METRICS_ADDR": "127.0.0.1:9464", "CARILLON_DRAIN_SECONDS": "0",
		"CARILLON_ADDR": "127.0.0.1:0", "CARILLON_TRUSTED_PROXIES": "10.1.2.3/8, fd00::/8",
		"CARILLON_CORS_ORIGINS":         "https://App.example.com, http://localhost:5173",
		"CARILLON_API_READS_PER_MINUTE": "1", "CARILLON_API_WRITES_PER_MINUTE": "2",
		"CARILLON_API_BULK_PER_MINUTE": "3", "CARILLON_API_ADDRESS_PER_MINUTE": "1000000",
		"CARILLON_STREAMS": "5", "CARILLON_TENANT_STREAMS": "4",
		"CARILLON_INSTANCES": "3", "CARILLON_PUMPS": "16", "CARILLON_DB_CONNS": "40",
		"CARILLON_CONTACT_HOURS": "0 - 24", "BREVO_API_URL": "http://127.0.0.1:1", "VAPI_API_URL": "http://127.0.0.1:2",
		"CARILLON_SANDBOX_BREVO_URL": "http://127.0.0.1:3/v3", "CARILLON_SANDBOX_VAPI_URL": "http://127.0.0.1:4",
		"CARILLON_OUTBOUND_ALLOW": "10.20.30.40/16", "CARILLON_OUTBOUND_PRIVATE": "true", "CARILLON_LOG": "text", "CARILLON_LOG_LEVEL": "Debug",
		"CARILLON_RIVER_UI": "full", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:5/", "OTEL_TRACES_SAMPLER_ARG": "0.25",
	}

	got, err := Load(environment(values), slices.Concat(Serve, Work, Claim, Migrate)...)

	want := Config{
		DatabaseURL: "postgres://carillon_app:pw@db/carillon", MigrateDatabaseURL: "postgresql://postgres:pw@db/carillon",
		RedisURL: "rediss://:pw@cache:6380/1", SupabaseURL: "https://project.supabase.co",
		JWTSecret: "legacy", JWTAudience: "partners",
		MasterKeys: twoKeys, PublicURL: "https://api.example.com/carillon",
		MetricsAddr: "127.0.0.1:9464",
		Addr:        "127.0.0.1:0", TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")},
		CORSOrigins: []string{"https://app.example.com", "http://localhost:5173"},
		APIReads:    1, APIWrites: 2, APIBulk: 3, APIAddress: 1_000_000, Streams: 5, TenantStreams: 4,
		Instances: 3, Pumps: 16, DBConns: 40,
		ContactHours: Hours{Start: 0, End: 24}, BrevoURL: "http://127.0.0.1:1", VapiURL: "http://127.0.0.1:2",
		SandboxBrevoURL: "http://127.0.0.1:3/v3", SandboxVapiURL: "http://127.0.0.1:4",
		OutboundAllow: []netip.Prefix{netip.MustParsePrefix("10.20.0.0/16")}, OutboundPrivate: true, LogFormat: "text", LogLevel: slog.LevelDebug,
		RiverUI: "full", TraceEndpoint: "http://127.0.0.1:5", TraceRatio: 0.25,
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if len(values) != len(new(Config).settings()) {
		t.Errorf("%d of %d settings were tried", len(values), len(new(Config).settings()))
	}
}

func TestEveryComplaintComesAtOnceAndQuotesNoValue(t *testing.T) {
	t.Parallel()
	const secret = "hunter2 %zz"
	anything := []string{"SUPABASE_JWT_SECRET", "SUPABASE_JWT_AUDIENCE"}
	values := map[string]string{}
	for _, s := range new(Config).settings() {
		values[s.name] = secret
	}

	_, err := Load(environment(values))

	if err == nil {
		t.Fatal("nothing is wrong with any of it")
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a complaint quotes the value:\n%v", err)
	}
	lines := strings.Split(err.Error(), "\n")
	for _, s := range new(Config).settings() {
		named := slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, s.name+" ") })
		if named == slices.Contains(anything, s.name) {
			t.Errorf("%s: complaint %t:\n%v", s.name, named, err)
		}
	}
}

func TestNeededSettingThatIsEmptyIsNamedWithAnExample(t *testing.T) {
	t.Parallel()

	_, err := Load(environment(map[string]string{"DATABASE_URL": "  ", "SUPABASE_URL": "ftp://x"}), Serve...)

	for _, want := range []string{
		"DATABASE_URL is not set: for example postgres://carillon_app:",
		"SUPABASE_URL is no web address",
		"CARILLON_MASTER_KEYS is not set", "CARILLON_PUBLIC_URL is not set",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in:\n%v", want, err)
		}
	}
	if strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("not four complaints:\n%v", err)
	}
}

func TestWhatACommandNeedsIsASettingWithoutADefault(t *testing.T) {
	t.Parallel()
	table := new(Config).settings()

	for _, name := range slices.Concat(Serve, Work, Rotate, Claim, Migrate) {
		i := slices.IndexFunc(table, func(s setting) bool { return s.name == name })
		if i < 0 || table[i].standard != "" || table[i].example == "" {
			t.Errorf("%s", name)
		}
	}
}

func TestMigrationsNeedOnlyTheirOwnAddress(t *testing.T) {
	t.Parallel()

	_, err := Load(environment(map[string]string{"MIGRATE_DATABASE_URL": "postgres://postgres@localhost/carillon"}), Migrate...)

	if err != nil {
		t.Error(err)
	}
}

func TestIssuerAndKeysAreBelowTheProject(t *testing.T) {
	t.Parallel()

	c, err := Load(environment(map[string]string{"SUPABASE_URL": "https://project.supabase.co/"}))

	if err != nil || c.Issuer() != "https://project.supabase.co/auth/v1" ||
		c.JWKSURL() != "https://project.supabase.co/auth/v1/.well-known/jwks.json" {
		t.Errorf("got %s and %s, %v", c.Issuer(), c.JWKSURL(), err)
	}
}

func TestExampleFileIsFresh(t *testing.T) {
	t.Parallel()

	file, err := os.ReadFile("../../.env.example")

	if err != nil || string(file) != Example() {
		t.Errorf("run go generate ./internal/config (%v)", err)
	}
}

func TestExampleShowsValuesThatCanBeRead(t *testing.T) {
	t.Parallel()
	values := map[string]string{}
	for line := range strings.Lines(Example()) {
		name, value, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "# "), "=")
		if found && name == strings.ToUpper(name) { // not a sentence with an equals sign
			values[name] = value
		}
	}

	_, err := Load(environment(values), slices.Concat(Serve, Work, Claim, Migrate)...)

	if err != nil || len(values) != len(new(Config).settings()) {
		t.Errorf("%d settings, %v", len(values), err)
	}
}
