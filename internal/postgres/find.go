package postgres

import (
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrNoBinaries means that the machine has no Postgres server; its text says how to get one.
var ErrNoBinaries = errors.New("postgres: no server binaries (initdb, postgres) found on this machine: " +
	"run \"apt-get install postgresql\" (Debian, Ubuntu), \"dnf install postgresql-server\" (Fedora) or " +
	"\"brew install postgresql\" (macOS), or point CARILLON_PG_BIN at the directory that has them")

// Where packages put the binaries, most usual first.
var knownPlaces = []string{
	"/usr/lib/postgresql/*/bin",                          // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                   // Red Hat, from postgresql.org
	"/usr/libexec/postgresql*",                           // Alpine
	"/opt/homebrew/opt/postgresql*/bin",                  // macOS, Homebrew on Apple silicon
	"/usr/local/opt/postgresql*/bin",                     // macOS, Homebrew on Intel
	"/Applications/Postgres.app/Contents/Versions/*/bin", // macOS, Postgres.app
	"/usr/local/pgsql/bin",                               // built from source
}

// findBinaries is the directory of initdb and postgres. wish is CARILLON_PG_BIN: obeyed or
// refused, never passed over; empty to look around.
func findBinaries(wish string) (string, error) {
	if wish != "" {
		if !hasBinaries(wish) {
			return "", fmt.Errorf("postgres: CARILLON_PG_BIN is %q, which has no initdb and postgres: correct or unset it", wish)
		}
		return filepath.Abs(wish)
	}
	for _, dir := range slices.Concat(inKnownPlaces(knownPlaces), onPath()) {
		if hasBinaries(dir) {
			return dir, nil
		}
	}
	return "", ErrNoBinaries
}

// inKnownPlaces lists the directories the patterns match; within a pattern, the newest version first.
func inKnownPlaces(patterns []string) []string {
	var all []string
	for _, pattern := range patterns {
		found, _ := filepath.Glob(pattern) // the only failure is a malformed pattern
		slices.SortFunc(found, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
		all = append(all, found...)
	}
	return all
}

// version is the last number in a path, 0 without one.
func version(dir string) float64 {
	all := regexp.MustCompile(`\d+(\.\d+)?`).FindAllString(dir, -1)
	if len(all) == 0 {
		return 0
	}
	v, _ := strconv.ParseFloat(all[len(all)-1], 64)
	return v
}

func onPath() []string {
	var dirs []string
	if file, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(file); err == nil {
			dirs = append(dirs, filepath.Dir(target))
		}
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	return dirs
}

func hasBinaries(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}
