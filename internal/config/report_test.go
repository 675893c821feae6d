package config_test

import (
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/config"
)

func TestReportShowsEverySettingAndNoSecret(t *testing.T) {
	t.Parallel()
	const canary = "canary7f3a"
	set := map[string]string{
		"DATABASE_URL":         "postgres://carillon_app:" + canary + "@db:5432/carillon?sslmode=require&password=" + canary,
		"MIGRATE_DATABASE_URL": "postgres://postgres:" + canary + "@bad host/",
		"REDIS_URL":            "redis://:" + canary + "@cache:6379/0",
		"SUPABASE_JWT_SECRET":  canary, "CARILLON_MASTER_KEYS": canary,
		"CARILLON_ADDR": " 127.0.0.1:9 ",
	}

	lines := config.Report(func(name string) string { return set[name] })

	said := map[string]config.Line{}
	for _, l := range lines {
		said[l.Name] = l
		if strings.Contains(l.Value, canary) {
			t.Errorf("%s shows its secret: %s", l.Name, l.Value)
		}
		if l.Doc == "" || l.Source == "" {
			t.Errorf("%s says too little: %+v", l.Name, l)
		}
	}
	for name, want := range map[string][2]string{
		"DATABASE_URL":         {"postgres://carillon_app:xxxxx@db:5432/carillon?password=xxxxx&sslmode=xxxxx", "environment"},
		"MIGRATE_DATABASE_URL": {"(cannot be read, not shown)", "environment"},
		"REDIS_URL":            {"redis://:xxxxx@cache:6379/0", "environment"},
		"SUPABASE_JWT_SECRET":  {"(secret, 10 characters)", "environment"},
		"CARILLON_ADDR":        {"127.0.0.1:9", "environment"},
		"CARILLON_PUMPS":       {"8", "default"},
		"SUPABASE_URL":         {"", "not set"},
	} {
		if l := said[name]; l.Value != want[0] || l.Source != want[1] {
			t.Errorf("%s: %q from %q, want %q", name, l.Value, l.Source, want)
		}
	}
}
