package dbtest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Pooled is the database's address for the service through a real PgBouncer, which gives each
// transaction whichever of its sessions is free, of at most so many. Without PgBouncer on the
// machine the test fails and says what to install. It ends with the test.
func (d *DB) Pooled(t testing.TB, sessions int) string {
	t.Helper()
	bin, err := exec.LookPath("pgbouncer")
	if err != nil {
		bin = "/usr/sbin/pgbouncer" // where Debian has it, which is in no user's path
	}
	if _, err := os.Stat(bin); err != nil {
		t.Fatalf("the tests need a real PgBouncer: run \"apt-get install pgbouncer\" or \"brew install pgbouncer\" (%v)", err)
	}
	for range 5 { // another may take the port first
		if at := d.pool(t, bin, sessions); at != "" {
			return at
		}
	}
	t.Fatal("pgbouncer does not answer")
	return ""
}

// pool starts one on a port that was free; empty when it does not answer there.
func (d *DB) pool(t testing.TB, bin string, sessions int) (at string) {
	t.Helper()
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	settings := filepath.Join(t.TempDir(), "pgbouncer.ini")
	if err := os.WriteFile(settings, []byte(d.settings(u, port, sessions)), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"--quiet", settings}
	if os.Geteuid() == 0 {
		args = append([]string{"--user", "nobody"}, args...) // it refuses to run as root
	}
	cmd := exec.Command(bin, args...)
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	u.Host = "127.0.0.1:" + port
	u.RawQuery += "&pooling=transaction"
	if !answers(u) {
		return ""
	}
	return u.String()
}

// settings are what pgbouncer is told. It signs in by itself, as the service would.
func (d *DB) settings(u *url.URL, port string, sessions int) string {
	password, _ := u.User.Password()
	return fmt.Sprintf(`[databases]
%s = host=%s port=%s user=%s password=%s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %s
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = %d
max_client_conn = 500
`, strings.TrimPrefix(u.Path, "/"), u.Hostname(), u.Port(), u.User.Username(), password, port, sessions)
}

func answers(u *url.URL) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	plain := *u
	plain.RawQuery = strings.Replace(u.RawQuery, "pooling=transaction", "default_query_exec_mode=exec", 1)
	for ctx.Err() == nil {
		conn, err := pgx.Connect(ctx, plain.String())
		if err == nil {
			_ = conn.Close(ctx)
			return true
		}
		time.Sleep(20 * time.Millisecond)
	}
	return false
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
