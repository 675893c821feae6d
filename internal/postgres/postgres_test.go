package postgres

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func start(t *testing.T, dir string) *Server {
	t.Helper()
	s, err := Start(t.Context(), Options{Dir: dir, Durability: Fast})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// place is a directory that every user can reach, unlike t.TempDir.
func place(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "carillon-place-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// ask runs one statement on a fresh connection and gives the single number it returns.
func ask(t *testing.T, s *Server, sql string) int {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var n int
	if err := conn.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func execute(t *testing.T, s *Server, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestServerAnswersUntilItIsStopped(t *testing.T) {
	t.Parallel()
	s := start(t, "")
	if n := ask(t, s, "SELECT 40 + 2"); n != 42 {
		t.Fatalf("got %d", n)
	}

	if err := errors.Join(s.Stop(), s.Stop()); err != nil {
		t.Fatal(err)
	}

	if _, err := pgx.Connect(t.Context(), s.URL("postgres")); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("connect after Stop: %v", err)
	}
	if _, err := os.Stat(s.Dir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the temporary directory is still there: %v", err)
	}
	if err := s.Restart(t.Context()); !errors.Is(err, ErrStopped) {
		t.Errorf("restart after Stop: %v", err)
	}
}

func TestStrangerWithoutThePasswordIsRefused(t *testing.T) {
	t.Parallel()
	s := start(t, "")

	_, err := pgx.Connect(t.Context(), strings.Replace(s.URL("postgres"), s.password, "guess", 1))

	if err == nil || !strings.Contains(err.Error(), "password authentication failed") {
		t.Fatalf("got %v", err)
	}
}

func TestRestartKeepsDataAndTakesLessThanASecond(t *testing.T) {
	t.Parallel()
	s := start(t, "")
	execute(t, s, "CREATE TABLE kept AS SELECT 7 AS n")

	best := time.Hour
	for range 3 {
		began := time.Now()
		if err := s.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(began))
	}

	if n := ask(t, s, "SELECT n FROM kept"); n != 7 {
		t.Errorf("got %d", n)
	}
	if best > time.Second {
		t.Errorf("the best of three restarts took %v", best)
	}
}

func TestCrashedServerComesBackWithEveryCommittedRow(t *testing.T) {
	t.Parallel()
	s := start(t, "")
	execute(t, s, "CREATE TABLE kept (n int)")
	execute(t, s, "INSERT INTO kept SELECT generate_series(1, 1000)")

	if err := s.StopImmediate(); err != nil {
		t.Fatal(err)
	}
	if _, err := pgx.Connect(t.Context(), s.URL("postgres")); err == nil {
		t.Fatal("a stopped server took a connection")
	}
	if err := s.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}

	if n := ask(t, s, "SELECT count(*) FROM kept"); n != 1000 {
		t.Errorf("%d rows are left", n)
	}
}

func TestSecondServerInOneDirectoryIsRefused(t *testing.T) {
	t.Parallel()
	dir := place(t)
	first := start(t, dir)
	execute(t, first, "CREATE TABLE kept AS SELECT 7 AS n")

	if s, err := Start(t.Context(), Options{Dir: dir}); err == nil {
		_ = s.Stop()
		t.Fatal("two servers run in one directory")
	} else if !strings.Contains(err.Error(), "held by the server of process") {
		t.Errorf("the error does not name the owner: %v", err)
	}

	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	if n := ask(t, start(t, dir), "SELECT n FROM kept"); n != 7 {
		t.Errorf("got %d", n)
	}
}

func TestServerThatGivesUpSaysWhy(t *testing.T) {
	t.Parallel()
	s := start(t, place(t))
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.home.data()+"/PG_VERSION", []byte("9.6\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	_, err := Start(t.Context(), Options{Dir: s.Dir()})

	if err == nil || !strings.Contains(err.Error(), "database files are incompatible with server") {
		t.Fatalf("got %v", err)
	}
}

func TestStartGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	if s, err := Start(ctx, Options{Durability: Fast}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, %v", s, err)
	}
}
