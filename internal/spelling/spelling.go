// Package spelling finds the name that somebody meant who wrote another.
package spelling

import "strings"

// longest is the length in bytes above which a name was no slip of the pen.
const longest = 64

// Nearest is the known name with the fewest edits to name, whatever their case; "" when all are too
// far: more than a third of its letters.
func Nearest(name string, known []string) string {
	if len(name) > longest {
		return ""
	}
	name = strings.ToLower(name)
	best, fewest := "", max(1, len(name)/3)+1
	for _, candidate := range known {
		if d := Edits(name, strings.ToLower(candidate)); d < fewest {
			best, fewest = candidate, d
		}
	}
	return best
}

// Edits is the Levenshtein distance of two texts in bytes.
func Edits(a, b string) int {
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
