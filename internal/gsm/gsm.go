// Package gsm is how a text message travels: in which alphabet, and in how many segments, which is
// what networks charge for. It is pure: 3GPP TS 23.038 and 23.040.
package gsm

import (
	"slices"
	"strings"
)

// Alphabets of a text message.
const (
	GSM7 = "GSM-7" // 7 bits a character, two characters for those of the extension table
	UCS2 = "UCS-2" // 16 bits a character, two for those beyond the basic plane, such as most emoji
)

// basic is the default alphabet, extension the table that is reached by an escape.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extension = "\f^{}\\[~]|€"
)

// mostForced is how many of the characters that force UCS-2 are named.
const mostForced = 20

// Size is what a text takes. Units are septets in GSM-7 and 16-bit units in UCS-2.
type Size struct {
	Encoding string
	Units    int
	Segments int
	Left     int      // units that still fit into the last segment
	Forced   []string // the characters that GSM-7 lacks, each once, in their order; at most 20
}

// Fits says whether a text needs nothing but GSM-7.
func Fits(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return septets(r) == 0 })
}

// Measure says what a text takes. An empty text is one empty segment.
func Measure(text string) Size {
	if Fits(text) {
		return pack(text, GSM7, septets, 160, 153)
	}
	size := pack(text, UCS2, units, 70, 67)
	size.Forced = forced(text)
	return size
}

// pack fills segments in order. What takes two units is not torn apart: it begins the next segment.
func pack(text, encoding string, width func(rune) int, alone, part int) Size {
	size := Size{Encoding: encoding, Segments: 1}
	for _, r := range text {
		size.Units += width(r)
	}
	if size.Units <= alone {
		size.Left = alone - size.Units
		return size
	}
	size.Left = part
	for _, r := range text {
		if w := width(r); w > size.Left {
			size.Segments, size.Left = size.Segments+1, part-w
		} else {
			size.Left -= w
		}
	}
	return size
}

// septets is what a character takes in GSM-7; 0 when there is no such character.
func septets(r rune) int {
	switch {
	case strings.ContainsRune(basic, r):
		return 1
	case strings.ContainsRune(extension, r):
		return 2
	}
	return 0
}

// units is what a character takes in UTF-16.
func units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// forced names the characters that GSM-7 lacks.
func forced(text string) []string {
	var found []string
	for _, r := range text {
		if s := string(r); septets(r) == 0 && len(found) < mostForced && !slices.Contains(found, s) {
			found = append(found, s)
		}
	}
	return found
}
