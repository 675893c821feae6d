package window

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Law is a country's window for a channel and a purpose. It does not change and may be shared.
type Law struct {
	Rules    Rules
	Source   string // where it is written
	prefixes []string
	channel  string
	purpose  string
}

// What is law stands in these tables. Holidays are month-day, or days after Easter Sunday.
var (
	//go:embed laws.csv
	lawsFile string
	//go:embed holidays.csv
	holidaysFile string

	lawTable = sync.OnceValues(readLaws)
)

// Holidays are known for these years, the last one not included.
const firstYear, lastYear = 2020, 2100

// Laws are those for a channel and a purpose, such as sms and marketing. It fails when the tables
// that the binary carries cannot be read.
func Laws(channel, purpose string) ([]Law, error) {
	all, err := lawTable()
	var laws []Law
	for _, l := range all {
		if l.channel == channel && l.purpose == purpose {
			laws = append(laws, l)
		}
	}
	return laws, err
}

// Binds says whether the law is about a phone number (E.164, with its plus).
func (l Law) Binds(phone string) bool {
	return slices.ContainsFunc(l.prefixes, func(p string) bool { return strings.HasPrefix(phone, p) })
}

func readLaws() ([]Law, error) {
	rows, err := table(lawsFile)
	if err != nil {
		return nil, err
	}
	closed, err := holidays()
	if err != nil {
		return nil, err
	}
	laws := make([]Law, len(rows))
	for i, row := range rows {
		if laws[i], err = lawOf(row, closed); err != nil {
			return nil, fmt.Errorf("laws.csv, row %d: %w", i+2, err)
		}
	}
	return laws, nil
}

// lawOf reads prefixes, channel, purpose, start, end, days, holidays and source.
func lawOf(row []string, closed map[string][]string) (l Law, err error) {
	spec := Spec{Blackout: closed[row[6]]}
	if spec.Start, err = minuteOf(row[3]); err != nil {
		return l, err
	}
	if spec.End, err = minuteOf(row[4]); err != nil {
		return l, err
	}
	for _, day := range strings.Fields(row[5]) {
		n, err := strconv.Atoi(day)
		if err != nil {
			return l, err
		}
		spec.Days = append(spec.Days, n)
	}
	l = Law{prefixes: strings.Fields(row[0]), channel: row[1], purpose: row[2], Source: row[7]}
	l.Rules, err = New(spec)
	return l, err
}

// holidays are the dates on which a country's public holidays fall, by country.
func holidays() (map[string][]string, error) {
	rows, err := table(holidaysFile)
	dates := map[string][]string{}
	for _, row := range rows {
		for year := firstYear; year < lastYear; year++ {
			date, err := holiday(row[1], year)
			if err != nil {
				return nil, fmt.Errorf("holidays.csv, %s: %w", row[1], err)
			}
			dates[row[0]] = append(dates[row[0]], date)
		}
	}
	return dates, err
}

// holiday is the date of a month-day, or of so many days after Easter Sunday, in a year.
func holiday(day string, year int) (string, error) {
	after, movable := strings.CutPrefix(day, "easter+")
	if !movable {
		return fmt.Sprintf("%d-%s", year, day), nil
	}
	n, err := strconv.Atoi(after)
	return easter(year).AddDate(0, 0, n).Format(time.DateOnly), err
}

// easter is Easter Sunday of a year, by the Gregorian calendar's rule as Meeus, Jones and Butcher
// write it.
func easter(year int) time.Time {
	golden, century := year%19, year/100
	epact := (19*golden + century - century/4 - (century-(century+8)/25+1)/3 + 15) % 30
	weekday := (32 + 2*(century%4) + 2*(year%100/4) - epact - year%4) % 7
	early := (golden + 11*epact + 22*weekday) / 451
	days := epact + weekday - 7*early + 114
	return time.Date(year, time.Month(days/31), days%31+1, 0, 0, 0, 0, time.UTC)
}

func minuteOf(clock string) (int, error) {
	at, err := time.Parse("15:04", clock)
	return at.Hour()*60 + at.Minute(), err
}

// table is a CSV file without its head.
func table(file string) ([][]string, error) {
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[1:], nil
}
