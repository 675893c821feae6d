package contract

import (
	"strings"
	"unicode/utf8"
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
	near := nearest(name, known)
	if near == "" {
		return "Unknown " + noun + "; remove it.", nil
	}
	return "Unknown " + noun + ". Did you mean " + near + "?", map[string]any{"suggestion": near}
}

// nearest is the known name with the fewest edits to name, "" when all are too far: more than a
// third of its letters.
func nearest(name string, known []string) string {
	if len(name) > maxShown {
		return ""
	}
	name = strings.ToLower(name)
	best, fewest := "", max(1, len(name)/3)+1
	for _, candidate := range known {
		if d := edits(name, strings.ToLower(candidate)); d < fewest {
			best, fewest = candidate, d
		}
	}
	return best
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
