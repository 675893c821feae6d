package config

import (
	"fmt"
	"net/url"
	"strings"
)

// Line is one setting as it is, for people to read.
type Line struct {
	Name   string
	Value  string // without secrets: a password in an address is xxxxx, a key only counted
	Source string // "environment", "default" or "not set"
	Doc    string // what it is for
}

// Report is every setting, in the order of .env.example, as getenv has it. It says nothing of
// whether a value is any good: Load does.
func Report(getenv func(string) string) []Line {
	var c Config
	var lines []Line
	for _, s := range c.settings() {
		l := Line{Name: s.name, Value: shown(s.name, getenv(s.name)), Source: "environment", Doc: s.doc}
		switch {
		case strings.TrimSpace(getenv(s.name)) != "":
		case s.standard != "":
			l.Value, l.Source = s.standard, "default"
		default:
			l.Source = "not set"
		}
		lines = append(lines, l)
	}
	return lines
}

// private are parts of the names of settings whose values are never shown.
var private = []string{"SECRET", "KEY", "TOKEN", "PASSWORD"}

func shown(name, value string) string {
	value = strings.TrimSpace(value)
	for _, part := range private {
		if strings.Contains(name, part) && value != "" {
			return fmt.Sprintf("(secret, %d characters)", len(value))
		}
	}
	if !strings.Contains(value, "@") {
		return value
	}
	u, err := url.Parse(value)
	if err != nil || u.User == nil {
		return "(cannot be read, not shown)"
	}
	q := u.Query()
	for key := range q { // Postgres takes a password there too
		q.Set(key, "xxxxx")
	}
	u.RawQuery = q.Encode()
	return u.Redacted()
}
