package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/secret"
)

// errCursor: the cursor is not one of ours, or belongs to other filters.
var errCursor = fault.New(fault.Malformed, "invalid_cursor", "This cursor was not made by this list with these filters. Begin without it.").
	Listing(fault.Violation{In: fault.Query, Name: "cursor", Code: "invalid_cursor", Message: "Use the next_cursor of the page before, with the same filters."})

const defaultLimit = 50

// position is where a page begins. Cursors hold one, encrypted: it may be somebody's address, and
// cursors stand in URLs. They grant no access.
type position struct {
	At  time.Time `json:"t,omitzero"`
	ID  uuid.UUID `json:"i,omitzero"`
	Key string    `json:"k,omitempty"`
	Seq int64     `json:"s,omitempty"`
}

// last is the position from which newest-first lists begin.
var last = position{At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), ID: uuid.Max}

// pager reads and makes the cursors of one list in one request.
type pager struct {
	keys    *secret.Keyring
	visit   visit
	purpose string // names list and filters: a cursor goes with the same ones
	limit   int
	start   position
	seeked  bool
}

// pager opens a page: limit and cursor as the request gave them, filters as anything that encodes.
func (s *Server) pager(ctx context.Context, list string, limit *int, cursor *string, filters any) (*pager, error) {
	encoded, err := json.Marshal(filters)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(encoded)
	p := &pager{keys: s.Keys, visit: visited(ctx), purpose: "cursor " + list + " " + hex.EncodeToString(sum[:]), limit: or(limit, defaultLimit), start: last}
	if cursor != nil {
		err = p.seek(*cursor)
	}
	return p, err
}

func (p *pager) seek(cursor string) error {
	raw, err := p.keys.Open(p.visit.actor.Tenant, p.purpose, cursor)
	if err != nil {
		return errCursor
	}
	p.seeked = true
	return json.Unmarshal(raw, &p.start)
}

// fetch is how many rows to ask for: one more than the page, to see whether another follows.
func (p *pager) fetch() int32 { return int32(p.limit) + 1 }

// cut makes a page of rows, of which there may be one too many, and the cursor to the next.
func cut[Row any](p *pager, rows []Row, at func(Row) position) (page []Row, more bool, next nullable.Nullable[string], err error) {
	if len(rows) <= p.limit {
		return rows, false, nullable.NewNullNullable[string](), nil
	}
	rows = rows[:p.limit]
	raw, err := json.Marshal(at(rows[p.limit-1]))
	if err != nil {
		return nil, false, next, err
	}
	cursor, err := p.keys.Seal(p.visit.actor.Tenant, p.purpose, raw)
	if err != nil {
		return nil, false, next, err
	}
	p.link(cursor)
	return rows, true, nullable.NewNullableWithValue(cursor), nil
}

// link has the answer name the next page as RFC 8288 has it, beside next_cursor.
func (p *pager) link(cursor string) {
	q := p.visit.url.Query()
	q.Set("cursor", cursor)
	next := url.URL{Path: p.visit.url.Path, RawQuery: q.Encode()}
	p.visit.head.Set("Link", "<"+next.String()+`>; rel="next"`)
}

// orNull is a pointer as the contract's nullable field.
func orNull[T any](v *T) nullable.Nullable[T] {
	if v == nil {
		return nullable.NewNullNullable[T]()
	}
	return nullable.NewNullableWithValue(*v)
}

// patch puts a merge patch's field into place: absent leaves it, null empties it.
func patch[T any](field nullable.Nullable[T], into **T) {
	if field.IsNull() {
		*into = nil
	} else if v, err := field.Get(); err == nil {
		*into = &v
	}
}

// either is the first that is there: the body of a PATCH may come under two media types.
func either[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

// or is a value or, without one, a default.
func or[T any](v *T, otherwise T) T {
	if v == nil {
		return otherwise
	}
	return *v
}
