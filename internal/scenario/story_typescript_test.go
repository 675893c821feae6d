package scenario_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// typescript is where the package is.
const typescript = "../../gen/ts"

// The package's own tests run against an installation with workers and providers; what is left to
// look at here is what they asked for, and what they were answered.
func TestTypeScriptClientTellsEveryStory(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	front, heard := r.listened()
	r.packed()

	r.npm("stories", "CARILLON_URL="+front, "SUPABASE_URL="+r.out.IssuerURL, "VAPI_KEY="+devstack.VapiKey("bluebird"),
		"TOKEN="+r.token("bluebird-operator"), "EXPIRED_TOKEN="+r.token("bluebird-viewer", supabase.TTL(-time.Hour)))

	t.Logf("operation × status, asked by the TypeScript client:\n%s", heard)
	for _, op := range r.operations() {
		if op.Tag == "provider-callbacks" {
			continue // not called by customers
		}
		if !heard.did(op.ID) {
			t.Errorf("%s succeeds in no story of the TypeScript client", op.ID)
		}
		if !op.Public && heard.times(op.ID, http.StatusUnauthorized) == 0 {
			t.Errorf("%s is refused in no story of the TypeScript client", op.ID)
		}
	}
	want := `<pre>{"companies":["Harbor Café"],"refused":"422 validation_failed req_","unknown":"401 invalid_token req_","late":"TimeoutError"}</pre>`
	if page := r.browsed(); !strings.Contains(page, want) {
		t.Errorf("in a browser: %s", page)
	}
}

// browsed is what Chromium makes of a page that uses the package, built, from an origin of its own.
func (r *rig) browsed() string {
	r.t.Helper()
	pages := httptest.NewServer(http.FileServer(http.Dir(typescript)))
	r.t.Cleanup(pages.Close)
	front := r.door(func(c *config.Config) { c.CORSOrigins = []string{pages.URL} }, logger(r.t))
	address := pages.URL + "/test/browser.html?" + url.Values{
		"baseUrl": {front.url}, "auth": {r.token("bluebird-operator")}, "tag": {"browser"},
	}.Encode()
	profile, err := os.MkdirTemp("", "carillon-browser")
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { _ = os.RemoveAll(profile) }) // not r.t.TempDir: Chromium writes on after its end
	return string(r.output(exec.Command(r.program("chromium", "chromium-browser", "google-chrome"), "--headless", "--no-sandbox",
		"--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--user-data-dir="+profile, "--virtual-time-budget=60000", "--dump-dom", address)))
}

// listened is a front door whose answers are held against the contract and counted.
func (r *rig) listened() (address string, heard *hearing) {
	r.t.Helper()
	target, err := url.Parse(r.url)
	if err != nil {
		r.t.Fatal(err)
	}
	heard = &hearing{r: r, counts: map[string]map[int]int{}}
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:   func(p *httputil.ProxyRequest) { p.SetURL(target) },
		Transport: heard,
	})
	r.t.Cleanup(front.Close)
	return front.URL, heard
}

// hearing counts answers by operation and status.
type hearing struct {
	r      *rig
	mu     sync.Mutex
	counts map[string]map[int]int
}

// RoundTrip implements http.RoundTripper.
func (h *hearing) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := checked{h.r}.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	if op := h.r.operation(q.Method, q.URL.EscapedPath()); op != nil {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.counts[op.ID] == nil {
			h.counts[op.ID] = map[int]int{}
		}
		h.counts[op.ID][answer.StatusCode]++
	}
	return answer, nil
}

func (h *hearing) times(operation string, status int) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.counts[operation][status]
}

// did reports whether an operation did at least once what was asked.
func (h *hearing) did(operation string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for status := range h.counts[operation] {
		if status < 300 {
			return true
		}
	}
	return false
}

// String is a line for each operation: createLead 201×12 409×1 422×2.
func (h *hearing) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var lines []string
	for operation, counts := range h.counts {
		line := operation
		for status := range 600 {
			if counts[status] > 0 {
				line += fmt.Sprintf(" %d×%d", status, counts[status])
			}
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// packing builds the TypeScript client, once for all tests that need it.
var packing sync.Once

// packed sees to it that the TypeScript client is built, and can be packed.
func (r *rig) packed() {
	r.t.Helper()
	packing.Do(func() { r.npm("check") })
}

// npm runs a script of the TypeScript client, with these variables added to the environment.
func (r *rig) npm(script string, environment ...string) {
	r.t.Helper()
	dbtest.Alone(r.t, typescript)
	if !installed(typescript) {
		packages := exec.Command(r.program("npm"), "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
		packages.Dir = typescript
		r.output(packages)
	}
	cmd := exec.Command(r.program("npm"), "run", script)
	cmd.Dir, cmd.Env = typescript, append(os.Environ(), environment...)
	r.output(cmd)
}

// installed reports whether a package of npm has the dependencies that its lock file names.
func installed(dir string) bool {
	lock, err := os.Stat(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return false
	}
	have, err := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json"))
	return err == nil && have.ModTime().After(lock.ModTime())
}
