package config

import "testing"

func TestValueThatCannotBeObeyedIsRefused(t *testing.T) {
	t.Parallel()
	refused := map[string][]string{
		"DATABASE_URL":               {"postgresql+asyncpg://user:pass@localhost:5432/db", "postgres:///db", "host=localhost dbname=db", "postgres://%zz"},
		"REDIS_URL":                  {"localhost:6379", "http://localhost:6379", "redis:///0"},
		"SUPABASE_URL":               {"project.supabase.co", "https://", "https://:443", "https://user:pw@host", "https://host?x=1", "https://host/#a"},
		"CARILLON_ADDR":              {"8000", "localhost", ":http", ":65536", ":-1", "::1:8000"},
		"CARILLON_TRUSTED_PROXIES":   {"10.0.0.1", "10.0.0.0/33", "10.0.0.0/8,", "10.0.0.0/8 fd00::/8"},
		"CARILLON_CORS_ORIGINS":      {"*", "app.example.com", "https://app.example.com/", "https://*.example.com", "https://a.example,", "ftp://a.example", "https://u@a.example"},
		"CARILLON_MASTER_KEYS":       {"a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=", twoKeys + ",AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "hunter2"},
		"CARILLON_INSTANCES":         {"0", "1001", "-1", "1.5", "four", "4294967297"},
		"CARILLON_PUMPS":             {"0", "257"},
		"CARILLON_DB_CONNS":          {"-1", "1001", "99999999999"},
		"CARILLON_CONTACT_HOURS":     {"8", "21-8", "8-8", "8-25", "-1-8", "8-21-22", "8:00-21:00"},
		"CARILLON_SANDBOX_BREVO_URL": {"https://api.brevo.com/v3", "https://API.Brevo.com:443/v3", "localhost:8100"},
		"CARILLON_SANDBOX_VAPI_URL":  {"https://api.vapi.ai", "https://vapi.ai.", "api.vapi.ai"},
		"CARILLON_OUTBOUND_PRIVATE":  {"1", "yes", "TRUE"},
		"CARILLON_LOG":               {"JSON", "pretty"},
		"CARILLON_LOG_LEVEL":         {"loud"},
	}

	for name, values := range refused {
		for _, value := range values {
			if _, err := Load(environment(map[string]string{name: value})); err == nil {
				t.Errorf("%s=%s is accepted", name, value)
			}
		}
	}
}
