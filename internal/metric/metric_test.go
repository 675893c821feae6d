package metric_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/metric"
	"github.com/carillonhq/carillon/internal/ratelimit"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func meter(d *dbtest.DB) *metric.Meter {
	return metric.New(metric.Sources{
		DB: d.DB, Limits: ratelimit.NewMemory(), Clock: clock.Real{}, Routes: map[string][]string{"sms": {"brevo"}}, Feeds: []string{"brevo_sms"},
		Events: []string{"lead.created"}, Jobs: []string{"pump"},
	})
}

// holds fails unless every line stands in what Prometheus is told.
func holds(t *testing.T, m *metric.Meter, lines ...string) {
	t.Helper()
	w := httptest.NewRecorder()
	m.HTTP().Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, line := range lines {
		if !strings.Contains(w.Body.String(), "\n"+line+"\n") {
			t.Errorf("it does not tell %s", line)
		}
	}
}

func TestWhatIsCountedIsNamedByKnownWordsOnly(t *testing.T) {
	t.Parallel()
	m := meter(dbtest.New(t))
	holds(t, m, `carillon_sends_total{channel="sms",outcome="throttled",provider="brevo"} 0`)

	end := m.Begin()
	holds(t, m, `carillon_http_requests_in_flight 1`)
	end(metric.Answered{Operation: "listLeads", Status: 429, Limit: "tenant-read"})
	m.Begin()(metric.Answered{Status: 404})
	m.Sent(channel.SMS, "brevo", time.Second, []channel.Receipt{{Verdict: channel.Accepted}, {Verdict: channel.NotSent, Cause: channel.Throttled}})
	m.Told(0, time.Second)
	if err := m.Hear(context.Background(), nil, []db.Event{{Type: "lead.created"}, {Type: "custom.blue"}, {Type: "custom.red"}}); err != nil {
		t.Error(err)
	}

	holds(t, m,
		`carillon_http_requests_in_flight 0`,
		`carillon_http_request_duration_seconds_count{operation="listLeads",status="4xx"} 1`,
		`carillon_http_request_duration_seconds_count{operation="none",status="4xx"} 1`,
		`carillon_http_refusals_total{limit="tenant-read"} 1`,
		`carillon_sends_total{channel="sms",outcome="accepted",provider="brevo"} 1`,
		`carillon_sends_total{channel="sms",outcome="throttled",provider="brevo"} 1`,
		`carillon_send_duration_seconds_count{provider="brevo"} 1`,
		`carillon_webhook_duration_seconds_count{status="none"} 1`,
		`carillon_events_total{type="lead.created"} 1`,
		`carillon_events_total{type="custom"} 2`,
	)
}

func TestDatabaseIsAskedOnceHoweverOftenItIsScraped(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	who, m := d.Tenant(t, "acme"), meter(d)
	fact := func() {
		d.Exec(t, "INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, created_at) VALUES ($1, $2, 'x', 'x', 'x', $2, now() - interval '1 hour')", who.Tenant, uuid.New())
	}
	fact()
	holds(t, m, `carillon_backlog_items{of="facts_unread"} 1`, `carillon_database_up 1`, `carillon_jobs{kind="pump",state="running"} 0`)

	fact()

	holds(t, m, `carillon_backlog_items{of="facts_unread"} 1`)
	holds(t, meter(d), `carillon_backlog_items{of="facts_unread"} 2`)
}

func TestWithoutDatabaseTheRestIsTold(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	m := meter(d)

	d.Close()

	holds(t, m, `carillon_database_up 0`, `carillon_http_requests_in_flight 0`, `carillon_limits_degraded 0`)
}
