package scenario_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/redistest"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// BenchmarkLimits is what a request costs over real HTTP, one after the other: not limited at all,
// limited in memory, and limited in a Redis on the same machine. The three take turns, so that what
// else the machine does meets them alike, and the median of each is told.
func BenchmarkLimits(b *testing.B) {
	s := newStand(b, 0)
	s.leads(1)
	shared, err := ratelimit.Dial(context.Background(), redistest.Start(b).URL(), ratelimit.Options{Patience: time.Second})
	check(b, err)
	b.Cleanup(func() { _ = shared.Close() })
	call := s.open(shared)
	var lead uuid.UUID
	check(b, s.admin.QueryRow(context.Background(), "SELECT id FROM leads").Scan(&lead))
	n := 0
	for name, ask := range map[string]func(url string) int{
		"getLead": func(url string) int { return call("GET", url+"/api/v1/leads/"+lead.String(), "") },
		"createLead": func(url string) int {
			n++
			return call("POST", url+"/api/v1/leads", fmt.Sprintf(`{"external_id":"bench-%d"}`, n))
		},
	} {
		b.Run(name, func(b *testing.B) {
			took := make([][]time.Duration, len(s.doors))
			for b.Loop() {
				for i, door := range s.doors {
					began := time.Now()
					if code := ask(door.url); code >= 300 {
						b.Fatalf("status %d", code)
					}
					took[i] = append(took[i], time.Since(began))
				}
			}
			for i, door := range s.doors {
				slices.Sort(took[i])
				b.ReportMetric(float64(took[i][len(took[i])/2].Microseconds()), door.name+"-µs")
			}
		})
	}
	if shared.Degraded() {
		b.Fatal("Redis went away, which measures something else")
	}
}

// unlimited is a Source that grants everything and counts nothing.
type unlimited struct{ ratelimit.Source }

// Take implements ratelimit.Source.
func (unlimited) Take(_ context.Context, want int, limits ...ratelimit.Limit) (ratelimit.Grant, error) {
	return ratelimit.Grant{N: want, Quotas: make([]ratelimit.Quota, len(limits))}, nil
}

// benchDoor is one of several front doors of a stand.
type benchDoor struct{ name, url string }

// open gives the stand an operator, an issuer and a door for each way to limit, and returns how the
// operator calls: the status of an answer.
func (s *stand) open(shared ratelimit.Source) (call func(method, url, body string) int) {
	s.b.Helper()
	user := devstack.ID("bench-operator")
	s.exec("INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'operator')", s.actor.Tenant, uuid.New(), user)
	issuer, err := supabase.New(supabase.Options{Users: []supabase.User{{ID: user.String()}}})
	check(s.b, err)
	keys := httptest.NewServer(issuer)
	s.b.Cleanup(keys.Close)
	issuer.SetURL(keys.URL)
	cfg := &s.house.Config
	cfg.SupabaseURL, cfg.JWTAudience, cfg.APIReads, cfg.APIWrites = keys.URL, "authenticated", 1<<30, 1<<30
	for _, form := range []struct {
		name   string
		limits ratelimit.Source
	}{{"unlimited", unlimited{}}, {"memory", ratelimit.NewMemory()}, {"redis", shared}} {
		door, err := s.house.Server(context.Background())
		check(s.b, err)
		door.Limits, door.Log = form.limits, slog.New(slog.DiscardHandler)
		front := httptest.NewServer(door.Handler())
		s.b.Cleanup(front.Close)
		s.doors = append(s.doors, benchDoor{form.name, front.URL})
	}
	token, err := issuer.Token(user.String(), supabase.TTL(time.Hour))
	check(s.b, err)
	return func(method, url, body string) int {
		q, err := http.NewRequest(method, url, bytes.NewBufferString(body))
		check(s.b, err)
		q.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}}
		answer, err := http.DefaultClient.Do(q)
		check(s.b, err)
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		return answer.StatusCode
	}
}
