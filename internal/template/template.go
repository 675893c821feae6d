// Package template is the room of what is said again and again: a draft that people edit, and
// versions that never change once they are published. Campaigns take a version and keep it.
package template

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrUnknown: the named template is none of the tenant's.
	ErrUnknown = fault.New(fault.Invalid, "unknown_template", "There is no such template.").At("/message_content/stored_template_id")
	// ErrVersion: the named version was never published.
	ErrVersion = fault.New(fault.Invalid, "unknown_template_version", "There is no such version. List the versions to find one.")
	// ErrUnpublished: a draft alone is no message.
	ErrUnpublished = fault.New(fault.Invalid, "template_unpublished", "Nothing of this template is published. Publish it first.").At("/message_content/stored_template_id")
	// ErrChannel: the template is made for another channel.
	ErrChannel = fault.New(fault.Invalid, "template_channel", "This template is made for another channel. Name one of this channel.").At("/message_content/stored_template_id")
)

// Create drafts a template. It fails as content.Content.Check does.
func Create(ctx context.Context, tx *tenant.Tx, name, channel string, said json.RawMessage) (db.Template, error) {
	row := db.Template{ID: uuid.Must(uuid.NewV7()), Name: name, Channel: channel, Content: said}
	if err := check(row); err != nil {
		return row, err
	}
	row, err := tx.InsertTemplate(ctx, db.InsertTemplateParams{ID: row.ID, Name: name, Channel: channel, Content: said})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.TemplateCreated, "template", row.ID, named(row)))
}

// Change applies what edit does to a template's name and draft; what is published stays.
func Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Template)) (db.Template, error) {
	row, err := tx.LockTemplate(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	before := state(row)
	edit(&row)
	if err := check(row); err != nil {
		return row, err
	}
	row, err = tx.UpdateTemplate(ctx, db.UpdateTemplateParams{ID: id, Name: row.Name, Content: row.Content})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Changed(event.TemplateUpdated, "template", id, before, state(row))...)
}

// Publish makes the draft what campaigns take from now on. A draft that was published last already
// changes nothing.
func Publish(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Template, error) {
	row, err := tx.LockTemplate(ctx, id)
	if err != nil {
		return row, err
	}
	number := int32(1)
	if row.PublishedVersion != nil {
		last, err := tx.GetTemplateVersion(ctx, id, *row.PublishedVersion)
		if err != nil || bytes.Equal(last.Content, row.Content) {
			return row, err
		}
		number = last.Number + 1
	}
	_, err = tx.InsertTemplateVersion(ctx, db.InsertTemplateVersionParams{
		ID: uuid.Must(uuid.NewV7()), TemplateID: id, Number: number, Content: row.Content, CreatedBy: tx.Actor.Name,
	})
	if err != nil {
		return row, err
	}
	if row, err = tx.PublishTemplate(ctx, &number, id); err != nil {
		return row, err
	}
	data := named(row)
	data["number"] = number
	return row, tx.Emit(ctx, event.Of(event.TemplatePublished, "template", id, data))
}

// Delete hides a template. Campaigns that have started keep what they say.
func Delete(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	row, err := tx.LockTemplate(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.DeleteTemplate(ctx, id); err != nil {
		return err
	}
	return tx.Emit(ctx, event.Of(event.TemplateDeleted, "template", id, named(row)))
}

// Words are what a content says on a channel: its own words, or those of the stored template that it
// names, in the version that it names or that is published now, with the number of that version on
// it. A policy for missing variables of its own stays.
func Words(ctx context.Context, tx *tenant.Tx, c content.Content, channel string) (content.Content, error) {
	if c.StoredTemplateID == uuid.Nil {
		return c, nil
	}
	t, err := tx.GetTemplate(ctx, c.StoredTemplateID)
	switch {
	case tenant.IsNone(err):
		return c, ErrUnknown
	case err != nil:
		return c, err
	case t.Channel != channel:
		return c, ErrChannel
	case t.PublishedVersion == nil:
		return c, ErrUnpublished
	}
	number := c.StoredTemplateVersion
	if number == 0 {
		number = *t.PublishedVersion
	}
	said, err := published(ctx, tx, t.ID, number, "/message_content/stored_template_version")
	if err != nil {
		return c, err
	}
	said.StoredTemplateID, said.StoredTemplateVersion = t.ID, number
	if c.MissingVariables != "" {
		said.MissingVariables = c.MissingVariables
	}
	return said, nil
}

// published is what a version says; at is where it was named.
func published(ctx context.Context, tx *tenant.Tx, id uuid.UUID, number int32, at string) (c content.Content, err error) {
	v, err := tx.GetTemplateVersion(ctx, id, number)
	if tenant.IsNone(err) {
		return c, ErrVersion.At(at)
	}
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(v.Content, &c)
}

// check refuses a draft that its channel cannot send.
func check(t db.Template) error {
	var said content.Content
	if err := json.Unmarshal(t.Content, &said); err != nil {
		return err
	}
	return said.Check(t.Channel)
}

// named is what facts say a template is.
func named(t db.Template) map[string]any { return map[string]any{"name": t.Name, "channel": t.Channel} }

// state is what can change of a template.
func state(t db.Template) map[string]any {
	return map[string]any{"name": t.Name, "message_content": t.Content}
}
