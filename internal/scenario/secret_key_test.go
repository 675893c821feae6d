package scenario_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
)

// mislay sends a key to every place where it does not belong, and to some where it is refused, and
// returns the answers.
func (r *rig) mislay(key string) string {
	r.t.Helper()
	headers := []http.Header{
		bearing(key[:50]), bearing(key + "x"), bearing(strings.Replace(key, "live", "test", 1)), {"Authorization": {key}}, {"Authorization": {"Basic " + key}},
		{"Authorization": {"Bearer " + key, "Bearer " + key}}, {"X-Api-Key": {key}}, with(bearing(key), "harbor"), with(bearing(key), key),
	}
	said := ""
	for _, h := range headers {
		said += r.ask("GET", "/api/v1/leads", "", h).body
	}
	for _, target := range []string{"/api/v1/me", "/api/v1/leads?api_key=" + key, "/api/v1/leads?cursor=" + key, "/api/v1/leads?created_after=" + key} {
		said += r.ask("GET", target, "", bearing(key)).body
	}
	for _, body := range []string{`{"email":"` + key + `"}`, `{"` + key + `":1}`, key, `{"timezone":"` + key + `","external_id":"1"}`} {
		said += strings.ReplaceAll(r.ask("POST", "/api/v1/leads", body, bearing(key)).body, `"/`+key+`"`, "") // a pointer names the field
	}
	return said
}

func TestAPIKeyIsNowhereInClear(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var written book
	front := r.door(func(*config.Config) {}, slog.New(slog.NewJSONHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug})))
	front.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	front.work()
	scopes := []string{"leads:read", "leads:write", "lists:read", "campaigns:read", "campaigns:write", "campaigns:run", "connections:write"}

	first := front.issue("bluebird-admin", scopes...)
	program := front.signed(first.Key)
	front.finished(program, front.run(program, front.everyWay("bluebird", 3)[0]), 30*time.Second)
	said := front.mislay(first.Key)
	second := issued(t, front.ask("POST", at(first)+"/rotate", "{}", front.bearer("bluebird-admin")).wants(t, "rotate", 200, ""))
	said += front.mislay(second.Key) + front.ask("GET", keysAt, "", front.bearer("bluebird-admin")).body
	said += r.panics(slog.New(slog.NewJSONHandler(&written, nil)), `{"name":"x","provider":"brevo","secret":"s"}`, bearing(second.Key))
	front.ask("POST", at(first)+"/revoke", "", front.bearer("bluebird-admin")).wants(t, "revoke", 200, "")
	said += front.mislay(second.Key) + written.String()

	for _, k := range []client.IssuedAPIKey{first, second} {
		secret := strings.Split(k.Key, "_")[3]
		for _, form := range append(forms(k.Key), forms(secret)...) {
			if i := strings.Index(said, form); i >= 0 {
				t.Errorf("a log or an answer holds the key as %s: …%s…", form, said[max(0, i-200):i])
			}
			if tables := r.stored(form); len(tables) > 0 {
				t.Errorf("%s hold the key as %s", tables, form)
			}
		}
	}
	if !strings.Contains(said, "panic") || !strings.Contains(said, fmt.Sprintf("key:%s", first.APIKey.ID)) || len(r.stored(first.APIKey.PublicID)) == 0 {
		t.Error("the story was not told")
	}
}
