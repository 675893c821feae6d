package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/audit"
)

// tamperings are what somebody may do who may write everything, on a log of ten entries, and how it
// must be named. Only what an anchor has to tell needs one.
var tamperings = map[string]struct{ sql, finding string }{
	"edited":         {"UPDATE audit_entries SET actor = 'user:other' WHERE seq = 4", "edited: entry 4 is not what was hashed"},
	"deleted":        {"DELETE FROM audit_entries WHERE seq IN (4, 5)", "deleted: entries 4 to 5 are missing"},
	"first deleted":  {"DELETE FROM audit_entries WHERE seq = 1", "deleted: entries 1 to 1 are missing"},
	"reordered":      {"UPDATE audit_entries SET seq = -seq WHERE seq IN (4, 6); UPDATE audit_entries SET seq = 10 + seq WHERE seq < 0", "reordered: entry 4 stands before entry 5, which it was chained to"},
	"neighbours":     {"UPDATE audit_entries SET seq = -seq WHERE seq IN (4, 5); UPDATE audit_entries SET seq = 9 + seq WHERE seq < 0", "reordered: entry 4 stands before entry 5, which it was chained to"},
	"tail cut":       {"DELETE FROM audit_entries WHERE seq > 7", "cut: the chain ends with entry 7; it had 10 by its own head"},
	"tail and head":  {"DELETE FROM audit_entries WHERE seq > 7; UPDATE audit_chains SET seq = 7, hash = (SELECT hash FROM audit_entries WHERE seq = 7)", "cut: the chain ends with entry 7; it had 10 by the anchor of "},
	"renumbered":     {"DELETE FROM audit_entries WHERE seq = 4; UPDATE audit_entries SET seq = -seq WHERE seq > 4; UPDATE audit_entries SET seq = -seq - 1 WHERE seq < 0; UPDATE audit_chains SET seq = 9", "replaced: entry 3 is another than the one that entry 4 was chained to"},
	"head gone":      {"DELETE FROM audit_chains", "deleted: the head of the chain is missing"},
	"all of it gone": {"DELETE FROM audit_entries; DELETE FROM audit_chains", "cut: the chain ends with entry 0; it had 10 by the anchor of "},
	"inserted": {`UPDATE audit_entries SET seq = -seq WHERE seq > 4; UPDATE audit_entries SET seq = 1 - seq WHERE seq < 0;
		INSERT INTO audit_entries SELECT tenant_id, 5, at, kind, action, actor, role, key_id, request, address, status, code, object_type, object_id, lead_id, event_id, data, previous, hash, '\x00'
		FROM audit_entries WHERE seq = 4`, "inserted: entries 5 to 5 were not between entries 4 and 6"},
}

func TestEveryTamperingIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	for name, c := range tamperings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.calls(5)
			s.seal()
			anchor := s.anchor()
			if found := s.verify(anchor); len(found) > 0 {
				t.Fatal(found)
			}

			s.tamper(c.sql)

			if found := strings.Join(s.verify(anchor), "\n"); !strings.Contains(found, c.finding) {
				t.Errorf("found %q, wanted %q", found, c.finding)
			}
		})
	}
}

// TestWhatIsHashedAnewIsFoundToo has somebody who knows the hash change an entry and hash it again;
// then also all that follow and the head, which only an anchor tells.
func TestWhatIsHashedAnewIsFoundToo(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.calls(5)
	s.seal()
	anchor, log := s.anchor(), s.log()
	write := func(from int64) {
		s.tamper("DELETE FROM audit_entries; DELETE FROM audit_chains")
		s.d.Exec(t, "INSERT INTO audit_chains (tenant_id, seq, hash, event_seq) VALUES ($1, 10, $2, 5)", s.who.Tenant, log[9].Hash)
		for _, e := range log {
			s.d.Exec(t, `INSERT INTO audit_entries (tenant_id, seq, at, kind, action, actor, role, key_id, request, address, status, code, object_type, object_id, lead_id, event_id, data, previous, previous_hash, hash)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
				e.TenantID, e.Seq, e.At, e.Kind, e.Action, e.Actor, e.Role, e.KeyID, e.Request, e.Address, e.Status, e.Code,
				e.ObjectType, e.ObjectID, e.LeadID, e.EventID, e.Data, e.Previous, e.PreviousHash, e.Hash)
		}
		if found := s.verify(); len(found) > 0 != (from == 4) {
			t.Errorf("without the anchor: %v", found)
		}
	}

	log[3].Actor = "user:other"
	log[3].Hash = audit.HashOf(log[3])
	write(4)
	if found := s.verify(); len(found) != 1 || found[0] != "replaced: entry 4 is another than the one that entry 5 was chained to" {
		t.Error(found)
	}
	for i := 4; i < 10; i++ {
		log[i].PreviousHash = log[i-1].Hash
		log[i].Hash = audit.HashOf(log[i])
	}
	write(10)
	if found := s.verify(anchor); len(found) != 1 || !strings.HasPrefix(found[0], "rewritten: entry 10 is not the one that was anchored at ") {
		t.Error(found)
	}
}

// TestAnyEditOfAnyColumnIsFound changes one value of one entry at random, again and again.
func TestAnyEditOfAnyColumnIsFound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.calls(5)
	s.seal()
	values := map[string]string{
		"seq": "seq + 100 + %d", "at": "at + interval '1 microsecond' * (1 + %d)", "kind": "CASE kind WHEN 'call' THEN 'fact' ELSE 'call' END",
		"action": "'a%d'", "actor": "'b%d'", "role": "coalesce(role, '') || '%d'", "key_id": "gen_random_uuid()", "request": "'c%d'", "address": "coalesce(address, '') || '%d'",
		"status": "coalesce(status, 0) + 1 + %d", "code": "coalesce(code, '') || '%d'", "object_type": "coalesce(object_type, '') || '%d'",
		"object_id": "gen_random_uuid()", "lead_id": "gen_random_uuid()", "event_id": "gen_random_uuid()", "data": `'{"n": %d}'`,
		"previous": `'{"n": %d}'`, "previous_hash": `previous_hash || '\x%02d'`, "hash": `set_byte(hash, 3, (get_byte(hash, 3) + 1 + %d) %% 256)`,
	}
	columns := s.d.Int(t, "SELECT count(*) FROM pg_attribute WHERE attrelid = 'audit_entries'::regclass AND attnum > 0")
	if columns != len(values)+1 { // beside the tenant
		t.Fatalf("audit_entries has %d columns, %d are edited", columns, len(values))
	}

	for column, value := range values {
		for range 4 {
			seq, n := 1+rand.IntN(10), rand.IntN(90)
			sql := value
			if strings.Contains(value, "%") {
				sql = fmt.Sprintf(value, n)
			}
			s.tamper("CREATE TABLE kept AS SELECT * FROM audit_entries")
			s.tamper(fmt.Sprintf("UPDATE audit_entries SET %s = %s WHERE seq = %d", column, sql, seq))
			if found := s.verify(); len(found) == 0 {
				t.Errorf("%s of entry %d set to %s is not found", column, seq, sql)
			}
			s.tamper("DELETE FROM audit_entries; INSERT INTO audit_entries SELECT * FROM kept; DROP TABLE kept")
		}
	}
	if found := s.verify(); len(found) > 0 {
		t.Errorf("restored: %v", found)
	}
}

func TestServiceAndOwnerCannotChangeAnEntry(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.calls(1)
	s.seal()

	for _, role := range []string{"carillon_app", "carillon_owner"} {
		for _, sql := range []string{"UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"} {
			_, err := s.d.Admin.Exec(context.Background(), "SET ROLE "+role+"; SET app.tenant_id = '"+s.who.Tenant.String()+"'; "+sql)
			if err == nil || !strings.Contains(err.Error(), "append-only") && !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s: %s: %v", role, sql, err)
			}
			if _, err := s.d.Admin.Exec(context.Background(), "RESET ROLE"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestAnchorsAreReadFromALogAndForgedOnesAreNamed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.calls(2)
	s.seal()
	var log bytes.Buffer
	log.WriteString("a line of text\n{\"event\":\"request\",\"note\":\"audit_anchor\"}\n")
	if err := s.room.LogAnchor(context.Background(), s.who, slog.New(slog.NewJSONHandler(&log, nil))); err != nil {
		t.Fatal(err)
	}
	printed := s.anchor()
	if err := json.NewEncoder(&log).Encode(printed); err != nil {
		t.Fatal(err)
	}

	anchors, err := audit.ReadAnchors(&log)
	if err != nil || len(anchors) != 2 || anchors[0].Seq != 4 || anchors[0].Hash != printed.Hash {
		t.Fatalf("read %+v, %v", anchors, err)
	}
	if found := s.verify(anchors...); len(found) > 0 {
		t.Error(found)
	}
	for _, change := range []func(*audit.Anchor){
		func(n *audit.Anchor) { n.Seq++ }, func(n *audit.Anchor) { n.Hash = strings.Repeat("0", 64) },
		func(n *audit.Anchor) { n.At = "2020-01-01T00:00:00Z" }, func(n *audit.Anchor) { n.Signature = "" },
	} {
		forged := anchors[0]
		change(&forged)
		if found := s.verify(forged); len(found) != 1 || !strings.HasPrefix(found[0], "forged: ") {
			t.Errorf("%+v: %v", forged, found)
		}
	}
	if n := s.d.Int(t, "SELECT anchored_seq FROM audit_chains"); n != 4 {
		t.Errorf("anchored up to %d", n)
	}
}

// broken is a log that cannot be written.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestAnchorIsInTheLogWhateverItsLevelOrIsStillToBeTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.calls(2)
	s.seal()
	anchored := func() int64 { return int64(s.d.Int(t, "SELECT coalesce(max(anchored_seq), 0) FROM audit_chains")) }
	quiet := &slog.HandlerOptions{Level: slog.LevelError}

	err := s.room.LogAnchor(context.Background(), s.who, slog.New(slog.NewJSONHandler(broken{}, quiet)))
	if err == nil || anchored() != 0 {
		t.Errorf("an anchor that nobody can read: %v, %d", err, anchored())
	}

	var log bytes.Buffer
	if err := s.room.LogAnchor(context.Background(), s.who, slog.New(slog.NewJSONHandler(&log, quiet))); err != nil {
		t.Fatal(err)
	}
	read, err := audit.ReadAnchors(&log)
	if err != nil || len(read) != 1 || anchored() != read[0].Seq {
		t.Errorf("%v, %+v, %d", err, read, anchored())
	}
}
