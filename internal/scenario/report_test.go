package scenario_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/contract"
)

// In which operations are asked: by the Go client, by the TypeScript client, by hand.
const (
	inGo         = "Go"
	inTypeScript = "TypeScript"
	inHTTP       = "HTTP"
)

// utterance is one kind of answer to one who asked.
type utterance struct {
	operation, tongue string
	status            int
}

// hearing counts answers.
type hearing struct {
	mu         sync.Mutex
	counts     map[utterance]int
	mismatches int // answers against the contract
}

// everything is what all tests of this run heard.
var everything hearing

// tongue is who asks, by the name that the clients give themselves.
func tongue(q *http.Request) string {
	switch agent := q.UserAgent(); {
	case strings.HasPrefix(agent, "carillon-go/"):
		return inGo
	case strings.HasPrefix(agent, "carillon-ts/"):
		return inTypeScript
	}
	return inHTTP
}

func (h *hearing) note(u utterance) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.counts == nil {
		h.counts = map[utterance]int{}
	}
	h.counts[u]++
}

func (h *hearing) mismatch() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.mismatches++
}

func (h *hearing) times(u utterance) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.counts[u]
}

// did reports whether an operation did at least once what was asked.
func (h *hearing) did(operation, tongue string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for u := range h.counts {
		if u.operation == operation && u.tongue == tongue && u.status < 300 {
			return true
		}
	}
	return false
}

// String is a line for each operation: createLead, and by whom it was answered how often with what.
func (h *hearing) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	said := map[string]map[string][]int{} // statuses, by operation and tongue
	total := 0
	for u, n := range h.counts {
		if said[u.operation] == nil {
			said[u.operation] = map[string][]int{}
		}
		said[u.operation][u.tongue] = append(said[u.operation][u.tongue], u.status)
		total += n
	}
	lines := []string{}
	for operation, by := range said {
		line := fmt.Sprintf("%-28s", operation)
		for _, tongue := range []string{inGo, inTypeScript, inHTTP} {
			slices.Sort(by[tongue])
			line += " | " + tongue
			for _, status := range by[tongue] {
				line += fmt.Sprintf(" %d×%d", status, h.counts[utterance{operation, tongue, status}])
			}
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + fmt.Sprintf("\n%d operations, %d answers, %d of them against the contract\n", len(said), total, h.mismatches)
}

// gaps are the operations that never did what one of the speakers asked. What providers call is asked
// by hand alone, and what streams may be asked without Go.
func (h *hearing) gaps(operations map[string]*contract.Operation) []string {
	found := []string{}
	for id, op := range operations {
		for _, tongue := range []string{inGo, inTypeScript, inHTTP} {
			silent := op.Tag == foreign && tongue == inTypeScript || tongue == inGo && !tellable(op)
			if !silent && !h.did(id, tongue) {
				found = append(found, id+" succeeds in no test that asks in "+tongue)
			}
		}
	}
	slices.Sort(found)
	return found
}

// reported is a run of this package's tests that ends with a report, operation × status × client: in
// the file operations.txt of the directory $CARILLON_REPORT. Where all tests ran, a gap in it is a
// failure.
type reported struct{ m *testing.M }

// Run is the status with which the test binary ends.
func (r reported) Run() int {
	status := r.m.Run()
	if dir := os.Getenv("CARILLON_REPORT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "operations.txt"), []byte(everything.String()), 0o600); err != nil {
			fmt.Fprintln(os.Stderr, err)
			status = 1
		}
	}
	if status != 0 || filtered() {
		return status
	}
	rules, err := assembly.Contract()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	gaps := everything.gaps(rules.Operations)
	for _, gap := range gaps {
		fmt.Fprintln(os.Stderr, gap)
	}
	return min(len(gaps)+everything.mismatches, 1)
}

// filtered says whether not all tests were asked for.
func filtered() bool {
	return slices.ContainsFunc([]string{"test.run", "test.list"}, func(name string) bool { return flag.Lookup(name).Value.String() != "" })
}

func TestGapsInTheReportAreFound(t *testing.T) {
	t.Parallel()
	rules, err := assembly.Contract()
	if err != nil {
		t.Fatal(err)
	}
	var h hearing
	for id := range rules.Operations {
		for _, tongue := range []string{inGo, inTypeScript, inHTTP} {
			if id != "createLead" || tongue != inTypeScript {
				h.note(utterance{id, tongue, http.StatusOK})
			}
		}
	}
	h.note(utterance{"createLead", inTypeScript, http.StatusUnprocessableEntity})

	if found := h.gaps(rules.Operations); !slices.Equal(found, []string{"createLead succeeds in no test that asks in TypeScript"}) {
		t.Error(found)
	}
	if all := (&hearing{}).gaps(rules.Operations); len(all) < 2*len(rules.Operations) {
		t.Errorf("in a run without answers there are %d gaps", len(all))
	}
	if line := "createLead                   | Go 200×1 | TypeScript 422×1 | HTTP 200×1\n"; !strings.Contains(h.String(), line) {
		t.Errorf("no line is %s", line)
	}
}
