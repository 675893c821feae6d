package scenario_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/config"
)

// fetch is a request as a browser makes one.
func (r *rig) fetch(method, path string, header map[string]string) *http.Response {
	r.t.Helper()
	q, err := http.NewRequest(method, r.url+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	for name, value := range header {
		q.Header.Set(name, value)
	}
	answer, err := checked{r}.RoundTrip(q)
	if err != nil {
		r.t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer
}

func TestPagesOfListedOriginsMayCallAndReadWhatTheyNeed(t *testing.T) {
	t.Parallel()
	const app = "https://app.example.com"
	r := newRig(t).door(func(c *config.Config) { c.CORSOrigins = []string{app, "http://localhost:5173"} }, logger(t))
	token := r.bearer("bluebird-operator").Get("Authorization")

	ask := r.fetch("OPTIONS", "/api/v1/leads/0190f5a0-0000-7000-8000-000000000001", map[string]string{
		"Origin": app, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "authorization,content-type,if-match",
	})
	if ask.StatusCode != 204 || ask.Header.Get("Access-Control-Allow-Origin") != app || !strings.Contains(ask.Header.Get("Access-Control-Allow-Methods"), "PATCH") ||
		!strings.Contains(strings.ToLower(ask.Header.Get("Access-Control-Allow-Headers")), "if-match") {
		t.Errorf("a page may not ask: %d %v", ask.StatusCode, ask.Header)
	}
	for _, authorization := range []string{token, ""} { // an error must be readable too
		got := r.fetch("GET", "/api/v1/leads", map[string]string{"Origin": app, "Authorization": authorization})
		shown := strings.Split(got.Header.Get("Access-Control-Expose-Headers"), ",")
		if got.Header.Get("Access-Control-Allow-Origin") != app || !slices.Contains(shown, "X-Request-Id") || !slices.Contains(shown, "Retry-After") {
			t.Errorf("a page may not read the answer %d: %v", got.StatusCode, got.Header)
		}
		if got.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Error("cookies are allowed")
		}
	}
}

func TestPagesOfOtherOriginsMayNot(t *testing.T) {
	t.Parallel()
	plain := newRig(t)
	r := plain.door(func(c *config.Config) { c.CORSOrigins = []string{"https://app.example.com"} }, logger(t))

	for _, origin := range []string{"https://evil.example", "https://app.example.com.evil.example", "http://app.example.com", "https://app.example.com:444", "null"} {
		for _, from := range []*rig{r, plain} {
			for _, method := range []string{"OPTIONS", "GET"} {
				got := from.fetch(method, "/api/v1/leads", map[string]string{"Origin": origin, "Access-Control-Request-Method": "GET"})
				if allowed := got.Header.Get("Access-Control-Allow-Origin"); allowed != "" {
					t.Errorf("%s %s: allowed for %s", method, origin, allowed)
				}
			}
		}
	}
}

func TestEveryAnswerCarriesItsGuards(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for _, path := range []string{"/health", "/api/v1/leads", "/nowhere"} {
		h := r.fetch("GET", path, nil).Header
		for name, value := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Strict-Transport-Security": "max-age=63072000",
		} {
			if h.Get(name) != value {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if h.Get("Server") != "" || h.Get("X-Powered-By") != "" {
			t.Errorf("%s says what it runs on", path)
		}
	}
}
