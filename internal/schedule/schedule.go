// Package schedule says when a cron expression comes due on a zone's clock, across both changes of
// the clock. It is pure.
package schedule

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // the image that Carillon ships in may have no zone files

	"github.com/robfig/cron/v3"
)

var (
	// ErrExpression: the text is no cron expression of five fields. What wraps it says what to write.
	ErrExpression = errors.New("not a cron expression")
	// ErrNever: the expression is well formed and no day in five years is such a day.
	ErrNever = errors.New("a schedule that never comes: no month has such a day")
	// ErrZone: the name is none of an IANA time zone.
	ErrZone = errors.New("not the name of an IANA time zone, such as America/New_York")
)

// field is one of the five, and what may be written there.
type field struct{ name, takes string }

var fields = []field{
	{"minute", "0 to 59"},
	{"hour", "0 to 23"},
	{"day of month", "1 to 31"},
	{"month", "1 to 12 or JAN to DEC"},
	{"weekday", "0 (Sunday) to 6 or SUN to SAT"},
}

// parser reads five fields; spelling is what we let it read. What it would take beyond that
// (?, @daily, TZ=, lists with holes) is refused, some of it because it would bring the parser down.
var (
	parser   = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	spelling = regexp.MustCompile(`^` + item + `(,` + item + `)*$`)
)

const (
	value = `([0-9]{1,2}|[A-Za-z]{3})`
	item  = `(\*|` + value + `(-` + value + `)?)(/[0-9]{1,2})?`
)

// horizon is how many years ahead Next looks.
const horizon = 5

// Schedule is a cron expression read on the clock of a zone. The zero Schedule is none.
//
// Where the clock jumps ahead, a time of day that does not exist on that date comes due once, at
// the jump. Where the clock is set back, a time of day that comes twice comes due once, the first
// time. Expressions whose hour field begins with * follow the hours that really pass instead:
// "*/15 * * * *" comes due every quarter of an hour throughout, be the hour repeated or left out.
type Schedule struct {
	civil cron.SpecSchedule // reads local clocks, as if they were UTC
	zone  *time.Location
	every bool // the hour field is open: what counts is the hour that passes, not its name
}

// Parse reads five fields, minute, hour, day of month, month and weekday, separated by spaces, for
// the clock of an IANA zone. It fails with ErrExpression, ErrNever or ErrZone.
func Parse(expression, zone string) (Schedule, error) {
	where, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return Schedule{}, ErrZone
	}
	parts := strings.Fields(expression)
	if len(parts) != len(fields) {
		return Schedule{}, fmt.Errorf("%w: write minute, hour, day of month, month and weekday, such as 0 9 * * 1-5", ErrExpression)
	}
	for i, part := range parts {
		if !reads(i, part) {
			return Schedule{}, fmt.Errorf("%w: the %s takes %s, *, lists (1,15), ranges (1-5) and steps (*/2)", ErrExpression, fields[i].name, fields[i].takes)
		}
	}
	parsed, err := parser.Parse(strings.Join(parts, " "))
	spec, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok {
		return Schedule{}, ErrExpression
	}
	s := Schedule{civil: *spec, zone: where, every: parts[1][0] == '*'}
	s.civil.Location = time.UTC
	if _, comes := s.reading(0); !comes {
		return Schedule{}, ErrNever
	}
	return s, nil
}

// reads reports whether part is well formed as the field at index i.
func reads(i int, part string) bool {
	if !spelling.MatchString(part) {
		return false
	}
	alone := []string{"*", "*", "*", "*", "*"}
	alone[i] = part
	_, err := parser.Parse(strings.Join(alone, " "))
	return err == nil
}

// Next is the first instant strictly after the one given at which the schedule comes due, in UTC:
// a whole minute of the zone's clock, or the second at which that clock jumps. It is false when
// there is none within five years.
func (s Schedule) Next(after time.Time) (time.Time, bool) {
	from, last := after.Unix()+1, after.AddDate(horizon, 0, 0).Unix()
	for from < last {
		p := s.periodAt(from)
		due, comes := s.within(p, from)
		if !comes {
			return time.Time{}, false
		}
		if due < p.end {
			return time.Unix(due, 0).UTC(), true
		}
		from = p.end
	}
	return time.Time{}, false
}

// within is the first second at or after from at which the schedule comes due if the period never
// ends. It is false when nothing comes for years.
func (s Schedule) within(p period, from int64) (int64, bool) {
	if s.every {
		reading, comes := s.reading(from + p.offset)
		return reading - p.offset, comes
	}
	shown := p.start + p.before // what the clock would show now, had it not been changed
	if shown < p.start+p.offset && from <= p.start {
		skipped, comes := s.reading(shown)
		if comes && skipped < p.start+p.offset {
			return p.start, true
		}
	}
	reading, comes := s.reading(max(from+p.offset, shown))
	return reading - p.offset, comes
}

// reading is the first reading of a local clock, in seconds since 1970-01-01 00:00 on that clock,
// at or after the one given, that the expression names.
func (s Schedule) reading(local int64) (int64, bool) {
	next := s.civil.Next(time.Unix(local-1, 0).UTC())
	return next.Unix(), !next.IsZero()
}
