package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	oldMaster = "yo4J4v1uo2kZG1hRRrMyTrZ2zIp1vRRWhD2iEoRQMy0="
	newMaster = "3wX0VYkH+y2Yl2vmWq7PDzJcXnUT6aOtk8o1C5bGdsM="
)

// rotate runs the command over a database, and says whether it succeeded and what it printed.
func rotate(t *testing.T, d *dbtest.DB, masters string) (bool, string) {
	t.Helper()
	cmd := carillon(t, "secrets", "rotate")
	cmd.Env = []string{"CARILLON_TEST_RUN_MAIN=1", "PATH=" + os.Getenv("PATH"), "DATABASE_URL=" + d.URL, "CARILLON_MASTER_KEYS=" + masters}
	out, err := cmd.CombinedOutput()
	for _, value := range []string{oldMaster, newMaster} {
		if strings.Contains(string(out), value) {
			t.Errorf("a key is printed: %s", out)
		}
	}
	return err == nil, string(out)
}

func TestRotationSaysWhenTheOldKeyMayGo(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	who := d.Tenant(t, "acme")
	keys, err := secret.NewKeyring(oldMaster)
	if err != nil {
		t.Fatal(err)
	}
	b := &connection.Book{Keys: keys}
	for _, name := range []string{"one", "two"} {
		err := d.Tx(context.Background(), who, func(tx *tenant.Tx) error {
			_, err := b.Create(context.Background(), tx, connection.New{
				Name: name, Provider: "brevo", Secret: "xkeysib-canary", Settings: json.RawMessage("{}"), RateLimits: json.RawMessage("{}"),
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := connection.Signed(context.Background(), d.DB, keys); err != nil {
		t.Fatal(err)
	}

	for _, run := range []string{"first", "second"} {
		if ok, out := rotate(t, d, newMaster+","+oldMaster); !ok || !strings.Contains(out, "key 1 of 2") ||
			!strings.Contains(out, ": 3 secrets\n") || !strings.Contains(out, ": 0 secrets, it may be removed\n") || strings.Contains(out, "canary") {
			t.Errorf("%s run: %t\n%s", run, ok, out)
		}
	}
	d.Exec(t, "UPDATE connections SET secret = 'v1.00000000.' || split_part(secret, '.', 3) WHERE name = 'two'")
	if ok, out := rotate(t, d, newMaster); ok || !strings.Contains(out, "not listed (00000000): 1 secrets") || !strings.Contains(out, "secret_unreadable") {
		t.Errorf("with a secret of a key that is gone: %t\n%s", ok, out)
	}
	if ok, out := rotate(t, d, oldMaster); ok || !strings.Contains(out, "CARILLON_MASTER_KEYS") {
		t.Errorf("with the old key alone: %t\n%s", ok, out)
	}
	if ok, out := rotate(t, d, "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="); ok || !strings.Contains(out, "CARILLON_MASTER_KEYS has a key (1 of 1)") {
		t.Errorf("with a key of one letter: %t\n%s", ok, out)
	}
}

func TestServeRefusesASecretThatEverybodyKnows(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for secret, why := range map[string]string{
		"your-super-secret-jwt-token-with-at-least-32-characters-long": "is public knowledge, from Supabase's self-hosting example",
		"short": "is shorter than 32 bytes",
	} {
		cmd := carillon(t, "serve", "--addr", freeAddr(t))
		cmd.Env = []string{
			"CARILLON_TEST_RUN_MAIN=1", "PATH=" + os.Getenv("PATH"), "DATABASE_URL=" + d.URL, "CARILLON_MASTER_KEYS=" + newMaster,
			"CARILLON_PUBLIC_URL=http://127.0.0.1", "SUPABASE_URL=http://127.0.0.1:1", "SUPABASE_JWT_SECRET=" + secret,
		}

		out, err := cmd.CombinedOutput()

		if err == nil || !strings.Contains(string(out), "SUPABASE_JWT_SECRET "+why) || strings.Contains(string(out), secret+" ") || strings.Contains(string(out), "-jwt-token") {
			t.Errorf("%v: %s", err, out)
		}
	}
}
