package scenario_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/connection"
)

func TestWebhookSecretIsNowhereButSealedAndOutlivesAMasterKey(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	var written book
	log := slog.New(slog.NewJSONHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug}))
	v := r.receive(nil)
	front := r.door(func(*config.Config) {}, log)
	e := front.endpoint(v.url+"/in?key=k", "custom.*")
	former := text(e.Secret)
	present := text(must[*client.RotateWebhookEndpointSecretResponse](t, 200)(front.as("bluebird-admin").RotateWebhookEndpointSecretWithResponse(
		t.Context(), e.ID, nil, client.WebhookSecretRotation{})).JSON200.Secret)
	stop := front.work()
	front.occur("custom.x", 1)
	v.hears(1)
	stop()

	next := r.door(func(c *config.Config) { c.MasterKeys = nextKeys }, log)
	rotation := &connection.Rotation{DB: next.house.DB, Keys: next.house.Keys, Others: []connection.Sealing{next.house.Webhooks}, Log: log}
	before, err := rotation.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := rotation.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	after, err := rotation.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	alone := r.door(func(c *config.Config) { c.MasterKeys, _, _ = strings.Cut(nextKeys, ",") }, log)
	alone.work()
	alone.occur("custom.x", 1)
	got := v.hears(2)[1]

	masters := next.house.Keys.Masters()
	if before[masters[1]] != 3 || after[masters[0]] != 3 || len(after) != 1 {
		t.Errorf("sealed by %v, then by %v", before, after)
	}
	for _, secret := range []string{present, former} {
		if err := verified(secret, got); err != nil {
			t.Error(err)
		}
		for _, form := range forms(strings.TrimPrefix(secret, "whsec_")) {
			if strings.Contains(written.String(), form) {
				t.Errorf("the log holds a secret as %s", form)
			}
			if tables := r.stored(form); len(tables) > 0 {
				t.Errorf("%s hold a secret as %s", tables, form)
			}
		}
	}
	if tables := r.stored("custom.x"); len(tables) == 0 || !strings.Contains(written.String(), "secrets_rotated") {
		t.Error("nothing was searched")
	}
	if strings.Contains(written.String(), "key=k") {
		t.Error("the log holds an address")
	}
}
