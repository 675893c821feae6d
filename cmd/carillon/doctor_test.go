package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/doctor"
	"github.com/carillonhq/carillon/internal/secret"
)

// keySet is an issuer's answer with one usable key.
const keySet = `{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"one","alg":"ES256",
	"x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}`

// installation is a healthy one but for the public address, which is this machine's, and that no
// worker runs.
func installation(t *testing.T) (*dbtest.DB, map[string]string) {
	t.Helper()
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(keySet)) }))
	t.Cleanup(issuer.Close)
	d := dbtest.New(t)
	keys, err := secret.NewKeyring(newMaster)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connection.Signed(context.Background(), d.DB, keys); err != nil {
		t.Fatal(err)
	}
	d.Exec(t, "INSERT INTO installation (fingerprint, claimed_by) VALUES (database_fingerprint(), 'test') ON CONFLICT DO NOTHING")
	return d, map[string]string{
		"DATABASE_URL": d.URL, "CARILLON_MASTER_KEYS": newMaster, "CARILLON_PUBLIC_URL": "http://127.0.0.1:1", "SUPABASE_URL": issuer.URL,
	}
}

func with(t *testing.T, env map[string]string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := carillon(t, args...)
	cmd.Env = []string{"CARILLON_TEST_RUN_MAIN=1", "PATH=" + os.Getenv("PATH")}
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

// examine runs the command and returns its findings by check.
func examine(t *testing.T, env map[string]string) map[string]doctor.Finding {
	t.Helper()
	out, err := with(t, env, "doctor", "--json").Output()
	var said struct {
		Findings []doctor.Finding
		Worst    doctor.Level
	}
	if e := json.Unmarshal(out, &said); e != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if (err != nil) != (said.Worst == doctor.Bad) {
		t.Errorf("worst is %s and the command ends with %v", said.Worst, err)
	}
	found := map[string]doctor.Finding{}
	for _, f := range said.Findings {
		found[f.Check] = f
		if (f.Level != doctor.OK) && f.Do == "" || f.Says == "" {
			t.Errorf("%s leaves people alone: %+v", f.Check, f)
		}
	}
	return found
}

func TestDoctorFindsWhatAils(t *testing.T) {
	t.Parallel()
	d, env := installation(t)
	who := d.Tenant(t, "acme")
	well := examine(t, env)
	for check, f := range well {
		want := map[string]doctor.Level{"public address": doctor.Warn, "workers": doctor.Bad}[check]
		if want == "" {
			want = doctor.OK
		}
		if f.Level != want {
			t.Errorf("before: %s is %s: %s", check, f.Level, f.Says)
		}
	}
	if len(well) != 19 {
		t.Errorf("%d checks: %v", len(well), well)
	}

	d.Exec(t, "INSERT INTO river.river_leader (elected_at, expires_at, leader_id) VALUES (now(), now() + interval '1 minute', 'test')")
	d.Exec(t, "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY")
	d.Exec(t, "UPDATE installation SET fingerprint = 'another'")
	d.Exec(t, "UPDATE schema_migrations SET version = version - 1")
	d.Exec(t, "INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, created_at) VALUES ($1, $2, 'x', 'x', 'x', $2, now() - interval '1 hour')", who.Tenant, uuid.New())
	env["CARILLON_MASTER_KEYS"] = oldMaster + "," + newMaster
	env["CARILLON_PUBLIC_URL"] = "http://api.example.com"
	env["CARILLON_INSTANCES"] = "2"
	ill := examine(t, env)

	for check, want := range map[string]struct {
		level doctor.Level
		words string
	}{
		"workers":        {doctor.OK, "at least one"},
		"walls":          {doctor.Bad, "tasks"},
		"installation":   {doctor.Bad, "may not send"},
		"migrations":     {doctor.Bad, "this binary expects"},
		"event log":      {doctor.Bad, "facts not in their log yet: 1, the oldest since"},
		"master keys":    {doctor.Warn, "secrets that still need an older key: 1"},
		"public address": {doctor.Warn, "not https"},
		"redis":          {doctor.Warn, "REDIS_URL is not set"},
	} {
		if f := ill[check]; f.Level != want.level || !strings.Contains(f.Says, want.words) {
			t.Errorf("%s: %+v", check, f)
		}
	}

	env["CARILLON_MASTER_KEYS"], env["SUPABASE_URL"], env["REDIS_URL"] = oldMaster, "http://127.0.0.1:1", "redis://127.0.0.1:1"
	worse := examine(t, env)
	for check, level := range map[string]doctor.Level{"master keys": doctor.Bad, "issuer": doctor.Bad, "redis": doctor.Warn} {
		if worse[check].Level != level {
			t.Errorf("%s: %+v", check, worse[check])
		}
	}
}

func TestDoctorWithoutADatabaseSaysThatFirst(t *testing.T) {
	t.Parallel()
	_, env := installation(t)
	env["DATABASE_URL"] = "postgres://carillon_app:canary7f3a@127.0.0.1:1/carillon"

	out, err := with(t, env, "doctor").CombinedOutput()

	if err == nil || !regexp.MustCompile(`(?m)^bad +database +look at`).Match(out) || !strings.Contains(string(out), "-> See that Postgres runs") || strings.Contains(string(out), "canary7f3a") {
		t.Errorf("%v: %s", err, out)
	}
}

func TestConfigCheckListsEverythingAndComplains(t *testing.T) {
	t.Parallel()
	env := map[string]string{"CARILLON_PUMPS": "no number", "DATABASE_URL": "postgres://carillon_app:canary7f3a@db/carillon"}

	out, err := with(t, env, "config", "check", "--for", "work").CombinedOutput()

	said := string(out)
	for _, want := range []string{
		"postgres://carillon_app:xxxxx@db/carillon", "CARILLON_PUMPS must be a whole number", "CARILLON_MASTER_KEYS is not set", "CARILLON_LOG_LEVEL",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if err == nil || strings.Contains(said, "canary7f3a") || strings.Contains(said, "SUPABASE_URL is not set") {
		t.Errorf("%v: %s", err, said)
	}
}

func TestDoctorSeesAPoolerThatNobodyToldOf(t *testing.T) {
	t.Parallel()
	d, env := installation(t)
	pooled := d.Pooled(t, 4)

	env["DATABASE_URL"] = pooled
	told := examine(t, env)["database"]
	env["DATABASE_URL"] = strings.Replace(pooled, "pooling=transaction", "pooling=session", 1)
	untold, again := examine(t, env)["database"], examine(t, env)["database"]

	if told.Level != doctor.OK {
		t.Errorf("told of it, the doctor says: %+v", told)
	}
	if again.Level != doctor.Bad || !strings.Contains(again.Says, "pooling=transaction") {
		t.Errorf("when statements meet, the doctor says: %+v", again)
	}
	if untold.Level != doctor.Warn || !strings.Contains(untold.Do, "pooling=transaction") {
		t.Errorf("not told of it, the doctor says: %+v", untold)
	}
}
