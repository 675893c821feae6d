package tenant

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
)

// Emit writes a fact in the transaction that makes it true.
func (t *Tx) Emit(ctx context.Context, f event.Fact) error {
	data, err := json.Marshal(f.Data)
	if err != nil {
		return err
	}
	return t.InsertEvent(ctx, db.InsertEventParams{
		ID: uuid.Must(uuid.NewV7()), Type: string(f.Type), Actor: t.Actor.Name,
		ObjectType: f.ObjectType, ObjectID: f.Object, Data: data,
	})
}
