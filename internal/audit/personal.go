package audit

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/tenant"
)

// What stands in the log for a personal value: a hash that only its lead's salt explains, or, where
// the salt was forgotten, nothing.
const (
	hashed    = "hmac-sha256:"
	forgotten = "forgotten"
)

// Forget leaves the personal fields of all entries about a lead without meaning: their salt is gone
// for good, and with it whatever could tie their hashes to a value. The chain stays whole.
func Forget(ctx context.Context, tx *tenant.Tx, lead uuid.UUID) error {
	return tx.ForgetAuditSalt(ctx, lead)
}

// saltsOf are the salts for facts by their leads, made where there are none; nil where one was
// forgotten. Facts about no lead share the salt of the zero id.
func saltsOf(ctx context.Context, tx *tenant.Tx, facts []db.Event) (map[uuid.UUID][]byte, error) {
	var leads []uuid.UUID
	var fresh [][]byte
	salts := map[uuid.UUID][]byte{}
	for _, f := range facts {
		if lead := or(f.LeadID); salts[lead] == nil {
			salt := make([]byte, sha256.Size)
			_, _ = rand.Read(salt) // it does not fail
			leads, fresh, salts[lead] = append(leads, lead), append(fresh, salt), salt
		}
	}
	if len(leads) == 0 {
		return salts, nil
	}
	if err := tx.InsertAuditSalts(ctx, leads, fresh); err != nil {
		return nil, err
	}
	kept, err := tx.ListAuditSalts(ctx, leads)
	for _, k := range kept {
		salts[k.LeadID] = k.Salt
	}
	return salts, err
}

// disguise is a fact's JSON object with its personal values hashed, or forgotten without a salt. Of
// a type that the contract does not know, such as a tenant's own, all are personal. nil stays nil.
func disguise(raw []byte, known *contract.Event, salt []byte) ([]byte, error) {
	if raw == nil {
		return nil, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, err
	}
	for name, value := range fields {
		if (known == nil || known.Personal(name)) && !bytes.Equal(value, []byte("null")) {
			fields[name] = standIn(value, salt)
		}
	}
	return json.Marshal(fields)
}

// standIn is what the log has in place of a personal value: the same one for the same value of the
// same lead, so that it shows when something changed back.
func standIn(value, salt []byte) json.RawMessage {
	if salt == nil {
		return json.RawMessage(`"` + forgotten + `"`)
	}
	h := hmac.New(sha256.New, salt)
	h.Write(value)
	return json.RawMessage(`"` + hashed + hex.EncodeToString(h.Sum(nil)) + `"`)
}
