package scenario_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/config"
)

// jobs is a front door with River UI, and the id of a job whose arguments hold the canary.
func (r *rig) jobs(may string) (*rig, int) {
	r.t.Helper()
	r.db.Exec(r.t, `INSERT INTO river.river_job (kind, args, metadata, max_attempts, queue, state, scheduled_at)
		VALUES ('story', '{"word": "`+canary+`"}', '{"traceparent": "00-`+oneTrace+`-00f067aa0ba902b7-01"}', 1, 'nobody', 'scheduled', '2100-01-01')`)
	return r.door(func(c *config.Config) { c.RiverUI = may }, logger(r.t)), r.db.Int(r.t, "SELECT max(id) FROM river.river_job")
}

// browse asks as a browser does, following nothing.
func (r *rig) browse(method, path string, form url.Values, header http.Header) (*http.Response, string) {
	r.t.Helper()
	q, err := http.NewRequest(method, r.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	q.Header = header.Clone()
	q.Header.Set("Accept", "text/html,*/*;q=0.8")
	if form != nil {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	got, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, _ := io.ReadAll(got.Body)
	return got, string(body)
}

func TestJobsAreShownToSuperAdminsAloneAndWithoutArguments(t *testing.T) {
	t.Parallel()
	r, id := newRig(t).jobs("read")

	for _, path := range []string{"", "/", "/api/jobs?state=scheduled", "/api/states"} {
		r.ask("GET", "/ops/river"+path, "", http.Header{}).wants(t, "nobody asks for "+path, 401, "missing_credentials")
		for _, user := range []string{"nobody", "bluebird-viewer", "bluebird-operator", "bluebird-admin"} {
			r.ask("GET", "/ops/river"+path, "", r.bearer(user)).wants(t, user+" asks for "+path, 403, "forbidden")
		}
	}
	page, html := r.browse("GET", "/ops/river/", nil, r.bearer("root"))
	list := r.ask("GET", "/ops/river/api/jobs?state=scheduled", "", r.bearer("root")).wants(t, "list jobs", 200, "")
	one := r.ask("GET", fmt.Sprintf("/ops/river/api/jobs/%d", id), "", r.bearer("root")).wants(t, "a job", 200, "")
	r.ask("POST", "/ops/river/api/jobs/cancel", fmt.Sprintf(`{"ids":["%d"]}`, id), r.bearer("root")).wants(t, "cancel", 403, "queue_read_only")

	if policy := page.Header.Get("Content-Security-Policy"); page.StatusCode != 200 || !strings.Contains(html, `id="root"`) || !strings.Contains(policy, "script-src 'self';") {
		t.Errorf("the page is %d, under %q: %s", page.StatusCode, policy, html)
	}
	for _, body := range []string{list.body, one.body} {
		if strings.Contains(body, canary) || !strings.Contains(body, `"kind":"story"`) || !strings.Contains(body, `hidden`) {
			t.Errorf("jobs are told as %s", body)
		}
	}
	if !strings.Contains(one.body, oneTrace) {
		t.Errorf("a job does not tell its trace: %s", one.body)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM river.river_job WHERE kind = 'story' AND state = 'scheduled'"); n != 1 {
		t.Error("a job was changed")
	}
}

func TestBrowserSignsInToRiverUIByAForm(t *testing.T) {
	t.Parallel()
	plain := newRig(t)
	r, id := plain.jobs("full")

	stranger, form := r.browse("GET", "/ops/river/jobs", nil, http.Header{})
	in, _ := r.browse("POST", "/ops/river/sign-in", url.Values{"token": {r.token("root")}}, http.Header{"Sec-Fetch-Site": {"same-origin"}})
	cookie := in.Header.Get("Set-Cookie")
	held := http.Header{"Cookie": {strings.Split(cookie, ";")[0]}}
	inside, html := r.browse("GET", "/ops/river/jobs", nil, held)
	other, _ := r.browse("POST", "/ops/river/sign-in", url.Values{"token": {r.token("bluebird-admin")}}, http.Header{})
	forged := held.Clone()
	forged.Set("Sec-Fetch-Site", "cross-site")

	if stranger.StatusCode != 401 || !strings.Contains(form, `<form method="post" action="/ops/river/sign-in">`) {
		t.Errorf("a stranger gets %d: %s", stranger.StatusCode, form)
	}
	if in.StatusCode != 303 || in.Header.Get("Location") != "/ops/river/" || !strings.Contains(cookie, "Path=/ops/river; HttpOnly; SameSite=Strict") {
		t.Errorf("signing in is %d, with %q", in.StatusCode, cookie)
	}
	if inside.StatusCode != 200 || !strings.Contains(html, `id="root"`) {
		t.Errorf("who signed in gets %d: %s", inside.StatusCode, html)
	}
	if other.StatusCode != 403 || other.Header.Get("Set-Cookie") != "" {
		t.Errorf("a tenant's admin signs in with %d", other.StatusCode)
	}
	r.ask("POST", "/ops/river/api/jobs/cancel", fmt.Sprintf(`{"ids":["%d"]}`, id), forged).wants(t, "another site's page", 403, "cross_origin")
	r.ask("POST", "/ops/river/api/jobs/cancel", fmt.Sprintf(`{"ids":["%d"]}`, id), held).wants(t, "cancel", 200, "")
	if n := r.db.Int(t, "SELECT count(*) FROM river.river_job WHERE kind = 'story' AND state = 'cancelled'"); n != 1 {
		t.Error("the job was not cancelled")
	}
	plain.ask("GET", "/ops/river", "", plain.bearer("root")).wants(t, "where it is off", 404, "not_found")
}
