package brevo

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// loose is a value that Brevo sends now as a string, now as a number. An array or object is kept
// as its JSON text; null is empty.
type loose string

// UnmarshalJSON never fails on valid JSON.
func (l *loose) UnmarshalJSON(raw []byte) error {
	var s string
	switch {
	case string(raw) == "null":
		return nil
	case json.Unmarshal(raw, &s) == nil:
		*l = loose(s)
	default:
		*l = loose(raw)
	}
	return nil
}

// tagList reads tags given as an array, as the JSON text of one, or as a plain tag.
func tagList(sources ...loose) []string {
	var tags []string
	for _, s := range sources {
		var list []string
		if json.Unmarshal([]byte(s), &list) == nil {
			tags = append(tags, list...)
		} else if s != "" {
			tags = append(tags, string(s))
		}
	}
	return tags
}

// refIn is the reference of ours among the tags, if there is one.
func refIn(tags []string) uuid.UUID {
	for _, t := range tags {
		if ref, err := uuid.Parse(t); err == nil {
			return ref
		}
	}
	return uuid.Nil
}

// tagged tells whether the tag is there; no tag is always there.
func tagged(tags []string, tag string) bool { return tag == "" || slices.Contains(tags, tag) }

// epoch reads seconds or milliseconds since 1970, told apart by size. It is zero for anything
// outside the years 2001 to 2100.
func epoch(s loose) time.Time {
	n, err := strconv.ParseFloat(string(s), 64)
	if err != nil || math.IsNaN(n) {
		return time.Time{}
	}
	if n < 1e12 {
		n *= 1000
	}
	if n < 1e12 || n > 4.1e12 {
		return time.Time{}
	}
	return time.UnixMilli(int64(n)).UTC()
}

// instant reads a date that names its offset; zero for any other, whose zone could only be guessed.
func instant(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// firstTime is the first that is not zero.
func firstTime(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// firstText is the first that is not blank, trimmed.
func firstText(texts ...loose) string {
	for _, t := range texts {
		if s := strings.TrimSpace(string(t)); s != "" {
			return s
		}
	}
	return ""
}
