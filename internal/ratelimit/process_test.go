package ratelimit

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/redistest"
)

// addressVariable makes a start of this test binary a taker instead of a run of tests.
const addressVariable = "CARILLON_TEST_TAKER"

const (
	takerFor = 3 * time.Second
	takers   = 3
)

// shared are the limits that all takers take from.
var shared = []Limit{{"{tenant:1}:write", 500, 500 * time.Millisecond}, {"{tenant:1}:bulk", 900, time.Second}}

func TestMain(m *testing.M) {
	if address := os.Getenv(addressVariable); address != "" {
		os.Exit(runTaker(address))
	}
	os.Exit(m.Run())
}

// taken is one grant, somewhere between two instants of the machine's clock in nanoseconds.
type taken struct {
	Before, After int64
	N             int
}

// runTaker takes as fast as it can for a while, prints what it was granted and returns its exit
// status: 1 when it lost Redis, for then it kept to a share and proves nothing.
func runTaker(address string) int {
	s, err := Dial(context.Background(), address, Options{Instances: takers, Patience: time.Second})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var all []taken
	for end := time.Now().Add(takerFor); time.Now().Before(end); {
		before := time.Now().UnixNano()
		g, err := s.Take(context.Background(), 1+rand.IntN(5), shared...)
		if err != nil || s.Degraded() {
			fmt.Fprintln(os.Stderr, "no longer shared", err)
			return 1
		}
		if g.N > 0 {
			all = append(all, taken{before, time.Now().UnixNano(), g.N})
		}
		time.Sleep(min(g.RetryAfter, 2*time.Millisecond))
	}
	_ = json.NewEncoder(os.Stdout).Encode(all)
	return 0
}

func TestThreeProcessesOfTheirOwnAdmitWhatOneMay(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{"one Redis": redistest.Start(t).URL(), "a cluster": redistest.StartCluster(t).URL()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			used := runTakers(t, address)

			for _, l := range shared {
				worst := used.worst(l.Window)
				t.Logf("%s: at most %d within %v, limit %d", l.Key, worst, l.Window, l.Rate)
				if worst > l.Rate {
					t.Errorf("%s: %d within %v, limit %d", l.Key, worst, l.Window, l.Rate)
				}
			}
			ceiling := shared[1].Rate * int(takerFor/shared[1].Window+1)
			t.Logf("%d admitted in %v, at most %d may be", used.total(), takerFor, ceiling)
			if used.total() < 2*shared[1].Rate {
				t.Errorf("only %d were admitted: the limits were not reached", used.total())
			}
		})
	}
}

// runTakers runs takers side by side, each a process, and gathers what they were granted.
func runTakers(t *testing.T, address string) *ledger {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	outputs := make(chan []byte, takers)
	for range takers {
		go func() {
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), addressVariable+"="+address)
			cmd.Stderr = t.Output()
			out, err := cmd.Output()
			if err != nil {
				t.Error(err)
			}
			outputs <- out
		}()
	}
	used := &ledger{}
	for range takers {
		var all []taken
		if err := json.Unmarshal(<-outputs, &all); err != nil {
			t.Fatal(err)
		}
		for _, g := range all {
			used.add(sent{time.Unix(0, g.Before), time.Unix(0, g.After), g.N})
		}
	}
	return used
}
