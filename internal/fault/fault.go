// Package fault is the few kinds of failure a customer can act on. A room declares a Fault beside
// the rule it speaks of; a door turns its kind into a status. Any other error is internal: its
// text goes to the log and never leaves the process.
package fault

import (
	"maps"
	"strings"
)

// Kind is the class of a failure, in words of the business; which status a kind becomes is the
// door's knowledge.
type Kind string

// The kinds of failure. An error that is no Fault has no kind and is internal.
const (
	Invalid         Kind = "invalid"         // well formed, but the content breaks a rule
	Malformed       Kind = "malformed"       // cannot be read at all
	Unauthenticated Kind = "unauthenticated" // we do not know who calls
	Forbidden       Kind = "forbidden"       // we know, and the answer is no
	NotFound        Kind = "not_found"       // nothing there that the caller may see
	Conflict        Kind = "conflict"        // the present state does not allow it
	Precondition    Kind = "precondition"    // the caller's version is not the present one
	TooLarge        Kind = "too_large"       // more bytes than we accept
	Unsupported     Kind = "unsupported"     // a media type we do not read
	Limited         Kind = "limited"         // too many requests
	Unavailable     Kind = "unavailable"     // something of ours is down; try again later
	Upstream        Kind = "upstream"        // a provider failed or refused
	Gone            Kind = "gone"            // it was here and was taken away
)

// Fault is a failure with a stable code. Declared faults are shared package values: With, At and
// Listing return copies and leave the declared value as it is.
type Fault struct {
	Kind       Kind
	Code       string         // the contract: snake_case, stable for ever
	Message    string         // plain English that names the fix; may change
	Meta       map[string]any // facts a program can use, such as the present state; nil when none
	Violations []Violation    // the fields at fault; nil when none
}

// New declares a fault. The message must hold no data of a request, since it is logged and shown.
func New(kind Kind, code, message string) *Fault {
	return &Fault{Kind: kind, Code: code, Message: message}
}

// Error is the code and the message. Both are constants of ours and safe to log.
func (f *Fault) Error() string { return f.Code + ": " + f.Message }

// Is reports whether target is a fault with the same code, so that errors.Is finds the declared
// value behind a copy that carries meta or violations.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Code == f.Code
}

// With is a copy that carries one more fact for the caller's program.
func (f *Fault) With(key string, value any) *Fault {
	c := *f
	c.Meta = maps.Clone(f.Meta)
	if c.Meta == nil {
		c.Meta = make(map[string]any, 1)
	}
	c.Meta[key] = value
	return &c
}

// At is a copy that points at one field of the body, by JSON pointer, with the fault's own code
// and message.
func (f *Fault) At(pointer string) *Fault {
	return f.Listing(Violation{In: Body, Pointer: pointer, Code: f.Code, Message: f.Message})
}

// Listing is a copy that carries these violations after those it already has.
func (f *Fault) Listing(violations ...Violation) *Fault {
	c := *f
	c.Violations = append(f.Violations[:len(f.Violations):len(f.Violations)], violations...)
	return &c
}

// Title is a code in words: "lead_phone_taken" is "Lead phone taken". The code must not be empty.
func Title(code string) string {
	words := strings.ReplaceAll(code, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}
