package scenario_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/dbtest"
)

func TestEveryMarketingEmailHasAWayOutThatOneClickTakes(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.invite(emails("ada", 3))
	r.work()
	draft := deliveredCampaign(client.ChannelEmail, list)
	draft.Purpose = new(client.PurposeMarketing)

	first := r.run(c, draft)
	r.finished(c, first, 20*time.Second)
	links := r.waysOut(3)
	ada := links["ada+0@example.com"]
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodOptions} {
		r.browse(method, ada, nil, http.Header{"Sec-Purpose": {"prefetch"}, "Purpose": {"prefetch"}})
	}
	page, text := r.browse(http.MethodGet, ada, nil, http.Header{})
	if n := r.db.Int(t, "SELECT count(*) FROM suppressions"); n != 0 || page.StatusCode != 200 || !strings.Contains(text, "<form method=\"post\">") {
		t.Errorf("who only looked is told %d %s, and %d are suppressed", page.StatusCode, text, n)
	}

	r.clicksOut(ada)
	r.clicksOut(ada)

	r.holdsOneStatement(first.String())
	stranger, _ := r.browse(http.MethodPost, ada[:len(ada)-8]+"AAAAAAAA", url.Values{}, http.Header{})
	lost, _ := r.browse(http.MethodGet, "/u/nothing", nil, http.Header{})
	if stranger.StatusCode != 404 || lost.StatusCode != 404 {
		t.Errorf("links that we did not make are answered %d and %d", stranger.StatusCode, lost.StatusCode)
	}
	second := r.run(c, draft)
	r.finished(c, second, 20*time.Second)
	r.ends(c, second, map[string]int{"completed": 2, "skipped unsubscribed": 1})
	receipt := r.run(c, deliveredCampaign(client.ChannelEmail, list))
	r.finished(c, receipt, 20*time.Second)
	all := r.out.Brevo.Ledger()
	if e := all[len(all)-1]; e.Unsubscribe != "" || e.Content != "<p>Hello, Ada</p>" {
		t.Errorf("a transactional email has a way out: %q, %q", e.Unsubscribe, e.Content)
	}
}

// waysOut are the links in the headers of all emails so far, by recipient. Each must stand in the email
// itself too, and say nothing of the person.
func (r *rig) waysOut(n int) map[string]string {
	r.t.Helper()
	links := map[string]string{}
	for _, e := range r.out.Brevo.Ledger() {
		link := strings.TrimSuffix(strings.TrimPrefix(e.Unsubscribe, "<"), ">")
		path, ours := strings.CutPrefix(link, r.url)
		if !ours || e.UnsubscribePost != "List-Unsubscribe=One-Click" || !strings.Contains(e.Content, `<a href="`+link+`">`) || strings.Contains(link, "ada") {
			r.t.Fatalf("%q %q in %q", e.Unsubscribe, e.UnsubscribePost, e.Content)
		}
		links[e.Recipient] = path
	}
	if len(links) != n {
		r.t.Fatalf("%d ways out for %d emails", len(links), n)
	}
	return links
}

// clicksOut does what a mail program does for one click: no cookie, no login, no redirect.
func (r *rig) clicksOut(link string) {
	r.t.Helper()
	began := time.Now()
	answer, _ := r.browse(http.MethodPost, link, url.Values{"List-Unsubscribe": {"One-Click"}}, http.Header{})
	n := r.db.Int(r.t, "SELECT count(*) FROM suppressions WHERE channel = 'email' AND address_key = 'ada+0@example.com' AND reason = 'unsubscribed'")
	if answer.StatusCode != 200 || n != 1 || answer.Header.Get("Set-Cookie")+answer.Header.Get("Location") != "" || time.Since(began) > time.Second {
		r.t.Errorf("one click is answered %d %v after %v, and %d are suppressed", answer.StatusCode, answer.Header, time.Since(began), n)
	}
}

// holdsOneStatement: however often somebody clicks, it is said and kept once, with how it is known.
func (r *rig) holdsOneStatement(campaign string) {
	r.t.Helper()
	kept := r.db.Int(r.t, "SELECT count(*) FROM consents WHERE decision = 'withdrawn' AND method = 'link' AND client_address = '127.0.0.1' AND lead_id IS NOT NULL")
	r.await("the facts", 5*time.Second, func() bool { return r.db.Facts(r.t, "lead.consent_changed") == 1 })
	told := r.db.Int(r.t, "SELECT count(*) FROM "+dbtest.Facts+" WHERE type = 'lead.unsubscribed' AND data = jsonb_build_object('channel', 'email', 'campaign_id', $1::text)", campaign)
	if kept != 1 || told != 1 {
		r.t.Errorf("%d statements are kept, and %d facts told", kept, told)
	}
}
