package scenario_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/webhook"
)

// BenchmarkWebhookDeliveries tells one endpoint, 32 requests at a time, and sixteen endpoints, 4 at a
// time each, over real HTTP to a receiver on the same cores, every request accounted for.
func BenchmarkWebhookDeliveries(b *testing.B) {
	for _, c := range []struct {
		endpoints int
		atOnce    int32
		events    int
	}{{1, 32, 8000}, {16, 4, 500}} {
		b.Run(fmt.Sprint(c.endpoints, " endpoints"), func(b *testing.B) {
			for b.Loop() {
				s := newStand(b, 0)
				receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
				b.Cleanup(receiver.Close)
				for range c.endpoints {
					s.subscribe(receiver.URL, c.atOnce)
				}
				s.occur(c.events)

				took := s.tell()

				b.ReportMetric(float64(c.endpoints*c.events)/took.Seconds(), "deliveries/s")
			}
		})
	}
}

// subscribe makes an endpoint.
func (s *stand) subscribe(url string, atOnce int32) {
	s.b.Helper()
	ctx := context.Background()
	check(s.b, s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error {
		_, _, err := s.house.Webhooks.Create(ctx, tx, webhook.New{URL: url, Events: []string{"custom.*"}, Payload: webhook.Full, MaxInFlight: atOnce})
		return err
	}))
}

// occur puts events of the tenant's own into the log.
func (s *stand) occur(n int) {
	s.b.Helper()
	ctx := context.Background()
	own := make([]journal.Own, n)
	for i := range own {
		own[i] = journal.Own{Key: fmt.Sprint(i), Type: "custom.load", Data: map[string]any{"number": i}}
	}
	check(s.b, s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error {
		_, err := journal.Send(ctx, tx, own)
		return err
	}))
	check(s.b, s.house.Journal.Read(ctx, time.Now().Add(time.Minute)))
}

// tell works until nothing is due, and returns how long that took.
func (s *stand) tell() time.Duration {
	s.b.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	check(s.b, s.house.DB.Claim(ctx, "bench", tenant.IfFresh))
	began, done := time.Now(), make(chan error, 1)
	go func() { done <- s.house.Webhooks.Send(ctx, began.Add(5*time.Minute)) }()
	for left := 1; left > 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > 5*time.Minute {
			s.b.Fatal("the deliveries do not end")
		}
		check(s.b, s.admin.QueryRow(ctx, "SELECT count(*) FROM webhook_deliveries WHERE due_at IS NOT NULL").Scan(&left))
	}
	took := time.Since(began)
	check(s.b, <-done) // it ends by itself
	return took
}
