package scenario_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/contract"
)

// naughtyWords are the strings of the Big List of Naughty Strings.
func naughtyWords(t *testing.T) []string {
	t.Helper()
	const published = "e478f5de901975f7a660e64dc596f1f0b54710a1e8ce06b4210969efefab2245"
	raw, err := os.ReadFile("testdata/corpora/naughty.json")
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != published {
		t.Error("naughty.json is not as it was published")
	}
	var words []string
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	return words
}

// sample is a file of a corpus.
type sample struct{ name, content string }

// jsonTexts are the parsing files of JSONTestSuite: the names of those that every parser must take
// begin with y, of those that every parser must refuse with n, of the others with i.
func jsonTexts(t *testing.T) []sample {
	t.Helper()
	download := exec.Command("go", "mod", "download", "-json", "github.com/nst/JSONTestSuite")
	download.Dir = "testdata/corpora"
	out, err := download.Output()
	var module struct{ Dir string }
	if err != nil || json.Unmarshal(out, &module) != nil {
		t.Fatalf("JSONTestSuite cannot be had: run \"go mod download\" in internal/scenario/testdata/corpora where the Go module proxy answers: %v %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(module.Dir, "test_parsing", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	all := make([]sample, len(names))
	for i, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = sample{filepath.Base(name), string(raw)}
	}
	return all
}

// shot is one request with something in it that nobody here wrote.
type shot struct {
	op           *contract.Operation
	target, body string
	header       http.Header
	what         string // for complaints
}

// patience is how long any answer may take; nothing that is sent here is worth more.
const patience = 10 * time.Second

// fire sends a shot and holds the answer against the contract and the laws of problems.
func (r *rig) fire(s shot) answer {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	a, err := r.send(ctx, s)
	if err != nil {
		r.t.Errorf("%s: %s: %v", s.op.ID, s.what, err)
		return a
	}
	for _, wrong := range a.faults(s.op.Method) {
		r.t.Errorf("%s: %s: %s: %d %s", s.op.ID, s.what, wrong, a.status, a.body)
	}
	return a
}

// gunners work side by side: more of them only make the database wait.
const gunners = 4

// barrage does something with every item, several at a time.
func barrage[T any](items []T, do func(T)) {
	var wait sync.WaitGroup
	next := make(chan T)
	for range gunners {
		wait.Go(func() {
			for item := range next {
				do(item)
			}
		})
	}
	for _, item := range items {
		next <- item
	}
	close(next)
	wait.Wait()
}

// tally counts answers, for many at once.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (c *tally) add(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[string]int{}
	}
	c.counts[what]++
}

// String is every count, in order.
func (c *tally) String() string {
	text := ""
	for _, what := range slices.Sorted(maps.Keys(c.counts)) {
		text += fmt.Sprintf(" %s: %d", what, c.counts[what])
	}
	return text
}
