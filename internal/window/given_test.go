package window_test

import (
	"archive/zip"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

type spec = window.Spec

// failer is a test, a benchmark or a rapid run.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

var everyDay = []int{0, 1, 2, 3, 4, 5, 6}

func rules(t failer, s spec) window.Rules {
	t.Helper()
	made, err := window.New(s)
	if err != nil {
		t.Fatalf("%+v: %v", s, err)
	}
	return made
}

func zone(t failer, name string) *time.Location {
	t.Helper()
	found, err := window.Zone(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return found
}

func zones(t failer, names ...string) []*time.Location {
	t.Helper()
	var list []*time.Location
	for _, name := range names {
		list = append(list, zone(t, name))
	}
	return list
}

// policyOf is the legal window and one more, in the named zones.
func policyOf(t failer, s spec, names ...string) window.Policy {
	t.Helper()
	return window.Policy{Zones: zones(t, names...), Windows: []window.Rules{window.Legal(), rules(t, s)}}
}

// only is a policy of one window in one zone.
func only(t failer, s spec, name string) window.Policy {
	t.Helper()
	return window.Policy{Zones: zones(t, name), Windows: []window.Rules{rules(t, s)}}
}

func instant(t failer, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// shipped are the zones as Go embeds them, by name. Zone prefers the machine's own zone files,
// and these differ: they may spell out changes until 2037 that the embedded ones give as a rule.
func shipped(t failer) map[string]*time.Location {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	locations := map[string]*time.Location{}
	for _, file := range archive.File {
		data, err := fs.ReadFile(archive, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if locations[file.Name], err = time.LoadLocationFromTZData(file.Name, data); err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
	}
	return locations
}
