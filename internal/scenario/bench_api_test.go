package scenario_test

import (
	"context"
	"encoding/json"
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
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/labstack/echo/v4"
	pgxuuid "github.com/vgarvardt/pgx-google-uuid/v5"

	"github.com/carillonhq/carillon/internal/tenant"

	"github.com/carillonhq/carillon/gen/db"
)

// plain is a pool whose sessions belong to the stand's tenant, so that no statement need name it.
func (s *stand) plain() *pgxpool.Pool {
	s.b.Helper()
	cfg, err := pgxpool.ParseConfig(s.house.Config.DatabaseURL)
	check(s.b, err)
	cfg.ConnConfig.RuntimeParams["app.tenant_id"] = s.actor.Tenant.String()
	cfg.MaxConns = 8
	cfg.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		pgxuuid.Register(c.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), cfg)
	check(s.b, err)
	s.b.Cleanup(pool.Close)
	return pool
}

// bare is Echo and pgx and nothing else: each handler reads its body, runs the statement that its
// operation is about, and answers with the rows.
func bare(pool *pgxpool.Pool) http.Handler {
	e := echo.New()
	run := func(status int, sql string, args func(c echo.Context, l db.Lead) []any) echo.HandlerFunc {
		return func(c echo.Context) error {
			var body db.Lead
			if c.Request().ContentLength > 0 {
				if err := json.NewDecoder(c.Request().Body).Decode(&body); err != nil {
					return err
				}
			}
			rows, err := pool.Query(c.Request().Context(), sql, args(c, body)...)
			if err != nil {
				return err
			}
			leads, err := pgx.CollectRows(rows, pgx.RowToStructByName[db.Lead])
			if err != nil {
				return err
			}
			return c.JSON(status, leads)
		}
	}
	one := func(c echo.Context, _ db.Lead) []any { return []any{c.Param("id")} }
	e.GET(leads+"/:id", run(200, "SELECT * FROM leads WHERE tenant_id = current_tenant() AND id = $1 AND deleted_at IS NULL", one))
	e.GET(leads, run(200, "SELECT * FROM leads WHERE tenant_id = current_tenant() AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 51",
		func(echo.Context, db.Lead) []any { return nil }))
	e.POST(leads, run(201, "INSERT INTO leads (tenant_id, id, external_id, first_name) VALUES (current_tenant(), $1, $2, 'Mia') RETURNING *",
		func(echo.Context, db.Lead) []any { return []any{uuid.Must(uuid.NewV7()), uuid.NewString()} }))
	e.PATCH(leads+"/:id", run(200, `UPDATE leads SET first_name = 'Mia', version = version + 1, updated_at = now()
		WHERE tenant_id = current_tenant() AND id = $1 AND deleted_at IS NULL RETURNING *`, one))
	return e
}

// ask makes a request and returns how long it took.
func (c *counter) ask(base, method, path, body string) (time.Duration, error) {
	q, err := http.NewRequest(method, base+path, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	q.Header = http.Header{"Authorization": {c.bearer}, "Content-Type": {"application/json"}}
	began := time.Now()
	got, err := c.client.Do(q)
	if err != nil {
		return 0, err
	}
	raw, err := io.ReadAll(got.Body)
	took := time.Since(began)
	_ = got.Body.Close()
	if got.StatusCode >= 300 {
		return took, fmt.Errorf("%s %s: %d %s", method, path, got.StatusCode, raw)
	}
	return took, err
}

// BenchmarkAPI reads, lists, creates and patches leads, eight callers at once, at our front door and,
// in turns, at a bare handler that runs the same statement.
func BenchmarkAPI(b *testing.B) {
	c := newCounter(b)
	c.stand.leads(amount(20_000))
	handler := httptest.NewServer(bare(c.stand.plain()))
	b.Cleanup(handler.Close)
	sides := [2]string{strings.TrimSuffix(c.url, leads), handler.URL}
	ids := c.stand.ids()
	for _, op := range []struct{ name, method, body string }{
		{"read", "GET", ""}, {"list", "GET", ""}, {"create", "POST", `{"external_id":%q,"first_name":"Mia"}`}, {"patch", "PATCH", `{"first_name":"Mia"}`},
	} {
		b.Run(op.name, func(b *testing.B) {
			request := func(i int) (path, body string) {
				path, body = leads, op.body
				if op.name == "read" || op.name == "patch" {
					path += "/" + ids[i%len(ids)].String()
				}
				if op.name == "create" {
					body = fmt.Sprintf(op.body, uuid.NewString())
				}
				return path, body
			}
			var took [2][]time.Duration
			var spent [2]time.Duration
			for range b.N {
				for turn := range amount(400) {
					side := turn % 2
					began := time.Now()
					now := callAtOnce(b, func(i int) (time.Duration, error) {
						path, body := request(turn*abreast + i)
						return c.ask(sides[side], op.method, path, body)
					})
					if turn > 1 { // the first ones open connections
						took[side] = append(took[side], now...)
						spent[side] += time.Since(began)
					}
				}
			}
			for side, name := range []string{"ours", "bare"} {
				slices.Sort(took[side])
				n := len(took[side])
				b.ReportMetric(float64(n)/spent[side].Seconds(), name+"/s")
				b.ReportMetric(float64(took[side][n/2].Microseconds()), name+"-p50-µs")
				b.ReportMetric(float64(took[side][n*99/100].Microseconds()), name+"-p99-µs")
			}
			b.ReportMetric(spent[1].Seconds()/spent[0].Seconds(), "of-bare")
		})
	}
}

// abreast is how many callers there are at once, and each how many calls each of them makes in a turn.
const abreast, each = 8, 4

// callAtOnce has the callers call, each time after time, and returns how long the calls took.
func callAtOnce(b *testing.B, call func(i int) (time.Duration, error)) []time.Duration {
	b.Helper()
	took := make([]time.Duration, abreast*each)
	var callers sync.WaitGroup
	for caller := range abreast {
		callers.Go(func() {
			for i := range each {
				var err error
				if took[caller*each+i], err = call(caller + i); err != nil {
					b.Error(err)
				}
			}
		})
	}
	callers.Wait()
	if b.Failed() {
		b.FailNow()
	}
	return took
}

// ids are those of up to a thousand leads.
func (s *stand) ids() []uuid.UUID {
	s.b.Helper()
	rows, err := s.admin.Query(context.Background(), "SELECT id FROM leads LIMIT 1000")
	check(s.b, err)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	check(s.b, err)
	return ids
}

// BenchmarkTenant reads a lead with a plain query in a session that belongs to the tenant, with the
// tenant's name sent ahead in the same round trip, and in a transaction, in turns, one caller and eight.
func BenchmarkTenant(b *testing.B) {
	s := newStand(b, 0)
	s.leads(amount(20_000))
	ctx, ids, queries := context.Background(), s.ids(), db.New(s.plain())
	ways := []struct {
		name string
		read func(id uuid.UUID) error
	}{
		{"plain", func(id uuid.UUID) error { _, err := queries.GetLead(ctx, id); return err }},
		{"pipelined", func(id uuid.UUID) error { _, err := s.house.DB.Read(s.actor).GetLead(ctx, id); return err }},
		{"transaction", func(id uuid.UUID) error {
			return s.house.DB.Tx(ctx, s.actor, func(tx *tenant.Tx) error { _, err := tx.GetLead(ctx, id); return err })
		}},
	}
	for _, callers := range []int{1, 8} {
		b.Run(fmt.Sprint("callers=", callers), func(b *testing.B) {
			spent, reads := make([]time.Duration, len(ways)), 0
			for range b.N {
				for turn := range amount(3000) {
					way := turn % len(ways)
					began := time.Now()
					var all sync.WaitGroup
					for caller := range callers {
						all.Go(func() {
							for i := range each {
								if err := ways[way].read(ids[(turn*each+caller+i)%len(ids)]); err != nil {
									b.Error(err)
								}
							}
						})
					}
					all.Wait()
					spent[way] += time.Since(began)
				}
				reads += amount(3000) / len(ways) * callers * each
			}
			for i, way := range ways {
				b.ReportMetric(float64(reads)/spent[i].Seconds(), way.name+"/s")
				if i > 0 {
					b.ReportMetric(100*(spent[i].Seconds()/spent[0].Seconds()-1), way.name+"-over-%")
				}
			}
		})
	}
}
