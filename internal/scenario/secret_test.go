package scenario_test

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/devstack"
)

// nextKeys are a new master before the usual one.
const nextKeys = "3wX0VYkH+y2Yl2vmWq7PDzJcXnUT6aOtk8o1C5bGdsM=," + masterKeys

// texting runs a campaign of text messages to people who all can be reached.
func (r *rig) texting(user, tenant string, people int) uuid.UUID {
	r.t.Helper()
	return r.run(r.as(user), client.NewCampaign{
		Name: "Texts", Channel: client.ChannelSms, LeadListID: r.audience(tenant, people, numbered), MessageContent: client.MessageContent{Body: new("Hello")},
	})
}

func TestSecretPastedFromAnotherTenantSendsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c, admin := context.Background(), r.as("bluebird-admin"), r.bearer("bluebird-admin")
	mine, theirs := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo), r.connect("harbor-admin", "harbor", client.ProviderBrevo)
	at := "/api/v1/connections/" + mine.ID.String()
	r.db.Exec(t, "UPDATE connections SET secret = (SELECT secret FROM connections WHERE id = $1) WHERE id = $2", theirs.ID, mine.ID)
	r.work()

	id := r.texting("bluebird-admin", "bluebird", 10)
	r.await("the pause of the connection", 20*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM connections WHERE id = $1 AND status = 'paused'", mine.ID) == 1
	})

	paused := must[*client.GetConnectionResponse](t, 200)(c.GetConnectionWithResponse(ctx, mine.ID, nil)).JSON200
	if why := text(paused.PauseReason); !strings.Contains(why, "secret of this connection cannot be read") {
		t.Errorf("paused because: %s", why)
	}
	check := must[*client.VerifyConnectionResponse](t, 200)(c.VerifyConnectionWithResponse(ctx, mine.ID, nil)).JSON200
	if check.Ok || text(check.Cause) != "account" || !strings.Contains(check.Detail, "Set it again") {
		t.Errorf("verified as %+v", check)
	}
	for _, target := range []string{at, "/api/v1/connections", at + "/callback-token"} {
		r.ask("GET", target, "", admin).wants(t, target, 200, "")
	}
	if sent := r.stats(c, id); len(r.out.Brevo.Ledger()) != 0 || sent.ByState["pending"] != 10 {
		t.Errorf("%d messages went out: %+v", len(r.out.Brevo.Ledger()), sent)
	}
	r.ask("PATCH", at, encode(map[string]string{"secret": devstack.BrevoKey("bluebird")}), admin).wants(t, "the right secret", 200, "")
	r.ask("POST", at+"/resume", "", admin).wants(t, "resume", 200, "")
	r.finished(c, id, 20*time.Second)
	if sent := r.out.Brevo.Counts().ByAccount; sent["bluebird"] != 10 || sent["harbor"] != 0 {
		t.Errorf("after the mending: %v", sent)
	}
}

// forms are how a secret could stand in a text: in clear, in hexadecimal, and in base64 at any
// offset.
func forms(secret string) []string {
	found := []string{secret, hex.EncodeToString([]byte(secret))}
	for skip := range 3 {
		inner := secret[skip : skip+(len(secret)-skip)/3*3]
		found = append(found, base64.RawStdEncoding.EncodeToString([]byte(inner)), base64.RawURLEncoding.EncodeToString([]byte(inner)))
	}
	return found
}

// stored are the tables of every schema of ours whose rows say a text, jobs and logs included.
func (r *rig) stored(text string) []string {
	r.t.Helper()
	rows, err := r.db.Admin.Query(context.Background(), `SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
		WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)
	if err != nil {
		r.t.Fatal(err)
	}
	var tables, found []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			r.t.Fatal(err)
		}
		tables = append(tables, name)
	}
	for _, table := range tables {
		if r.db.Int(r.t, "SELECT count(*) FROM "+table+" r WHERE strpos(r::text, $1) > 0", text) > 0 {
			found = append(found, table)
		}
	}
	if len(tables) < 25 {
		r.t.Errorf("only %d tables were looked at", len(tables))
	}
	return found
}

// panics has somebody send a new connection to a door whose keys are gone, and returns the answer.
func (r *rig) panics(log *slog.Logger, body string, header http.Header) string {
	r.t.Helper()
	broken := r.door(func(*config.Config) {}, log)
	broken.house.Book.Keys = nil
	q, err := http.NewRequest("POST", broken.url+"/api/v1/connections", strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	q.Header = header.Clone()
	q.Header.Set("Content-Type", "application/json")
	got, err := checked{broken}.RoundTrip(q)
	if err != nil {
		r.t.Fatal(err)
	}
	defer got.Body.Close()
	raw, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != 500 {
		r.t.Errorf("without keys: %d, %v", got.StatusCode, err)
	}
	return string(raw)
}

// spoil makes the tenant's secret unreadable: it names a master that nobody has.
func (r *rig) spoil() {
	r.t.Helper()
	r.db.Exec(r.t, "UPDATE connections SET version = version + 1, secret = 'v1.00000000.' || split_part(secret, '.', 3)")
	r.texting("bluebird-admin", "bluebird", 5)
	r.await("the pause of the connection", 20*time.Second, func() bool {
		return r.db.Int(r.t, "SELECT count(*) FROM connections WHERE status = 'paused'") == 1
	})
}

func TestMarkedSecretIsNowhereButSealed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newRig(t, func(o *options) { o.brevo.Keys[tellSecret] = o.brevo.Keys["xkeysib-dev-bluebird"] })
	var written book
	log := slog.New(slog.NewJSONHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug}))
	front := r.door(func(*config.Config) {}, log)
	stop := front.work()

	campaigns := tellStory(t, front)
	front.await("sends and failures", 30*time.Second, func() bool {
		got := front.stats(front.as("bluebird-operator"), campaigns[0])
		return got.Attempts["accepted"] > 3 && r.db.Int(t, "SELECT count(*) FROM callbacks") > 0
	})
	stop()
	next := r.door(func(c *config.Config) { c.MasterKeys = nextKeys }, log)
	rotation := &connection.Rotation{DB: next.house.DB, Keys: next.house.Keys, Log: log}
	if err := rotation.Run(ctx); err != nil {
		t.Fatal(err)
	}
	_, wrong := assembly.New(ctx, r.house.Config, log, assembly.Choices{Timing: testTiming()}) // has the old key alone
	answered := next.panics(log, encode(map[string]string{"name": "Other", "provider": "brevo", "secret": tellSecret}), r.bearer("bluebird-admin"))
	next.work()
	next.spoil()

	said := written.String() + answered + fmt.Sprintf("%v %+v %#v", wrong, rotation, next.house.Keys)
	if wrong == nil || !strings.Contains(written.String(), "secrets_rotated") || !strings.Contains(written.String(), "panic") {
		t.Errorf("the story was not told: %v", wrong)
	}
	for _, form := range forms(strings.TrimPrefix(tellSecret, "xkeysib-")) {
		if i := strings.Index(said, form); i >= 0 {
			t.Errorf("a log, an answer or an error holds the secret as %s", form)
		}
		if tables := r.stored(form); len(tables) > 0 {
			t.Errorf("%s hold the secret as %s", tables, form)
		}
	}
	if tables := r.stored(tellName); len(tables) == 0 {
		t.Error("not even a lead's name is found: nothing was searched")
	}
}
