package server

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
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

// position is where a page begins. Cursors hold one, sealed; they grant no access.
type position struct {
	At  time.Time `json:"t,omitzero"`
	ID  uuid.UUID `json:"i,omitzero"`
	Key string    `json:"k,omitempty"`
}

// last is the position from which newest-first lists begin.
var last = position{At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), ID: uuid.Max}

// pager reads and makes the cursors of one list in one request.
type pager struct {
	keys   *secret.Keyring
	bound  []byte // list, tenant and filters, hashed: a cursor goes with the same ones
	limit  int
	start  position
	seeked bool
}

// pager opens a page: limit and cursor as the request gave them, filters as anything that encodes.
func (s *Server) pager(list string, tenant uuid.UUID, limit *int, cursor *string, filters any) (*pager, error) {
	encoded, err := json.Marshal(filters)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(list + "\x00" + tenant.String() + "\x00" + string(encoded)))
	p := &pager{keys: s.Keys, bound: sum[:], limit: defaultLimit, start: last}
	if limit != nil {
		p.limit = *limit
	}
	if cursor != nil {
		err = p.seek(*cursor)
	}
	return p, err
}

func (p *pager) seek(cursor string) error {
	body, mac, ok := strings.Cut(strings.TrimPrefix(cursor, "c1."), ".")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	seal, err2 := base64.RawURLEncoding.DecodeString(mac)
	if !ok || err != nil || err2 != nil || !p.keys.CheckMAC(seal, "cursor", p.bound, raw) {
		return errCursor
	}
	p.seeked = true
	return json.Unmarshal(raw, &p.start)
}

// fetch is how many rows to ask for: one more than the page, to see whether another follows.
func (p *pager) fetch() int32 { return int32(p.limit) + 1 }

// next makes the cursor that continues after a position.
func (p *pager) next(at position) string {
	raw, _ := json.Marshal(at) // a time, an id and a text
	mac := p.keys.MAC("cursor", p.bound, raw)
	return "c1." + base64.RawURLEncoding.EncodeToString(raw) + "." + base64.RawURLEncoding.EncodeToString(mac)
}

// cut makes a page of rows, of which there may be one too many, and the cursor to the next.
func cut[Row any](p *pager, rows []Row, at func(Row) position) ([]Row, bool, nullable.Nullable[string]) {
	if len(rows) <= p.limit {
		return rows, false, nullable.NewNullNullable[string]()
	}
	rows = rows[:p.limit]
	return rows, true, nullable.NewNullableWithValue(p.next(at(rows[p.limit-1])))
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

// either is the body of a PATCH, which may come under two media types.
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
