package scenario_test

import (
	"maps"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// machine is held by the stories that measure time or fill the machine: they go one by one.
var machine sync.Mutex

// small are the sizes of what happens under fire in every run of the tests: of the campaign, of its crew,
// and how often each fault strikes, then the pauses, the meetings of commands and the people of a year. ./task chaos has larger.
var small = map[string]uint64{
	"targets": 3000, "workers": 4,
	"kills": 10, "freezes": 2, "stops": 1, "cuts": 2, "truncates": 1, "redis": 1,
	"cycles": 40, "meetings": 300, "recipients": 3600,
}

// sizes are the small ones with what CARILLON_CHAOS changes, such as "seed=7 targets=100000 kills=100"; of
// two that meet the later counts.
func sizes(t *testing.T) map[string]uint64 {
	t.Helper()
	all := maps.Clone(small)
	for _, word := range strings.Fields(os.Getenv("CARILLON_CHAOS")) {
		name, text, _ := strings.Cut(word, "=")
		n, err := strconv.ParseUint(text, 10, 64)
		if _, known := small[name]; err != nil || !known && name != "seed" {
			t.Fatalf("CARILLON_CHAOS: %q is neither seed= nor a size with its number; there are %v", word, small)
		}
		all[name] = n
	}
	return all
}

// size is one of the sizes.
func size(t *testing.T, name string) int {
	t.Helper()
	return int(sizes(t)[name])
}

// seedOf is a fresh seed, or the one to be repeated; it is printed either way.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	seed, given := sizes(t)["seed"]
	if !given {
		seed = uint64(time.Now().UnixNano())
	}
	if text := os.Getenv("CARILLON_TEST_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("seed %d (repeat with CARILLON_TEST_SEED)", seed)
	return seed
}
