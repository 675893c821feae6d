package list

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// searched are the columns that hold a lead's texts as they are compared. Each has an index that serves
// ^@ under row security.
var searched = []string{"l.first_name_key", "l.last_name_key", "l.company_key", "l.external_id_key", "l.email_key"}

// search writes the condition that one of a lead's texts begins with a prefix, whatever its case, or
// that its number does.
func search(q *query, prefix string) {
	key := "lower(" + q.arg(norm.NFC.String(strings.TrimSpace(prefix))) + `::text COLLATE "und-x-icu")`
	q.text.WriteString(" AND (")
	for i, column := range searched {
		if i > 0 {
			q.text.WriteString(" OR ")
		}
		q.text.WriteString(column + " ^@ " + key)
	}
	if number := digits(prefix); number != "" {
		q.text.WriteString(" OR l.phone ^@ " + q.arg(number) + "::text")
	}
	q.text.WriteString(")")
}

// digits is the beginning of a number in E.164, given in any spelling; "" for what is none.
func digits(prefix string) string {
	if strings.Trim(prefix, "+0123456789 ().-/") != "" {
		return ""
	}
	number := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, prefix)
	if number == "" {
		return ""
	}
	return "+" + number
}
