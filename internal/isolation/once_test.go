package isolation_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// said is one answer, as far as it must be the same when it is given again.
type said struct {
	status               int
	body, location, kind string
}

// keyed sends a request under a key, and says whether its answer was one that had been given before.
func (h *house) keyed(who cast, r request, key string) (s said, replayed bool) {
	h.t.Helper()
	r.header.Set("Idempotency-Key", key)
	var header http.Header
	s.status, header, s.body = h.call(who, r.method, r.path, r.header, r.body)
	s.location, s.kind = header.Get("Location"), header.Get("Content-Type")
	return s, header.Get("Idempotent-Replayed") != ""
}

// effects are the checksums of all that a tenant has. That somebody called is noted each time.
func effects(t *testing.T, h *house, tenant uuid.UUID) []string {
	t.Helper()
	return slices.DeleteFunc(checksums(t, h.db.Admin, tenant), func(line string) bool { return strings.HasPrefix(line, "audit_inbox ") })
}

// TestEveryRequestUnderAKeyIsCarriedOutOnce sends every ask of every operation that has an effect
// twice under a key, as somebody who may do all, then as the other tenant under that same key.
func TestEveryRequestUnderAKeyIsCarriedOutOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, layers{wall: true, words: true})
	h.db.Exec(t, "INSERT INTO platform_admins (user_id) VALUES ($1)", h.a.id("admin_id"))
	h.choice = h.a.values["tenant_id"]
	mine := h.a.id("tenant_id")
	asked, statuses := map[string]bool{}, map[int]int{}

	for _, op := range operations(t) {
		for i, a := range asksOf(op) {
			if op.idle || op.public || a.tenant != "" {
				continue
			}
			key := fmt.Sprintf("%s-%d", op.id, i)
			first, early := h.keyed(h.a, a.with(op, h.a), key)
			before := effects(t, h, mine)
			second, replayed := h.keyed(h.a, a.with(op, h.a), key)
			if early || !replayed || first != second || first.status >= 500 {
				t.Errorf("%s: first %t %+v\nthen %t %+v", key, early, first, replayed, second)
			}
			if !slices.Equal(before, effects(t, h, mine)) {
				t.Errorf("%s changed something the second time", key)
			}
			theirs, replayed := h.keyed(h.b, a.with(op, h.b), key)
			if replayed || theirs.status >= 500 {
				t.Errorf("%s under the same key, of another tenant: %t %+v", key, replayed, theirs)
			}
			asked[op.id] = true
			statuses[first.status]++
			h.reset(h.a)
			h.reset(h.b)
		}
	}

	t.Logf("%d operations: %v", len(asked), statuses)
	if len(asked) < 40 || statuses[200]+statuses[201]+statuses[204] < 40 {
		t.Errorf("only %d operations were asked: %v", len(asked), statuses)
	}
}
