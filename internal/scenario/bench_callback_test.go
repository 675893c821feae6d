package scenario_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"github.com/carillonhq/carillon/internal/dispatch"

	"github.com/carillonhq/carillon/gen/db"
)

// BenchmarkCallbacks brings reports that emails were delivered, an event a request, sixteen at once, to our
// door, and as many to a bare handler that stores each in a transaction as durable; then it applies ours.
func BenchmarkCallbacks(b *testing.B) {
	for range b.N {
		n := amount(20_000)
		s := newStand(b, 0)
		s.leads(n)
		s.freeze(s.start("email", dispatch.Transactional, `{"subject":"Hello","body":"Your table is ready."}`))
		if done, _ := s.work(n, 2*time.Minute); done != n {
			b.Fatalf("%d emails of %d were sent", done, n)
		}
		s.open(unlimited{})
		account, bodies := s.account(), s.reports()
		handler := httptest.NewServer(s.keeper(account.ID))
		b.Cleanup(handler.Close)
		bearer := "Bearer " + s.house.Book.CallbackToken(account)

		ours := bring(b, s.doors[0].url+"/api/v1/webhooks/brevo/email/"+account.EndpointID.String(), bearer, bodies)
		bare := bring(b, handler.URL, bearer, bodies)
		applied := s.apply()

		b.ReportMetric(ours, "accepted/s")
		b.ReportMetric(bare, "bare/s")
		b.ReportMetric(ours/bare, "of-bare")
		b.ReportMetric(float64(n)/applied.Seconds(), "applied/s")
	}
}

// account is the stand's one connection.
func (s *stand) account() db.Connection {
	s.b.Helper()
	var id uuid.UUID
	check(s.b, s.admin.QueryRow(context.Background(), "SELECT id FROM connections").Scan(&id))
	c, err := s.house.DB.Read(s.actor).GetConnection(context.Background(), id)
	check(s.b, err)
	return c
}

// reports are what Brevo would say of every email that it took.
func (s *stand) reports() [][]byte {
	s.b.Helper()
	rows, err := s.admin.Query(context.Background(), "SELECT request_id, recipient, provider_message_id FROM attempts WHERE state = 'accepted'")
	check(s.b, err)
	bodies, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) ([]byte, error) {
		var request uuid.UUID
		var to, message string
		if err := row.Scan(&request, &to, &message); err != nil {
			return nil, err
		}
		return json.Marshal(map[string]any{
			"event": "delivered", "email": to, "message-id": message, "ts_epoch": time.Now().UnixMilli(), "subject": "Hello",
			"X-Mailin-custom": fmt.Sprintf(`{"request":%q}`, request), "tags": []string{"bench"}, "sending_ip": "192.0.2.1", "template_id": 0,
		})
	})
	check(s.b, err)
	return bodies
}

// keeper is Echo and pgx and nothing else: it stores a body, settled, under its hash.
func (s *stand) keeper(connection uuid.UUID) http.Handler {
	pool, e := s.plain(), echo.New()
	e.POST("/", func(c echo.Context) error {
		body, err := io.ReadAll(c.Request().Body)
		if err != nil {
			return err
		}
		key := sha256.Sum256(body)
		_, err = pool.Exec(c.Request().Context(), `INSERT INTO callbacks (tenant_id, id, connection_id, feed, dedupe_key, body, status)
			VALUES (current_tenant(), $1, $2, 'brevo_email', $3, $4, 'applied') ON CONFLICT ON CONSTRAINT callback_known DO NOTHING`,
			uuid.Must(uuid.NewV7()), connection, key[:], body)
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, map[string]int{"stored": 1})
	})
	return e
}

// bring posts the bodies, sixteen at once, and is how many were answered well a second.
func bring(b *testing.B, url, bearer string, bodies [][]byte) float64 {
	b.Helper()
	const atOnce = 16
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: atOnce}}
	defer client.CloseIdleConnections()
	var next atomic.Int64
	var group errgroup.Group
	began := time.Now()
	for range atOnce {
		group.Go(func() error {
			for i := next.Add(1) - 1; i < int64(len(bodies)); i = next.Add(1) - 1 {
				q, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(bodies[i]))
				if err != nil {
					return err
				}
				q.Header = http.Header{"Authorization": {bearer}, "Content-Type": {"application/json"}}
				answer, err := client.Do(q)
				if err != nil {
					return err
				}
				_, err = io.Copy(io.Discard, answer.Body)
				_ = answer.Body.Close()
				if err != nil || answer.StatusCode != http.StatusOK {
					return fmt.Errorf("status %d: %w", answer.StatusCode, err)
				}
			}
			return nil
		})
	}
	check(b, group.Wait())
	return float64(len(bodies)) / time.Since(began).Seconds()
}

// apply applies all that is stored, and is how long that took.
func (s *stand) apply() time.Duration {
	s.b.Helper()
	ctx, left, began := context.Background(), 1, time.Now()
	for left > 0 {
		check(s.b, s.house.Callbacks.Apply(ctx, s.actor))
		check(s.b, s.admin.QueryRow(ctx, "SELECT count(*) FROM callbacks WHERE status <> 'applied'").Scan(&left))
		if time.Since(began) > 5*time.Minute {
			s.b.Fatalf("%d are not applied", left)
		}
	}
	took := time.Since(began)
	var delivered int
	check(s.b, s.admin.QueryRow(ctx, "SELECT count(*) FROM targets WHERE delivery <> 'delivered'").Scan(&left))
	check(s.b, s.admin.QueryRow(ctx, "SELECT count(*) FROM targets WHERE delivery = 'delivered'").Scan(&delivered))
	if left > 0 || delivered == 0 {
		s.b.Fatalf("%d emails are delivered, %d not", delivered, left)
	}
	return took
}
