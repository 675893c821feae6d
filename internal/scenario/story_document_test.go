package scenario_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sight is what a browser saw of the documents.
type sight struct {
	Operations                               map[string]int
	Abroad, Violations, Complaints, Failures []string
	Called                                   struct {
		Status      int
		URL         string
		Shown, Kept string
	}
}

// look has Chromium read the documents of the rig, signed in with a token.
func (r *rig) look(token string) sight {
	r.t.Helper()
	dir := r.t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/browser")); err != nil {
		r.t.Fatal(err)
	}
	pictures := os.Getenv("CARILLON_TEST_PICTURES")
	if pictures == "" {
		pictures = dir
	}
	r.outside(dir, "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
	cmd := exec.Command(r.program("node"), "look.mjs")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "ORIGIN="+r.url, "TOKEN="+token, "PICTURES="+pictures, "CHROMIUM="+r.program("chromium", "chromium-browser", "google-chrome"))
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("the browser: %v\n%s\n%s", err, out, complaints.Bytes())
	}
	var s sight
	if err := json.Unmarshal(out, &s); err != nil {
		r.t.Fatalf("%v: %s", err, out)
	}
	return s
}

func (r *rig) outside(dir, name string, args ...string) {
	r.t.Helper()
	cmd := exec.Command(r.program(name), args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// program is the first of these that this machine has.
func (r *rig) program(names ...string) string {
	r.t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	r.t.Fatalf("this machine has no %s; ./task machine says how to get it", strings.Join(names, " or "))
	return ""
}

func TestDocumentsAreReadInABrowserThatAsksNobodyElse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.token("bluebird-viewer")

	saw := r.look(token)
	t.Logf("%+v", saw)
	_ = filepath.Join
}
