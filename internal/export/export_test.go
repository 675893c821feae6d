package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// rig is a tenant with leads.
type rig struct {
	testing.TB
	*dbtest.DB
	who tenant.Actor
}

func newRig(t testing.TB, leads int) rig {
	t.Helper()
	d := dbtest.New(t)
	r := rig{t, d, d.Tenant(t, "bluebird")}
	d.Exec(t, `INSERT INTO leads (tenant_id, id, external_id, phone, first_name, custom_fields, created_at)
		SELECT $1, gen_random_uuid(), n::text, '+1202' || 2000000 + n, CASE n % 3 WHEN 0 THEN '=1+1' WHEN 1 THEN 'a "b",' || chr(10) || 'c' ELSE NULL END,
			jsonb_build_object('note', repeat('x', n % 900)), now() - interval '1 hour' + (n / 7) * interval '1 millisecond'
		FROM generate_series(1, $2::integer) n`, r.who.Tenant, leads)
	d.Exec(t, "ANALYZE leads")
	return r
}

func (r rig) export(resource, format string, f Filter) (e db.Export) {
	r.Helper()
	err := r.Tx(context.Background(), r.who, func(tx *tenant.Tx) (err error) {
		e, err = Create(context.Background(), tx, resource, format, f)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return e
}

func (r rig) now(id uuid.UUID) db.Export {
	r.Helper()
	e, err := r.Read(r.who).GetExport(context.Background(), id)
	if err != nil {
		r.Fatal(err)
	}
	return e
}

// file is what an export wrote.
func (r rig) file(id uuid.UUID) []byte {
	r.Helper()
	e := r.now(id)
	from, err := File(context.Background(), r.Read(r.who), e)
	if err != nil {
		r.Fatal(err)
	}
	all, err := io.ReadAll(from)
	if err != nil || int64(len(all)) != e.Bytes {
		r.Fatalf("%d bytes, %v: %+v", len(all), err, e)
	}
	return all
}

// leads are the external ids of the tenant's leads in the order of an export.
func (r rig) leads() (all []string) {
	r.Helper()
	rows, err := r.Admin.Query(context.Background(), "SELECT external_id FROM leads WHERE tenant_id = $1 ORDER BY created_at, id", r.who.Tenant)
	if err != nil {
		r.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			r.Fatal(err)
		}
		all = append(all, id)
	}
	return all
}

var errDied = errors.New("the worker died")

func TestInterruptedExportHasNeitherAHoleNorAnythingTwice(t *testing.T) {
	t.Parallel()
	r, ctx := newRig(t, 1700), context.Background()
	table, lines := r.export("leads", "csv", Filter{}), r.export("leads", "ndjson", Filter{})
	r.Exec(t, "INSERT INTO leads (tenant_id, id, external_id) VALUES ($1, gen_random_uuid(), 'later')", r.who.Tenant)

	pages, deaths := 0, 0
	for died := false; r.now(lines.ID).State != Succeeded; died = !died {
		err := r.Tx(ctx, r.who, func(tx *tenant.Tx) error {
			if _, err := write(ctx, tx); err != nil || died {
				return err
			}
			return errDied
		})
		if errors.Is(err, errDied) {
			deaths++
		} else if err != nil {
			t.Fatal(err)
		}
		pages++
	}
	t.Logf("%d deaths in %d pages", deaths, pages)

	want := r.leads()
	want = want[:len(want)-1]
	rows, err := csv.NewReader(bytes.NewReader(r.file(table.ID))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var inTable, inLines []string
	for _, row := range rows[1:] {
		inTable = append(inTable, row[1])
	}
	for line := range bytes.Lines(r.file(lines.ID)) {
		var lead struct {
			ID string `json:"external_id"`
		}
		if err := json.Unmarshal(line, &lead); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		inLines = append(inLines, lead.ID)
	}
	if !slices.Equal(inTable, want) || !slices.Equal(inLines, want) {
		t.Errorf("of %d leads %d are in the table and %d in the lines, or in another order", len(want), len(inTable), len(inLines))
	}
	if e := r.now(table.ID); e.Rows != 1700 || *e.Total != 1700 || e.Chunks < 3 || e.Position != nil || e.FinishedAt == nil {
		t.Errorf("the export is %+v", e)
	}
}

func TestCellsHoldNoFormulas(t *testing.T) {
	t.Parallel()
	for in, out := range map[string]string{
		"=1+1": "'=1+1", "+1+1": "'+1+1", "-2": "'-2", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\rx": "'\rx", "+12025550143": "+12025550143",
		"": "", "plain": "plain", `say "yes", please`: `say "yes", please`, "two\nlines": "two\nlines", "two\r\nlines": "two\r\nlines", "it's = 1": "it's = 1",
	} {
		line := rowCSV(nil, nil, []any{in, &in, nil, (*string)(nil), []string{"a", "b"}, json.RawMessage(`{"a":1}`), 7})
		if !bytes.HasSuffix(line, []byte("\r\n")) {
			t.Errorf("%q ends as %q", in, line)
		}
		if quoted, want := string(line), out; want == "two\r\nlines" && quoted[:len(want)+2] != `"`+want+`"` {
			t.Errorf("%q is written as %q", in, quoted) // encoding/csv would read it as one line feed
		} else if want == "two\r\nlines" {
			continue
		}
		rows, err := csv.NewReader(bytes.NewReader(line)).ReadAll()
		if err != nil || len(rows) != 1 || !slices.Equal(rows[0], []string{out, out, "", "", "a,b", `{"a":1}`, "7"}) {
			t.Errorf("%q is read back as %q, %v", in, rows, err)
		}
	}
}

func TestExportEndsWithoutItsSourceAndIsForgottenAfterAWeek(t *testing.T) {
	t.Parallel()
	r, ctx := newRig(t, 3), context.Background()
	list := uuid.New()
	r.Exec(t, "INSERT INTO lead_lists (tenant_id, id, name, kind) VALUES ($1, $2, 'Spring', 'static')", r.who.Tenant, list)
	orphan, kept, cancelled := r.export("leads", "csv", Filter{LeadList: &list}), r.export("audit", "csv", Filter{}), r.export("leads", "csv", Filter{})
	r.Exec(t, "UPDATE lead_lists SET deleted_at = now()")
	if err := r.Tx(ctx, r.who, func(tx *tenant.Tx) error { _, err := Cancel(ctx, tx, cancelled.ID); return err }); err != nil {
		t.Fatal(err)
	}
	room := Room{DB: r.DB.DB}

	if err := room.Work(ctx, r.who); err != nil {
		t.Fatal(err)
	}

	if e := r.now(orphan.ID); e.State != Failed || *e.Error != sourceGone {
		t.Errorf("without its list it is %+v", e)
	}
	if e := r.now(kept.ID); e.State != Succeeded || e.Rows != 0 || e.Bytes == 0 {
		t.Errorf("of an empty log it is %+v", e)
	}
	if e := r.now(cancelled.ID); e.State != Cancelled || e.Rows != 0 {
		t.Errorf("cancelled it is %+v", e)
	}
	for _, id := range []uuid.UUID{orphan.ID, cancelled.ID} {
		if _, err := File(ctx, r.Read(r.who), r.now(id)); !errors.Is(err, ErrUnfinished) {
			t.Errorf("it has a file: %v", err)
		}
	}
	r.Exec(t, "UPDATE exports SET expires_at = now() - interval '1 second'")
	if err := room.Work(ctx, r.who); err != nil {
		t.Fatal(err)
	}
	if n := r.Int(t, "SELECT (SELECT count(*) FROM exports) + (SELECT count(*) FROM export_chunks)"); n != 0 {
		t.Errorf("%d rows outlive their week", n)
	}
}

func BenchmarkExport(b *testing.B) {
	for _, leads := range []int{20_000, 200_000} {
		b.Run(fmt.Sprint(leads), func(b *testing.B) {
			r, ctx := newRig(b, leads), context.Background()
			var peak uint64
			for b.Loop() {
				e := r.export("leads", "csv", Filter{})
				for r.now(e.ID).State != Succeeded {
					if err := r.Tx(ctx, r.who, func(tx *tenant.Tx) error { _, err := write(ctx, tx); return err }); err != nil {
						b.Fatal(err)
					}
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					peak = max(peak, m.HeapInuse)
				}
			}
			b.ReportMetric(float64(leads*b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(peak)/(1<<20), "MiB-heap")
		})
	}
}
