package tenant

import "github.com/carillonhq/carillon/internal/fault"

// ErrVersionConflict: If-Match named a version that is no longer the present one; somebody else was faster.
var ErrVersionConflict = fault.New(fault.Precondition, "version_conflict",
	"It has changed since you read it. Read it again, and decide anew what to change.")

// Match fails with ErrVersionConflict where the actor's change is meant for another version than the
// present one, which is that of a row this transaction has locked.
func (tx *Tx) Match(present int32) error {
	if meant := tx.Actor.Match; meant != 0 && meant != present {
		return ErrVersionConflict.With("version", present)
	}
	return nil
}
