package export

import (
	"encoding/json"
	"regexp"
	"strings"
)

// format is a way to write rows.
type format struct {
	head func(columns []string) []byte
	row  func(to []byte, columns []string, values []any) []byte
}

var formats = map[string]format{
	"csv":    {headCSV, rowCSV},
	"ndjson": {func([]string) []byte { return nil }, rowNDJSON},
}

func headCSV(columns []string) []byte { return []byte(strings.Join(columns, ",") + "\r\n") }

// rowCSV is a line of RFC 4180, in UTF-8.
func rowCSV(to []byte, _ []string, values []any) []byte {
	for i, v := range values {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, quoted(harmless(word(v)))...)
	}
	return append(to, "\r\n"...)
}

// word is a value as a cell holds it: text as it is, nothing as nothing, lists joined by commas, all
// else as JSON has it.
func word(v any) string {
	if list, ok := v.([]string); ok {
		return strings.Join(list, ",")
	}
	raw, _ := json.Marshal(v) // of values that can be written
	if string(raw) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// number is a telephone number in E.164, which a spreadsheet takes for a number and nothing else.
var number = regexp.MustCompile(`^\+[0-9]{6,15}$`)

// harmless puts an apostrophe before what a spreadsheet would take for a formula.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) || number.MatchString(cell) {
		return cell
	}
	return "'" + cell
}

func quoted(cell string) string {
	if !strings.ContainsAny(cell, ",\"\r\n") {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// rowNDJSON is a line that holds an object, its fields in the order of the columns.
func rowNDJSON(to []byte, columns []string, values []any) []byte {
	before := byte('{')
	for i, v := range values {
		to = append(to, before)
		before = ','
		name, _ := json.Marshal(columns[i])
		value, _ := json.Marshal(v)
		to = append(append(append(to, name...), ':'), value...)
	}
	return append(to, "}\n"...)
}
