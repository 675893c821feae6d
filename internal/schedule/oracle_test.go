package schedule_test

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	zones = []string{"America/New_York", "Europe/London", "Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "UTC"}
	years = []int{2026, 2028}
)

// TestNextIsWhatAWatcherOfTheClockWouldDo holds Next against somebody who looks at the local clock
// every minute of a year and knows nothing of offsets.
func TestNextIsWhatAWatcherOfTheClockWouldDo(t *testing.T) {
	t.Parallel()
	clocks := newClocks()
	jumps := 0

	rapid.Check(t, func(t *rapid.T) {
		e := someExpression(t)
		zone, year := rapid.SampledFrom(zones).Draw(t, "zone"), rapid.SampledFrom(years).Draw(t, "year")
		want := e.watch(clocks.year(zone, year))

		s := parsed(t, e.String(), zone)
		begin := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		end := begin.AddDate(1, 0, 0)
		var got []int64
		for at, comes := s.Next(begin.Add(-time.Nanosecond)); comes && at.Before(end); at, comes = s.Next(at) {
			got = append(got, at.Unix())
		}

		if !slices.Equal(got, want) {
			t.Fatalf("%s in %s, %d: %s", e, zone, year, difference(got, want))
		}
		if !e.every() && len(want) > 0 {
			jumps++
		}
	})

	if jumps < 10 {
		t.Errorf("only %d schedules named an hour", jumps)
	}
}

// reading is what a local clock shows at an instant.
type reading struct {
	at                              int64 // Unix
	minute, hour, day, month, wkday int
	count                           int64 // minutes of this clock since 1970, to see it jump
}

// clocks are the readings of whole years, each taken once.
type clocks struct {
	mu   sync.Mutex
	seen map[string][]reading
}

func newClocks() *clocks { return &clocks{seen: map[string][]reading{}} }

func (c *clocks) year(zone string, year int) []reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := fmt.Sprint(zone, year)
	if c.seen[key] == nil {
		c.seen[key] = readings(zone, year)
	}
	return c.seen[key]
}

// readings begin a day early, so that what was shown before the year is known.
func readings(zone string, year int) []reading {
	where, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	begin := time.Date(year-1, 12, 31, 0, 0, 0, 0, time.UTC)
	var all []reading
	for at := begin; at.Year() <= year; at = at.Add(time.Minute) {
		l := at.In(where)
		shown := time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), 0, 0, time.UTC)
		all = append(all, shows(at, shown))
	}
	return all
}

func shows(at, shown time.Time) reading {
	return reading{at.Unix(), shown.Minute(), shown.Hour(), shown.Day(), int(shown.Month()), int(shown.Weekday()), shown.Unix() / 60}
}

// expression is a cron expression by the values it names, a bit for each; none names all.
type expression struct {
	text                            [5]string
	minute, hour, day, month, wkday uint64
}

func (e expression) String() string { return strings.Join(e.text[:], " ") }

func (e expression) every() bool { return e.text[1][0] == '*' }

func (e expression) names(r reading) bool {
	has := func(values uint64, v int) bool { return values == 0 || values>>v&1 == 1 }
	if !has(e.minute, r.minute) || !has(e.hour, r.hour) || !has(e.month, r.month) {
		return false
	}
	if e.day != 0 && e.wkday != 0 {
		return has(e.day, r.day) || has(e.wkday, r.wkday)
	}
	return has(e.day, r.day) && has(e.wkday, r.wkday)
}

// watch is when the expression comes due, by its plain meaning.
func (e expression) watch(clock []reading) []int64 {
	var due []int64
	furthest := clock[0].count
	for i, now := range clock[1:] {
		hit := e.names(now)
		if !e.every() {
			hit = hit && now.count > furthest || e.skipped(clock[i].count, now.count)
		}
		furthest = max(furthest, now.count)
		if hit && now.at >= clock[0].at+24*60*60 {
			due = append(due, now.at)
		}
	}
	return due
}

// skipped says whether a minute that the clock left out was named.
func (e expression) skipped(before, now int64) bool {
	for count := before + 1; count < now; count++ {
		shown := time.Unix(count*60, 0).UTC()
		if e.names(shows(shown, shown)) {
			return true
		}
	}
	return false
}

// someExpression names mostly hours at which clocks change.
func someExpression(t *rapid.T) expression {
	var e expression
	e.text[0], e.minute = someField(t, "minute", 0, 59)
	e.text[1], e.hour = someField(t, "hour", 0, 23)
	if e.hour != 0 && rapid.Bool().Draw(t, "night") {
		h := rapid.IntRange(0, 3).Draw(t, "night hour")
		e.text[1], e.hour = fmt.Sprint(h), 1<<h
	}
	e.text[2], e.day = someField(t, "day", 1, 31)
	e.text[3], e.month = someField(t, "month", 1, 12)
	e.text[4], e.wkday = someField(t, "weekday", 0, 6)
	if rapid.IntRange(0, 2).Draw(t, "daily") > 0 {
		e.text[2], e.text[3], e.text[4] = "*", "*", "*"
		e.day, e.month, e.wkday = 0, 0, 0
	}
	if e.day != 0 && e.wkday == 0 && bits.TrailingZeros64(e.day) > 28 {
		e.text[2], e.day = "28", 1<<28
	}
	return e
}

// someField is a field and the values it names.
func someField(t *rapid.T, name string, low, high int) (string, uint64) {
	a, b := rapid.IntRange(low, high).Draw(t, name), rapid.IntRange(low, high).Draw(t, name+" b")
	low2, high2 := min(a, b), max(a, b)
	step := rapid.IntRange(2, 7).Draw(t, name+" step")
	switch rapid.IntRange(0, 5).Draw(t, name+" form") {
	case 0:
		return fmt.Sprint(a), 1 << a
	case 1:
		return fmt.Sprintf("%d,%d", a, b), 1<<a | 1<<b
	case 2:
		return fmt.Sprintf("%d-%d", low2, high2), through(low2, high2, 1)
	case 3:
		return fmt.Sprintf("%d-%d/%d", low2, high2, step), through(low2, high2, step)
	case 4:
		return fmt.Sprintf("*/%d", step), through(low, high, step)
	}
	return "*", 0
}

func through(low, high, step int) (all uint64) {
	for v := low; v <= high; v += step {
		all |= 1 << v
	}
	return all
}

func difference(got, want []int64) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Sprintf("%d firings, want %d; the first that differs is number %d: %v and %v", len(got), len(want), i, at(got, i), at(want, i))
		}
	}
	return "none"
}

func at(seconds []int64, i int) string {
	if i >= len(seconds) {
		return "none"
	}
	return time.Unix(seconds[i], 0).UTC().Format(time.RFC3339)
}
