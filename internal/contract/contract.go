// Package contract is the OpenAPI 3.1 document at run time: which operations exist, who may call
// each, and whether a request or a response obeys it. It keeps the first law: the contract is the
// list. Everything is compiled once by Load; a Contract is read-only afterwards and safe for
// concurrent use.
package contract

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Limits of what is read from a request. The byte limits are for the server, which owns the
// connection; the others are enforced here.
const (
	MaxBody   = 1 << 20   // bytes of a JSON body
	MaxUpload = 101 << 20 // bytes of a streamed one, with what stands around its file
	MaxDepth  = 32        // nesting of a JSON body
	MaxNodes  = 10_000    // values in a JSON body, containers included
)

// Contract is what the document says.
type Contract struct {
	Operations map[string]*Operation // by operationId
	Roles      map[string][]string   // x-roles: the permissions of each role
	Events     map[string]*Event     // webhooks: the types of event
}

// Operation is one method on one path.
type Operation struct {
	ID     string
	Method string // upper case
	Path   string // as written: /api/v1/leads/{id}
	Tag    string // the first tag, "" when none

	Public      bool           // security: [], nobody is asked who they are
	Schemes     []string       // the security schemes that let a caller in, any one of them
	Permissions []string       // what the caller must hold, all of them; empty: to be known is enough
	RateClass   string         // x-rate-class: RateBulk, RateNone, or empty
	Extensions  map[string]any // the operation's own x- keys with their plain JSON values

	path, query, header []parameter
	body                requestBody
	responses           map[string]response // by "200", "4XX" or "default"
}

// The classes of operations that are limited otherwise than most.
const (
	RateBulk = "bulk" // costs more than others and has a limit of its own beside theirs
	RateNone = "none" // not limited; public operations only
)

// Asked are the permissions that operations ask of callers who come by a security scheme, in
// alphabetical order.
func (c *Contract) Asked(scheme string) []string {
	asked := map[string]bool{}
	for _, op := range c.Operations {
		for _, p := range op.Permissions {
			if slices.Contains(op.Schemes, scheme) {
				asked[p] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(asked))
}

// Option changes how Load reads a document.
type Option func(*loader)

// WithFormat makes strings of the named format obey check, which returns an error for a value that
// does not. The error's text is never shown.
func WithFormat(name string, check func(string) error) Option {
	return func(l *loader) { l.registerText(name, check) }
}

// WithSuggestion names the value that is near to one the format refuses, "" when none is. What it
// returns is shown, so it must be one of our own values and never the refused one.
func WithSuggestion(format string, nearest func(string) string) Option {
	return func(l *loader) { l.schemas.suggestions[format] = nearest }
}

// Load reads an OpenAPI 3.1 document in YAML or JSON. It fails with every complaint at once: an
// operation without operationId or without security of its own, a permission that no role has, a
// role's permission that no operation asks for, an unknown rate class, a parameter style that clients disagree about, a
// reference that leads nowhere, a schema that does not compile.
func Load(doc []byte, options ...Option) (*Contract, error) {
	root, err := decodeYAML(doc)
	if err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	l := newLoader(root)
	for _, option := range options {
		option(l)
	}
	if err := l.prepare(); err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	c := &Contract{Operations: l.operations(), Roles: l.roles(), Events: l.events()}
	l.checkPermissions(c)
	if len(l.complaints) > 0 {
		return nil, fmt.Errorf("contract: %w", errors.Join(l.complaints...))
	}
	return c, nil
}
