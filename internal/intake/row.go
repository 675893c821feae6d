package intake

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/table"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

// Why a row is not carried out, beside what a lead is refused for.
var (
	errQuotes   = fault.New(fault.Invalid, "row_quotes", "A quoted cell does not end where the next one begins. Double the quotes within it, and close it.")
	errTooLong  = fault.New(fault.Invalid, "row_too_long", "The row is longer than 256 KiB. Shorten it, or close its quotes.")
	errTooWide  = fault.New(fault.Invalid, "row_too_wide", "The row has more cells than the file has columns. Quote cells that hold the delimiter.")
	errCellLong = fault.New(fault.Invalid, "cell_too_long", "The text is longer than its field may be. Shorten it.")
	errEmail    = fault.New(fault.Invalid, "invalid_email", "This is no email address. Write it like mia@example.com.")
	errTimezone = fault.New(fault.Invalid, "invalid_timezone", "This is no IANA time zone. Write it like Europe/Berlin.")
	errStatus   = fault.New(fault.Invalid, "invalid_status", "A lead's status is new, contacted, qualified, customer or lost.")
	errRefused  = fault.New(fault.Invalid, "row_refused", "The row cannot be carried out. Tell us of it.")
	errTag      = fault.New(fault.Invalid, "invalid_tag", "A tag has 1 to 64 letters. Separate tags by commas or semicolons.")
)

// unreadable is what a row is refused for that cannot be read.
var unreadable = map[error]*fault.Fault{
	table.ErrQuotes: errQuotes, table.ErrTooLong: errTooLong, table.ErrNUL: tenant.ErrText, table.ErrText: tenant.ErrText,
}

// longest is how many letters a field may have.
var longest = map[string]int{
	"external_id": 200, "email": 254, "phone": 40, "first_name": 100, "last_name": 100, "company": 200, "timezone": 64, "status": 64, fieldTags: 10000,
}

const longestCustom = 1000

var (
	mailbox = regexp.MustCompile(`^[\pL\pN!#$%&'*+/=?^_{|}~.` + "`" + `-]+@([\pL\pN]([\pL\pN-]*[\pL\pN])?\.)+[\pL\pN]([\pL\pN-]*[\pL\pN])$`)
	states  = []string{"new", "contacted", "qualified", "customer", "lost"}
)

// reject is why a row was refused.
type reject struct {
	number int64
	cells  []string
	why    *fault.Fault
	column string // empty: the row as a whole
}

// said is what a row of cells says of a lead, or the column at fault and why.
func said(cells []string, im db.Import) (row lead.Row, column string, err *fault.Fault) {
	texts := map[string]*string{}
	row = lead.Row{Custom: map[string]any{}, Written: true, Tags: slices.Clone(im.Tags)}
	for i, cell := range cells {
		cell = bare(cell)
		if cell == "" {
			continue
		}
		if i >= len(im.Columns) {
			return row, "", errTooWide
		}
		switch field := im.Fields[i]; {
		case field == "":
			continue
		case utf8.RuneCountInString(cell) > limit(field):
			return row, im.Columns[i], errCellLong
		case field == fieldTags:
			row.Tags, err = tagged(row.Tags, cell)
		case strings.HasPrefix(field, "custom."):
			row.Custom[strings.TrimPrefix(field, "custom.")] = cell
		default:
			cell, err = checked(field, cell, im)
			texts[field] = &cell
		}
		if err != nil {
			return row, im.Columns[i], err
		}
	}
	row.Edit = func(l *db.Lead) { edit(l, texts) }
	return row, "", nil
}

// bare is a cell without the space around it, and without the apostrophe by which spreadsheets are kept
// from taking text for a formula.
func bare(cell string) string {
	cell = strings.TrimSpace(cell)
	if rest, guarded := strings.CutPrefix(cell, "'"); guarded && formula(rest) {
		return rest
	}
	return cell
}

func limit(field string) int {
	if n, known := longest[field]; known {
		return n
	}
	return longestCustom
}

// checked is a field as a lead may have it.
func checked(field, text string, im db.Import) (string, *fault.Fault) {
	switch field {
	case "email":
		if !mailbox.MatchString(text) {
			return text, errEmail
		}
	case "phone":
		if im.DefaultRegion != nil {
			full, err := lead.PhoneIn(text, *im.DefaultRegion)
			if err != nil {
				return text, lead.ErrPhone // even where the tenant's own region has such a number
			}
			return full, nil
		}
	case "timezone":
		if _, err := window.Zone(text); err != nil {
			return text, errTimezone
		}
	case "status":
		if !slices.Contains(states, strings.ToLower(text)) {
			return text, errStatus
		}
		return strings.ToLower(text), nil
	}
	return text, nil
}

// tagged adds the tags of a cell.
func tagged(tags []string, cell string) ([]string, *fault.Fault) {
	for _, tag := range strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
		tag = strings.TrimSpace(tag)
		switch {
		case utf8.RuneCountInString(tag) > 64:
			return tags, errTag
		case tag != "" && !slices.Contains(tags, tag):
			tags = append(tags, tag)
		}
	}
	return tags, nil
}

// edit puts texts into a lead's fields; those that are not there stay.
func edit(l *db.Lead, texts map[string]*string) {
	for field, into := range map[string]**string{
		"external_id": &l.ExternalID, "email": &l.Email, "phone": &l.Phone, "first_name": &l.FirstName, "last_name": &l.LastName,
		"company": &l.Company, "timezone": &l.Timezone,
	} {
		if text := texts[field]; text != nil {
			*into = text
		}
	}
	if status := texts["status"]; status != nil {
		l.Status = *status
	}
}

// refusal is what a lead was refused for, and which column says it.
func refusal(err error, im db.Import) (*fault.Fault, string) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return errRefused, ""
	}
	for _, v := range f.Violations {
		field := strings.Replace(strings.TrimPrefix(v.Pointer, "/"), "custom_fields/", "custom.", 1)
		if i := slices.Index(im.Fields, field); i >= 0 && field != "" {
			return f, im.Columns[i]
		}
	}
	return f, ""
}
