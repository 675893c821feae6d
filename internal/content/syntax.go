package content

import (
	"regexp"
	"slices"
	"strings"

	"github.com/carillonhq/carillon/internal/fault"
)

// What a part may ask for. There are no loops, so this bounds the time that filling it in takes.
const (
	maxPart        = 64 << 10 // bytes, before and after it is filled in
	maxExpressions = 200
	maxFilters     = 5
)

// variables are what may be named of a lead, beside custom.<key>, which is custom_fields.<key> too.
var variables = []string{"first_name", "last_name", "name", "company", "email", "phone", "external_id"}

// wayOut is the variable of the link that unsubscribes. The dispatcher fills it in, so nobody lacks it.
const wayOut = "unsubscribe_url"

var (
	tagged   = regexp.MustCompile(`(?s)\{\{(.*?)\}\}`)
	quoted   = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	path     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.\-]*$`)
	custom   = regexp.MustCompile(`^custom(_fields)?\.[A-Za-z][A-Za-z0-9_]{0,63}$`)
	fallback = regexp.MustCompile(`^default\s*:\s*("[^"]*"|'[^']*'|-?[0-9]+(\.[0-9]+)?)$`)
)

// expression is one {{ … }} of a template.
type expression struct {
	variable string // lead.first_name
	fallback bool   // it says what stands in its place
}

// read finds the expressions of a text. Liquid's library reads it again: what passes here is the
// part of the language that we let people use, and is all that reaches it.
func read(text string) ([]expression, *fault.Fault) {
	if len(text) > maxPart {
		return nil, ErrComplex
	}
	found := tagged.FindAllStringSubmatch(text, -1)
	if len(found) > maxExpressions {
		return nil, ErrComplex
	}
	if rest := tagged.ReplaceAllString(text, ""); strings.Contains(rest, "{{") || strings.Contains(text, "{%") {
		return nil, ErrTemplate
	}
	all := make([]expression, 0, len(found))
	for _, f := range found {
		e, err := parse(f[1])
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

// parse reads what stands between the braces: a variable and filters.
func parse(inner string) (e expression, err *fault.Fault) {
	inner = strings.TrimSuffix(strings.TrimPrefix(inner, "-"), "-") // they trim the space around
	parts := pipes(inner)
	name := strings.TrimSpace(parts[0])
	switch {
	case len(parts)-1 > maxFilters:
		return e, ErrComplex
	case !path.MatchString(name):
		return e, ErrTemplate
	}
	below, ours := strings.CutPrefix(name, "lead.")
	if name != wayOut && (!ours || !slices.Contains(variables, below) && !custom.MatchString(below)) {
		return e, ErrVariable
	}
	e.fallback = name == wayOut
	e.variable = strings.Replace(name, "lead.custom_fields.", "lead.custom.", 1)
	for _, f := range parts[1:] {
		f = strings.TrimSpace(f)
		switch {
		case fallback.MatchString(f):
			e.fallback = true
		case !slices.Contains([]string{"upcase", "downcase", "strip"}, f):
			return e, ErrFilter
		}
	}
	return e, nil
}

// pipes cuts an expression at the bars that stand in no quotes.
func pipes(s string) []string {
	var parts []string
	from := 0
	masked := quoted.ReplaceAllStringFunc(s, func(q string) string { return strings.Repeat("q", len(q)) })
	for i := range len(masked) {
		if masked[i] == '|' {
			parts, from = append(parts, s[from:i]), i+1
		}
	}
	return append(parts, s[from:])
}
