package scenario_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
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
	front := r.listened()
	r.packed()

	r.npm("stories", "CARILLON_URL="+front, "SUPABASE_URL="+r.out.IssuerURL, "VAPI_KEY="+devstack.VapiKey("bluebird"),
		"TOKEN="+r.token("bluebird-operator"), "EXPIRED_TOKEN="+r.token("bluebird-viewer", supabase.TTL(-time.Hour)))

	t.Logf("asked by the TypeScript client:\n%s", r.said)
	for _, op := range r.operations() {
		if op.Tag == foreign {
			continue // not called by customers
		}
		if !r.said.did(op.ID, inTypeScript) {
			t.Errorf("%s succeeds in no story of the TypeScript client", op.ID)
		}
		if !op.Public && r.said.times(utterance{op.ID, inTypeScript, http.StatusUnauthorized}) == 0 {
			t.Errorf("%s is refused in no story of the TypeScript client", op.ID)
		}
	}
	want := `<pre>{"companies":["Harbor Café"],"refused":"422 validation_failed req_","unknown":"401 invalid_token req_","heard":["lead.created"],"late":"TimeoutError"}</pre>`
	if page := r.browsed(); !strings.Contains(page, want) {
		t.Errorf("in a browser: %s", page)
	}
}

// browsed is what Chromium makes of a page that uses the package, built, from an origin of its own.
func (r *rig) browsed() string {
	r.t.Helper()
	pages := httptest.NewServer(http.FileServer(http.Dir(typescript)))
	r.t.Cleanup(pages.Close)
	front := r.door(func(c *config.Config) { c.CORSOrigins = []string{pages.URL} }, logger(r.t)).listened()
	address := pages.URL + "/test/browser.html?" + url.Values{
		"baseUrl": {front}, "auth": {r.token("bluebird-operator")}, "tag": {"browser"},
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
func (r *rig) listened() (address string) {
	r.t.Helper()
	target, err := url.Parse(r.url)
	if err != nil {
		r.t.Fatal(err)
	}
	front := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:   func(p *httputil.ProxyRequest) { p.SetURL(target) },
		Transport: checked{r},
	})
	r.t.Cleanup(front.Close)
	return front.URL
}

// packing builds the TypeScript client, once for all tests that need it.
var packing sync.Once

// packed sees to it that the TypeScript client is built and can be packed, and stays as it is until the
// test ends.
func (r *rig) packed() {
	r.t.Helper()
	packing.Do(func() {
		release := dbtest.Alone(r.t, typescript)
		defer release()
		r.npm("check")
	})
	dbtest.Beside(r.t, typescript)
}

// npm runs a script of the TypeScript client, with these variables added to the environment.
func (r *rig) npm(script string, environment ...string) {
	r.t.Helper()
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
