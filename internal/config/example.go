package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Example is the text of .env.example: every setting with its meaning. Those that have a default,
// or that a deployment can do without, are commented out.
func Example() string {
	var b strings.Builder
	b.WriteString("# Carillon's settings. Copy this file to .env and fill it in.\n" +
		"# Written by ./task generate from internal/config: edit there.\n")
	for _, s := range new(Config).settings() {
		fmt.Fprintf(&b, "\n# %s\n%s%s=%s\n", s.doc, mark(s.name), s.name, cmp.Or(s.standard, s.example))
	}
	return b.String()
}

// mark comments out what no command needs.
func mark(name string) string {
	if slices.Contains(slices.Concat(Serve, Work, Rotate, Claim, Migrate), name) {
		return ""
	}
	return "# "
}
