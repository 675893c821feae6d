package audit_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/audit"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestPersonalValuesAreHashedAndTellWhenTheyAreEqual(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	one, two := uuid.New(), uuid.New()
	for _, lead := range []uuid.UUID{one, one, two} {
		if err := s.call(lead, map[string]any{"email": "mia@harbor.example", "status": "new", "tags": []string{"vip"}}); err != nil {
			t.Fatal(err)
		}
	}
	err := s.d.Tx(context.Background(), s.who, func(tx *tenant.Tx) error {
		return tx.Emit(context.Background(), event.Of("custom.order", "custom", uuid.New(), map[string]any{"by": "mia@harbor.example"}))
	})
	if err != nil {
		t.Fatal(err)
	}

	s.seal()

	emails := map[uuid.UUID]map[string]bool{}
	for _, e := range s.log() {
		if strings.Contains(string(e.Data), "mia@") || strings.Contains(string(e.Data), "vip") {
			t.Errorf("a fact says it in clear: %s", e.Data)
		}
		if e.Action != "lead.created" {
			continue
		}
		var said struct{ Email, Status string }
		if err := json.Unmarshal(e.Data, &said); err != nil {
			t.Fatal(err)
		}
		if said.Status != "new" || !strings.HasPrefix(said.Email, "hmac-sha256:") || len(said.Email) != len("hmac-sha256:")+64 {
			t.Errorf("a fact says %s", e.Data)
		}
		if emails[*e.LeadID] == nil {
			emails[*e.LeadID] = map[string]bool{}
		}
		emails[*e.LeadID][said.Email] = true
	}
	for hash := range emails[one] {
		if len(emails[one]) != 1 || emails[two][hash] {
			t.Errorf("equal values differ for one lead, or agree for two: %v", emails)
		}
	}
}

func TestErasedPersonLeavesAWholeChainThatTellsNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, mia := context.Background(), uuid.New()
	s.calls(3)
	if err := s.call(mia, map[string]any{"email": "mia@harbor.example", "tags": []string{}}); err != nil {
		t.Fatal(err)
	}
	s.seal()
	anchor := s.anchor()
	salted := s.d.Int(t, "SELECT count(*) FROM audit_salts WHERE lead_id = $1 AND salt IS NOT NULL", mia)
	if err := s.call(mia, map[string]any{"email": "mia@harbor.example", "tags": []string{}}); err != nil { // not sealed yet
		t.Fatal(err)
	}

	if err := s.d.Tx(ctx, s.who, func(tx *tenant.Tx) error { return audit.Forget(ctx, tx, mia) }); err != nil {
		t.Fatal(err)
	}
	s.seal()

	if n := s.d.Int(t, "SELECT count(*) FROM audit_salts WHERE lead_id = $1 AND salt IS NOT NULL", mia); salted != 1 || n != 0 {
		t.Errorf("%d salts before, %d after", salted, n)
	}
	var said []string
	for _, e := range s.log() {
		if e.Kind == "fact" && *e.LeadID == mia {
			said = append(said, string(e.Data))
		}
	}
	if len(said) != 2 || !strings.Contains(said[0], "hmac-sha256:") || !strings.Contains(said[1], `"email":"forgotten"`) {
		t.Errorf("of the lead the log says %s", said)
	}
	if found := s.verify(anchor, s.anchor()); len(found) > 0 {
		t.Error(found)
	}
}
