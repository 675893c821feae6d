package connection

import (
	"context"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// approved is the state of a template that WhatsApp lets through.
const approved = "approved"

var (
	// ErrTemplate: the account that sends had no such WhatsApp template when it was verified last.
	ErrTemplate = fault.New(fault.Invalid, "unknown_whatsapp_template",
		"The account that sends has no WhatsApp template of this id. Was it made since? Verify the connection to have its templates read anew.").At("/message_content/template_id")
	// ErrUnapproved: WhatsApp has not let the template through; meta says its "state".
	ErrUnapproved = fault.New(fault.Invalid, "whatsapp_template_unapproved",
		"This WhatsApp template is not approved. Once it is, verify the connection to have its templates read anew.").At("/message_content/template_id")
)

// Templates asks a connection's provider for the templates that it keeps; nil where it keeps none.
func (b *Book) Templates(ctx context.Context, c db.Connection) ([]channel.Template, error) {
	if !Serves(c, string(channel.WhatsApp)) {
		return nil, nil
	}
	sender, err := b.Sender(c, channel.WhatsApp)
	if err != nil {
		return nil, err
	}
	keeper, keeps := sender.(channel.Templated)
	if !keeps {
		return nil, nil
	}
	return keeper.Templates(ctx)
}

// KeepTemplates remembers what an account has, in place of what it had.
func KeepTemplates(ctx context.Context, tx *tenant.Tx, id uuid.UUID, has []channel.Template) error {
	if _, err := tx.DeleteWhatsAppTemplates(ctx, id); err != nil || len(has) == 0 {
		return err
	}
	rows := db.InsertWhatsAppTemplatesParams{ConnectionID: id}
	for _, t := range has {
		rows.TemplateIds = append(rows.TemplateIds, t.ID)
		rows.Names = append(rows.Names, t.Name)
		rows.Languages = append(rows.Languages, t.Language)
		rows.States = append(rows.States, t.State)
	}
	return tx.InsertWhatsAppTemplates(ctx, rows)
}

// CheckTemplate refuses a WhatsApp template that the account that sends does not have, or that is not
// approved, as far as the list of its templates is known. 0 is none.
func CheckTemplate(ctx context.Context, tx *tenant.Tx, c db.Connection, template int64) error {
	if template == 0 {
		return nil
	}
	has, err := tx.ListWhatsAppTemplates(ctx, c.ID)
	if err != nil || len(has) == 0 {
		return err
	}
	for _, t := range has {
		switch {
		case t.TemplateID != template:
		case t.State != approved:
			return ErrUnapproved.With("state", t.State)
		default:
			return nil
		}
	}
	return ErrTemplate
}
