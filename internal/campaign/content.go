package campaign

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/template"
	"github.com/carillonhq/carillon/internal/tenant"
)

const (
	incompleteExamined = 10_000 // leads that a start looks at for what they lack
	incompleteNamed    = 10     // leads that are named where some lack something
)

// words are a campaign's content with what its stored template says now. What has started says its
// words itself.
func words(ctx context.Context, tx *tenant.Tx, c db.Campaign) (json.RawMessage, error) {
	var said content.Content
	if err := json.Unmarshal(c.Content, &said); err != nil {
		return nil, err
	}
	if c.Status != Draft || said.StoredTemplateID == uuid.Nil {
		return c.Content, nil
	}
	said, err := template.Words(ctx, tx, said, c.Channel)
	if err != nil {
		return nil, err
	}
	return json.Marshal(said)
}

// bind writes into a draft what its stored template says, so that nothing said of the template later
// changes what is sent.
func bind(ctx context.Context, tx *tenant.Tx, c db.Campaign) (json.RawMessage, error) {
	said, err := words(ctx, tx, c)
	if err != nil || bytes.Equal(said, c.Content) {
		return said, err
	}
	return said, tx.BindCampaign(ctx, said, c.ID)
}

// refuseContent fails as connection.CheckTemplate does, and where leads must not lack what the message
// names and do.
func (r *Room) refuseContent(ctx context.Context, tx *tenant.Tx, c db.Campaign, conn db.Connection) error {
	var said content.Content
	if err := json.Unmarshal(c.Content, &said); err != nil {
		return err
	}
	if err := connection.CheckTemplate(ctx, tx, conn, said.TemplateID); err != nil || said.MissingVariables != content.Block {
		return err
	}
	return r.refuseIncomplete(ctx, tx, c)
}

// refuseIncomplete fails with content.ErrMissing where leads of the list lack what the message names.
// meta counts the leads by what they lack, and names some.
func (r *Room) refuseIncomplete(ctx context.Context, tx *tenant.Tx, c db.Campaign) error {
	plan, err := dispatch.NewPlan(c, r.Legal)
	if err != nil {
		return err
	}
	q, err := queryOf(ctx, tx, c)
	if err != nil {
		return err
	}
	leads, err := q.ByID(ctx, tx, uuid.Nil, incompleteExamined)
	if err != nil {
		return err
	}
	variables, lacking := map[string]int{}, []uuid.UUID{}
	for _, l := range leads {
		missing := plan.Missing(dispatch.PersonOf(l))
		for _, name := range missing {
			variables[name]++
		}
		if len(missing) > 0 && len(lacking) < incompleteNamed {
			lacking = append(lacking, l.ID)
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	return content.ErrMissing.At("/message_content").With("variables", variables).With("lead_ids", lacking).With("examined", len(leads))
}
