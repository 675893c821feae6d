package isolation_test

import (
	"slices"
	"strings"
	"testing"
)

// wordlessReads are reads that show counts, states and proofs, and no word of anybody's.
var wordlessReads = []string{"getHealth", "getLiveness", "getReadiness", "getCallbackToken", "listAutomationFirings", "getAuditHead", "getEventTypes", "countLeads"}

// TestNothingThatOneTenantReadsHoldsAnothersWords reads all there is to read as A and looks for
// B's words and ids, with both layers and with each alone. That B itself finds its words in the
// same replies shows that they would have been seen.
func TestNothingThatOneTenantReadsHoldsAnothersWords(t *testing.T) {
	t.Parallel()
	for name, stands := range map[string]layers{"both": {true, true}, "wall": {wall: true}, "words": {words: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, stands)
			seen := map[string]bool{}

			for _, op := range operations(t) {
				for _, a := range asksOf(op) {
					if op.method == "GET" && !strings.HasPrefix(a.query, "cursor=") && a.tenant == "" {
						seen[op.id] = h.read(op, a) || seen[op.id]
					}
				}
			}

			for id, wordy := range seen {
				if !wordy && !slices.Contains(wordlessReads, id) {
					t.Errorf("%s shows even B nothing of B's: populate more in testdata/tenant.sql", id)
				}
			}
			h.discreet()
			if n := strings.Count(h.log.String(), `"event":"request"`); n < len(seen) {
				t.Errorf("the log holds %d requests, %d were made", n, len(seen))
			}
		})
	}
}

// discreet says that the log holds nobody's words: neither A's nor B's.
func (h *house) discreet() {
	h.t.Helper()
	for _, c := range []cast{h.a, h.b} {
		if log := h.log.String(); strings.Contains(log, c.token) || strings.Contains(log, c.values["phone"]) {
			h.t.Errorf("the log holds words of %s", c.token)
		}
	}
}

// read asks as A and as B, and returns whether B found its own words.
func (h *house) read(op operation, a ask) bool {
	h.t.Helper()
	mine, other := a.with(op, h.a), a.with(op, h.b)
	status, header, body := h.call(h.a, mine.method, mine.path, mine.header, "")
	if status != 200 {
		h.t.Errorf("%s answers its own tenant with %d: %s", op.id, status, body)
	}
	for _, values := range header {
		body += strings.Join(values, " ")
	}
	if leaks := h.leaked(body); len(leaks) > 0 {
		h.t.Errorf("%s names %v: %s", op.id, leaks, body)
	}
	_, _, body = h.call(h.b, other.method, other.path, other.header, "")
	return strings.Contains(body, h.b.token)
}
