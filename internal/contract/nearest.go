package contract

import (
	"unicode/utf8"

	"github.com/carillonhq/carillon/internal/spelling"
)

// maxShown is the length up to which a name the caller made up is repeated.
const maxShown = 64

// shown is name, or nothing when it is too long or no text.
func shown(name string) string {
	if len(name) > maxShown || !utf8.ValidString(name) {
		return ""
	}
	return name
}

// suggest is the message for an unknown name, and the nearest known one in meta if any is near.
func suggest(name string, known []string, noun string) (string, map[string]any) {
	near := spelling.Nearest(name, known)
	if near == "" {
		return "Unknown " + noun + "; remove it.", nil
	}
	return "Unknown " + noun + ". Did you mean " + near + "?", map[string]any{"suggestion": near}
}
