package webhook

import (
	"errors"
	"slices"
	"strings"
)

// errFilter says that a filter lets nothing through.
var errFilter = errors.New("no event is of such a type")

// CheckFilter says whether any event can be of a type that the filter means: a type, the beginning
// of some that ends in .*, or * for all. Types of a tenant's own begin with custom. and are not
// known beforehand.
func CheckFilter(filter string, known []string) error {
	begins, many := strings.CutSuffix(filter, "*")
	if own, found := strings.CutPrefix(filter, "custom."); found && own != "" || filter == "*" || slices.Contains(known, filter) {
		return nil
	}
	if many && strings.HasSuffix(begins, ".") && slices.ContainsFunc(known, func(k string) bool { return strings.HasPrefix(k, begins) }) {
		return nil
	}
	return errFilter
}

// wants says whether filters let a type through.
func wants(filters []string, of string) bool {
	return slices.ContainsFunc(filters, func(f string) bool {
		begins, many := strings.CutSuffix(f, "*")
		return f == of || many && strings.HasPrefix(of, begins)
	})
}

// patterns are filters as SQL's LIKE knows them; of none, what lets all through.
func patterns(filters []string) []string {
	if len(filters) == 0 {
		return []string{"%"}
	}
	all := make([]string, len(filters))
	for i, f := range filters {
		all[i] = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`, "*", "%").Replace(f)
	}
	return all
}
