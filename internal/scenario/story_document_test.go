package scenario_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// sight is what a browser saw of the documents.
type sight struct {
	Operations map[string]int // shown, by page
	Webhooks   map[string]int // likewise
	Abroad     []string       // addresses of other servers that were asked
	Violations []string       // of a page's policy
	Complaints []string       // in the console
	Failures   []string       // answers of 400 and more
	Searched   int            // hits
	Control    []string       // what was seen of one request that must be refused: its address, the violation
	Called     struct {
		Status      int
		URL         string
		Shown, Kept string
		Unlocked    int
	}
}

// look has Chromium read the documents of the rig, with a token to paste. Pictures of what it saw are
// kept in CARILLON_TEST_PICTURES, if that is set.
func (r *rig) look(token string) sight {
	r.t.Helper()
	dir := r.t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/browser")); err != nil {
		r.t.Fatal(err)
	}
	npm := exec.Command(r.program("npm"), "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
	npm.Dir = dir
	r.output(npm)
	node := exec.Command(r.program("node"), "look.mjs")
	node.Dir = dir
	node.Env = append(os.Environ(), "ORIGIN="+r.url, "TOKEN="+token, "PICTURES="+os.Getenv("CARILLON_TEST_PICTURES"),
		"CHROMIUM="+r.program("chromium", "chromium-browser", "google-chrome"))
	var s sight
	if err := json.Unmarshal(r.output(node), &s); err != nil {
		r.t.Fatal(err)
	}
	return s
}

// output is what a command writes; a command that fails fails the test, with all that it said.
func (r *rig) output(cmd *exec.Cmd) []byte {
	r.t.Helper()
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("%s: %v\n%s%s", cmd, err, out, said.Bytes())
	}
	return out
}

// program is the first of these that this machine has.
func (r *rig) program(names ...string) string {
	r.t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	r.t.Fatalf("This machine has no %s. Get it with: apt-get install nodejs npm chromium (./task machine tells more)", strings.Join(names, " or "))
	return ""
}

func TestDocumentsAreReadInABrowserThatAsksNobodyElse(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	saw := r.look(r.token("bluebird-viewer"))

	for page, n := range saw.Operations {
		if n != len(r.rules.Operations) {
			t.Errorf("%s shows %d of %d operations", page, n, len(r.rules.Operations))
		}
	}
	for page, n := range saw.Webhooks {
		if n != len(r.rules.Events) {
			t.Errorf("%s shows %d of %d webhooks", page, n, len(r.rules.Events))
		}
	}
	if len(saw.Operations) != 2 || len(saw.Webhooks) != 2 || saw.Searched == 0 {
		t.Errorf("shown: %v and %v; found by searching: %d", saw.Operations, saw.Webhooks, saw.Searched)
	}
	for what, found := range map[string][]string{
		"another server was asked": saw.Abroad, "a policy was violated": saw.Violations,
		"the console complains": saw.Complaints, "a request failed": saw.Failures,
	} {
		for _, f := range found {
			t.Errorf("%s: %s", what, f)
		}
	}
	if len(saw.Control) != 2 || !strings.Contains(saw.Control[1], "img-src http://elsewhere.invalid") {
		t.Errorf("a request that goes elsewhere is not seen: %v", saw.Control)
	}
	called := saw.Called
	if called.Status != 200 || called.URL != r.url+"/api/v1/me" || called.Shown != "200" {
		t.Errorf("the call with a pasted token: %+v", called)
	}
	if called.Kept != `[{},{},""]` || called.Unlocked != 1 {
		t.Errorf("the page keeps something of the token: %+v", called)
	}
}

func TestDocumentsAreThereForEverybodyAndUnknownOnesAreProblems(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for path := range r.pages {
		for _, method := range []string{"GET", "HEAD"} {
			got := r.fetch(method, path, nil)
			if got.StatusCode != 200 || got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("X-Request-Id") == "" {
				t.Errorf("%s %s: %d %v", method, path, got.StatusCode, got.Header)
			}
		}
	}
	r.ask("GET", "/docs/errors/no_such_code", "", http.Header{}).wants(t, "a code that nothing has", 404, "not_found")
	r.ask("GET", "/docs/assets/../../etc/passwd", "", http.Header{}).wants(t, "a way out", 404, "not_found")
	r.ask("POST", "/docs", "", http.Header{}).wants(t, "writing to a page", 405, "method_not_allowed")
}
