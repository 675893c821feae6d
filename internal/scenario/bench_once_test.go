package scenario_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// counter is a front door over a durable Postgres, and somebody who makes leads at it.
type counter struct {
	b           *testing.B
	stand       *stand
	client      *http.Client
	url, bearer string
}

func newCounter(b *testing.B) *counter {
	b.Helper()
	s := newStand(b, 0)
	user := uuid.New()
	issuer, err := supabase.New(supabase.Options{Users: []supabase.User{{ID: user.String()}}})
	check(b, err)
	keys := httptest.NewServer(issuer)
	b.Cleanup(keys.Close)
	issuer.SetURL(keys.URL)
	token, err := issuer.Token(user.String())
	check(b, err)
	s.exec("INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'operator')", s.actor.Tenant, uuid.New(), user)
	cfg := &s.house.Config
	cfg.SupabaseURL, cfg.JWTAudience, cfg.APIReads, cfg.APIWrites = keys.URL, "authenticated", 1<<30, 1<<30
	door, err := s.house.Server(context.Background())
	check(b, err)
	front := httptest.NewServer(door.Handler())
	b.Cleanup(front.Close)
	return &counter{b, s, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}, front.URL + leads, "Bearer " + token}
}

// make makes a lead, under a key where there is one, and returns how long that took.
func (c *counter) make(name, key string) time.Duration {
	q, err := http.NewRequest("POST", c.url, strings.NewReader(fmt.Sprintf(`{"external_id":%q,"first_name":"Mia","tags":["vip"]}`, name)))
	check(c.b, err)
	q.Header.Set("Authorization", c.bearer)
	q.Header.Set("Content-Type", "application/json")
	if key != "" {
		q.Header.Set("Idempotency-Key", key)
	}
	began := time.Now()
	got, err := c.client.Do(q)
	check(c.b, err)
	raw, err := io.ReadAll(got.Body)
	took := time.Since(began)
	check(c.b, err)
	_ = got.Body.Close()
	if got.StatusCode != 201 {
		c.b.Errorf("%d %s", got.StatusCode, raw)
	}
	return took
}

// BenchmarkKeyedRequest makes leads without a key, with one, and under one again, in turns.
func BenchmarkKeyedRequest(b *testing.B) {
	const each = 2000
	for _, callers := range []int{1, 8} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			c := newCounter(b)
			for range b.N {
				var took [3][]time.Duration
				var mu sync.Mutex
				var wg sync.WaitGroup
				for range callers {
					wg.Go(func() {
						for range each / callers {
							plain, keyed := uuid.NewString(), uuid.NewString()
							three := [3]time.Duration{c.make(plain, ""), c.make(keyed, keyed), c.make(keyed, keyed)}
							mu.Lock()
							for i, d := range three {
								took[i] = append(took[i], d)
							}
							mu.Unlock()
						}
					})
				}
				wg.Wait()
				for i, name := range []string{"plain", "keyed", "again"} {
					slices.Sort(took[i])
					b.ReportMetric(float64(took[i][each/2].Microseconds()), name+"-p50-µs")
					b.ReportMetric(float64(took[i][each*99/100].Microseconds()), name+"-p99-µs")
				}
				b.ReportMetric(float64(took[1][each/2])/float64(took[0][each/2]), "ratio")
			}
		})
	}
}
