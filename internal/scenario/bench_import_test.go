package scenario_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// BenchmarkImport200k sends a file of 200,000 rows through the API and has it carried out, beside the
// worker's other work; the memory is this process's own, with server, worker and simulators.
func BenchmarkImport200k(b *testing.B) { benchImport(b, 200_000) }

// BenchmarkImportMillion is the same of a million rows.
func BenchmarkImportMillion(b *testing.B) { benchImport(b, 1_000_000) }

func benchImport(b *testing.B, rows int) {
	for range b.N {
		s := newStand(b, 0)
		url, bearer := s.importer()
		w, err := s.house.Worker()
		check(b, err)
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		c := newThrong(rows)
		peak, stop := watchMemory()

		began := time.Now()
		contentType, body := uploaded(c.file(), "")
		i := sent(b, "POST", url+"/api/v1/imports", bearer, contentType, body)
		taken := time.Now()
		for ; i.State == "queued" || i.State == "running"; i = sent(b, "GET", url+"/api/v1/imports/"+i.ID.String(), bearer, "", nil) {
			time.Sleep(50 * time.Millisecond)
		}
		ended := time.Now()
		stop()

		cancel()
		check(b, <-done)
		if rowsOf(i) != rowsOf(c.expected) {
			b.Fatalf("%s, want %s", rowsOf(i), rowsOf(c.expected))
		}
		b.ReportMetric(float64(i.Bytes)/(1<<20)/taken.Sub(began).Seconds(), "upload-MiB/s")
		b.ReportMetric(float64(rows)/ended.Sub(taken).Seconds(), "rows/s")
		b.ReportMetric(float64(rows)/ended.Sub(began).Seconds(), "rows/s-with-upload")
		b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MiB")
	}
}

// importer opens a front door, and is somebody who imports there.
func (s *stand) importer() (url, bearer string) {
	s.b.Helper()
	user := devstack.ID("bench-importer")
	s.exec("INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'operator')", s.actor.Tenant, uuid.New(), user)
	issuer, err := supabase.New(supabase.Options{Users: []supabase.User{{ID: user.String()}}})
	check(s.b, err)
	keys := httptest.NewServer(issuer)
	s.b.Cleanup(keys.Close)
	issuer.SetURL(keys.URL)
	cfg := &s.house.Config
	cfg.SupabaseURL, cfg.JWTAudience, cfg.APIReads, cfg.APIWrites, cfg.APIBulk = keys.URL, "authenticated", 1<<30, 1<<30, 1<<30
	token, err := issuer.Token(user.String(), supabase.TTL(time.Hour))
	check(s.b, err)
	door, err := s.house.Server(context.Background())
	check(s.b, err)
	front := httptest.NewServer(door.Handler())
	s.b.Cleanup(front.Close)
	return front.URL, "Bearer " + token
}

// sent asks for an import.
func sent(b *testing.B, method, url, bearer, contentType string, body io.Reader) (i client.Import) {
	b.Helper()
	q, err := http.NewRequest(method, url, body)
	check(b, err)
	q.Header.Set("Authorization", bearer)
	q.Header.Set("Content-Type", contentType)
	answer, err := http.DefaultClient.Do(q)
	check(b, err)
	raw, err := io.ReadAll(answer.Body)
	check(b, err)
	_ = answer.Body.Close()
	if answer.StatusCode >= 300 {
		b.Fatalf("status %d: %s", answer.StatusCode, raw)
	}
	check(b, json.Unmarshal(raw, &i))
	return i
}
