package postgres

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNewestVersionIsTakenFirst(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, v := range []string{"9.6", "16", "15"} {
		if err := os.MkdirAll(filepath.Join(root, v, "bin"), 0o755); err != nil {
			t.Fatal(err)
		}
	}

	got := inKnownPlaces([]string{filepath.Join(root, "*", "bin")})

	want := []string{filepath.Join(root, "16", "bin"), filepath.Join(root, "15", "bin"), filepath.Join(root, "9.6", "bin")}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestWrongBinariesSettingIsRefusedByName(t *testing.T) {
	t.Parallel()

	_, err := findBinaries(t.TempDir())

	if err == nil || !strings.Contains(err.Error(), "CARILLON_PG_BIN") {
		t.Errorf("got %v", err)
	}
}

func TestGivenBinariesAreObeyed(t *testing.T) {
	t.Parallel()
	found, err := findBinaries("")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"initdb", "postgres"} {
		if err := os.Symlink(filepath.Join(found, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}

	got, err := findBinaries(dir)

	if err != nil || got != dir {
		t.Errorf("got %q, %v", got, err)
	}
}
