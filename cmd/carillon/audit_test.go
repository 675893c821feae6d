package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

// audited is a tenant with an audit log of ten entries.
func audited(t *testing.T, d *dbtest.DB, slug string) tenant.Actor {
	t.Helper()
	ctx, who := context.Background(), d.Tenant(t, slug)
	for i := range 10 {
		who.Request, who.Call = fmt.Sprintf("req_%d", i), &tenant.Call{Operation: "createLead", Status: 422, Code: "invalid_phone"}
		if err := d.Note(ctx, who); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := secret.NewKeyring(newMaster)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&audit.Room{DB: d.DB, Keys: keys}).Seal(ctx, who); err != nil {
		t.Fatal(err)
	}
	return who
}

// auditing runs one of the audit commands, and says whether it succeeded and what it printed.
func auditing(t *testing.T, d *dbtest.DB, args ...string) (bool, string) {
	t.Helper()
	cmd := carillon(t, append([]string{"audit"}, args...)...)
	cmd.Env = []string{"CARILLON_TEST_RUN_MAIN=1", "PATH=" + os.Getenv("PATH"), "DATABASE_URL=" + d.URL, "CARILLON_MASTER_KEYS=" + newMaster}
	out, err := cmd.CombinedOutput()
	return err == nil, string(out)
}

// TestVerifyNamesEveryTampering has a superuser of the database change one log of two, past the
// trigger that would stop anybody else.
func TestVerifyNamesEveryTampering(t *testing.T) {
	t.Parallel()
	const swap = "UPDATE audit_entries SET seq = -seq WHERE $T AND seq IN (4, 5); UPDATE audit_entries SET seq = 9 + seq WHERE $T AND seq < 0"
	const insert = `UPDATE audit_entries SET seq = -seq WHERE $T AND seq > 4; UPDATE audit_entries SET seq = 1 - seq WHERE $T AND seq < 0;
		INSERT INTO audit_entries (tenant_id, seq, at, kind, action, actor, previous_hash, hash)
		SELECT tenant_id, 5, at, kind, action, actor, hash, hash FROM audit_entries WHERE $T AND seq = 4`
	const cut = "DELETE FROM audit_entries WHERE $T AND seq > 8; UPDATE audit_chains SET seq = 8, hash = (SELECT hash FROM audit_entries WHERE $T AND seq = 8) WHERE $T"
	for what, sql := range map[string]string{
		"edited: entry 3 is not what was hashed":                                   "UPDATE audit_entries SET code = NULL WHERE $T AND seq = 3",
		"deleted: entries 5 to 5 are missing":                                      "DELETE FROM audit_entries WHERE $T AND seq = 5",
		"reordered: entry 4 stands before entry 5":                                 swap,
		"inserted: entry 5 has the hash of entry 4":                                insert,
		"cut: the chain ends with entry 8; it had 10 by the anchor of 20":          cut,
		"cut: the chain ends with entry 0; it had 10 by the anchor of 20":          "DELETE FROM audit_entries WHERE $T; DELETE FROM audit_chains WHERE $T; DELETE FROM tenants WHERE $T",
		"rewritten: entry 10 is not the one that the head of the chain names":      "UPDATE audit_chains SET hash = '' WHERE $T",
		"forged: the anchor of entry 11 was not signed with the key of this insta": "",
	} {
		t.Run(strings.SplitN(what, " ", 2)[0], func(t *testing.T) {
			t.Parallel()
			d := dbtest.New(t)
			bad, good := audited(t, d, "bad").Tenant.String(), audited(t, d, "good").Tenant.String()
			ok, printed := auditing(t, d, "anchor")
			if !ok || strings.Count(printed, "\n") != 2 {
				t.Fatal(printed)
			}
			if sql == "" {
				printed = strings.Replace(printed, `"seq":10`, `"seq":11`, 1)
			}
			file := filepath.Join(t.TempDir(), "anchors.jsonl")
			if err := os.WriteFile(file, []byte(printed), 0o600); err != nil {
				t.Fatal(err)
			}
			if ok, out := auditing(t, d, "verify", "--anchors", file); ok != (sql != "") || !strings.Contains(out, good+": 10 entries, 1 anchors, 0 findings\n") && ok {
				t.Fatalf("before: %t\n%s", ok, out)
			}

			d.Exec(t, "BEGIN; SET LOCAL session_replication_role = replica; "+strings.ReplaceAll(sql, "$T", "tenant_id = '"+bad+"'")+"; COMMIT")

			ok, out := auditing(t, d, "verify", "--anchors", file)
			if ok || !strings.Contains(out, ": "+what) || strings.Count(out, "findings\n") != 2 {
				t.Errorf("wanted %q: %t\n%s", what, ok, out)
			}
			if ok, out := auditing(t, d, "verify", "--tenant", good); !ok || out != good+": 10 entries, 0 anchors, 0 findings\n" {
				t.Errorf("the other log: %t\n%s", ok, out)
			}
		})
	}
}

func TestVerifySaysWhatItWants(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)

	if ok, out := auditing(t, d, "verify", "--tenant", "bluebird"); ok || !strings.Contains(out, "--tenant takes an id") {
		t.Errorf("%t: %s", ok, out)
	}
	if ok, out := auditing(t, d, "verify", "--anchors", "/nowhere"); ok || !strings.Contains(out, "/nowhere") {
		t.Errorf("%t: %s", ok, out)
	}
	words := filepath.Join(t.TempDir(), "work.log")
	if err := os.WriteFile(words, []byte("level=INFO msg=\"the end of an audit log\" event=audit_anchor\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if ok, out := auditing(t, d, "verify", "--anchors", words); ok || !strings.Contains(out, "there is no anchor in it") {
		t.Errorf("a log for people: %t: %s", ok, out)
	}
}
