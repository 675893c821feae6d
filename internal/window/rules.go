package window

import (
	"slices"
	"time"
)

const (
	dayMinutes = 24 * 60
	everyDay   = 1<<7 - 1
)

// Spec is a window as a person writes it; New makes Rules of it.
//
// Start and End are minutes since local midnight, half-open: contact is allowed from Start up to,
// but not at, End. End may be 1440, the midnight at the end of the day; 0 to 1440 is the whole
// day, and any other window with Start equal to End is refused. Start after End crosses midnight:
// 22:00 to 06:00 on a Friday lasts until Saturday 06:00.
//
// Days are the weekdays on which the window opens, 0 = Monday: a night that opens on Friday needs
// no Saturday. Blackout lists local dates ("2026-12-25") on which nobody is contacted: no window
// opens on such a date, and one still open from the evening before closes at its midnight.
type Spec struct {
	Start, End int
	Days       []int
	Blackout   []string
}

// Rules are a validated Spec. They do not change and may be shared; the zero value never opens.
type Rules struct {
	start, end int64   // seconds since local midnight; end is past the next midnight for a night
	days       uint8   // bit 0 = Monday
	blackout   []int64 // days since 1970-01-01, ascending
}

// Legal is the window that holds where nothing stricter is asked for: 08:00 to 21:00, every day.
func Legal() Rules {
	return Rules{start: 8 * 60 * minuteSeconds, end: 21 * 60 * minuteSeconds, days: everyDay}
}

// FieldError names the field of a schedule that cannot be obeyed and says why, in the contract's
// words: start_hour, end_hour, days_allowed or blackout_dates. It never repeats the value.
type FieldError struct {
	Field, Problem string
}

// Error is the field, then what is wrong with it.
func (e *FieldError) Error() string { return e.Field + " " + e.Problem }

// New validates a Spec. Its error is a *FieldError for the first field that cannot be obeyed.
func New(s Spec) (Rules, error) {
	if err := s.checkHours(); err != nil {
		return Rules{}, err
	}
	days, err := weekdays(s.Days)
	if err != nil {
		return Rules{}, err
	}
	blackout, err := dates(s.Blackout)
	if err != nil {
		return Rules{}, err
	}
	end := s.End
	if s.Start > s.End {
		end += dayMinutes
	}
	return Rules{
		start:    int64(s.Start) * minuteSeconds,
		end:      int64(end) * minuteSeconds,
		days:     days,
		blackout: blackout,
	}, nil
}

func (s Spec) checkHours() error {
	if s.Start < 0 || s.Start >= dayMinutes {
		return &FieldError{"start_hour", "must lie between 00:00 and 23:59"}
	}
	if s.End < 0 || s.End > dayMinutes {
		return &FieldError{"end_hour", "must lie between 00:00 and 24:00"}
	}
	if s.Start == s.End {
		return &FieldError{"end_hour", "must differ from start_hour; the whole day is 00:00 to 24:00"}
	}
	return nil
}

func weekdays(list []int) (uint8, error) {
	var days uint8
	for _, day := range list {
		if day < 0 || day > 6 {
			return 0, &FieldError{"days_allowed", "must hold only 0 (Monday) to 6 (Sunday)"}
		}
		days |= 1 << day
	}
	if days == 0 {
		return 0, &FieldError{"days_allowed", "must name at least one day"}
	}
	return days, nil
}

func dates(list []string) ([]int64, error) {
	days := make([]int64, 0, len(list))
	for _, date := range list {
		midnight, err := time.Parse(time.DateOnly, date)
		if err != nil {
			return nil, &FieldError{"blackout_dates", "must hold only dates written like 2026-12-25"}
		}
		days = append(days, floorDiv(midnight.Unix(), daySeconds))
	}
	slices.Sort(days)
	return slices.Compact(days), nil
}

// at reports whether a local reading (seconds since 1970-01-01 00:00 on the local clock) is inside
// the window, and until which later reading that stays so while the local clock runs on evenly.
func (r *Rules) at(local int64) (inside bool, until int64) {
	today := floorDiv(local, daySeconds)
	if r.days == 0 {
		return false, forever
	}
	for day := today - 1; day <= today+horizonDays; day++ {
		if !r.opensOn(day) {
			continue
		}
		opens, closes := r.span(day)
		if local < opens {
			return false, opens
		}
		if local < closes {
			return true, closes
		}
	}
	return false, local + horizonDays*daySeconds
}

// opensOn reports whether the window opens on a day, counted from 1970-01-01, a Thursday.
func (r *Rules) opensOn(day int64) bool {
	weekday := day + 3 - 7*floorDiv(day+3, 7)
	return r.days&(1<<weekday) != 0 && !r.blackedOut(day)
}

func (r *Rules) blackedOut(day int64) bool {
	if len(r.blackout) == 0 {
		return false
	}
	_, found := slices.BinarySearch(r.blackout, day)
	return found
}

// span is the stretch of local readings covered by the window that opens on a day.
func (r *Rules) span(day int64) (opens, closes int64) {
	midnight := day * daySeconds
	opens, closes = midnight+r.start, midnight+r.end
	if r.end > daySeconds && r.blackedOut(day+1) {
		closes = midnight + daySeconds
	}
	return opens, closes
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
