package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
)

// genesis is the hash before the first entry of a tenant's chain.
func genesis(tenant uuid.UUID) []byte {
	sum := sha256.Sum256([]byte("carillon audit 1 " + tenant.String()))
	return sum[:]
}

// link chains entries to a head: it sets their numbers and hashes, and returns the last of each.
func link(head db.AuditChain, entries []db.AuditEntry) (seq int64, hash []byte) {
	seq, hash = head.Seq, head.Hash
	for i := range entries {
		e := &entries[i]
		seq++
		e.Seq, e.PreviousHash = seq, hash
		hash = hashOf(*e)
		e.Hash = hash
	}
	return seq, hash
}

// hashOf is SHA-256 over the hash before and every field in this order, each with its length before
// it as eight bytes, all ones where there is none. The number is not among them: an entry's place is
// after the entry whose hash it holds.
func hashOf(e db.AuditEntry) []byte {
	h := sha256.New()
	h.Write(e.PreviousHash)
	at := e.At.UTC().Format(time.RFC3339Nano)
	data, previous := text(e.Data), text(e.Previous)
	for _, field := range []*string{
		&at, &e.Kind, &e.Action, &e.Actor, e.Role, said(e.KeyID), e.Request, e.Address, said(e.Status), e.Code,
		e.ObjectType, said(e.ObjectID), said(e.LeadID), said(e.EventID), data, previous,
	} {
		length := uint64(math.MaxUint64)
		if field != nil {
			length = uint64(len(*field))
		}
		h.Write(binary.BigEndian.AppendUint64(nil, length))
		h.Write([]byte(or(field)))
	}
	return h.Sum(nil)
}

// said is a value as text.
func said[T any](v *T) *string {
	if v == nil {
		return nil
	}
	return new(fmt.Sprint(*v))
}

// text is JSON as it stands.
func text(raw []byte) *string {
	if raw == nil {
		return nil
	}
	return new(string(raw))
}
