package postgres

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestServerNeverBelongsToRoot(t *testing.T) {
	t.Parallel()
	s := start(t, "")

	info, err := os.Stat(s.home.data())

	if err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 && ours(info) {
		t.Error("the data belong to root")
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the data: %v", info.Mode())
	}
}

// Only root changes its user, so only root ever meets a directory it cannot use.
func TestDirectoryBeyondTheServersReachIsReplaced(t *testing.T) {
	t.Parallel()
	private := place(t)
	if err := os.Chmod(private, 0o700); err != nil {
		t.Fatal(err)
	}
	wish := filepath.Join(private, "pg")

	s, err := Start(t.Context(), Options{Dir: wish, Durability: Fast})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = errors.Join(s.Stop(), os.RemoveAll(s.Dir())) })

	if n := ask(t, s, "SELECT 1"); n != 1 {
		t.Fatalf("got %d", n)
	}
	if os.Geteuid() == 0 && !strings.HasPrefix(s.Dir(), "/var/tmp/carillon-") {
		t.Errorf("the server lives in %s", s.Dir())
	}
	if os.Geteuid() != 0 && s.Dir() != wish {
		t.Errorf("the server lives in %s", s.Dir())
	}
}

func TestSweepRemovesOnlyWhatNobodyHolds(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	dead, held, young := abandoned(t, root, "dead"), abandoned(t, root, "held"), abandoned(t, root, "young")
	f, err := tryLock(filepath.Join(held, "lock"), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := os.Chtimes(young, time.Time{}, time.Now()); err != nil {
		t.Fatal(err)
	}

	sweep(root)

	if _, err := os.Stat(dead); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the abandoned directory is still there: %v", err)
	}
	for _, dir := range []string{held, young} {
		if _, err := os.Stat(dir); err != nil {
			t.Error(err)
		}
	}
}

// abandoned makes a temporary home as old as an hour.
func abandoned(t *testing.T, root, name string) string {
	t.Helper()
	dir := filepath.Join(root, strings.Replace(temporaryPattern, "*", name, 1))
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	hourAgo := time.Now().Add(-time.Hour)
	if err := os.Chtimes(dir, hourAgo, hourAgo); err != nil {
		t.Fatal(err)
	}
	return dir
}
