// Package campaign is the room of one channel, one content, one list: drafting, starting, pausing
// and finishing it, and freezing whom it addresses. What is sent, and when, dispatch decides.
//
// The states of a campaign:
//
//	draft -> scheduled preparing cancelled
//	scheduled -> preparing paused cancelled
//	preparing -> running paused cancelled failed
//	running -> paused completed cancelled
//	paused -> preparing running scheduled cancelled
package campaign

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/template"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/window"
)

var (
	// ErrNotEditable: only a draft changes.
	ErrNotEditable = fault.New(fault.Conflict, "campaign_not_editable", "Only a draft can change.")
	// ErrSchedule: the window cannot be obeyed; the violation names the field.
	ErrSchedule = fault.New(fault.Invalid, "schedule_invalid", "The schedule cannot be obeyed.")
	// ErrStartFar: nobody plans so far ahead; it is a slip of the pen.
	ErrStartFar = fault.New(fault.Invalid, "start_too_far", "A campaign starts within ten years. Check the year.").At("/start_datetime")
	// ErrNeverOpen: the schedule and the hours in which anybody may be contacted never meet.
	ErrNeverOpen = fault.New(fault.Invalid, "schedule_never_open", "This schedule never opens within the hours in which people may be contacted.").At("/schedule")
	// ErrList: the named list is none of the tenant's.
	ErrList = fault.New(fault.Invalid, "unknown_list", "There is no such lead list.").At("/lead_list_id")
)

// Room moves campaigns. Clock is business time; Legal the hours nobody may widen.
type Room struct {
	Clock clock.Clock
	Legal window.Rules
}

// Create drafts a campaign. row holds what the draft says; its id and state are settled here.
func (r *Room) Create(ctx context.Context, tx *tenant.Tx, row db.Campaign) (db.Campaign, error) {
	if err := r.check(ctx, tx, row); err != nil {
		return row, err
	}
	row, err := tx.InsertCampaign(ctx, db.InsertCampaignParams{
		ID: uuid.Must(uuid.NewV7()), Name: row.Name, Channel: row.Channel, ListID: row.ListID, ConnectionID: row.ConnectionID,
		StartAt: row.StartAt, Timezone: row.Timezone, Content: row.Content, Retry: row.Retry, Schedule: row.Schedule,
		Purpose: row.Purpose, CompleteOn: row.CompleteOn, UnknownPolicy: row.UnknownPolicy, ExpiresAfterHours: row.ExpiresAfterHours,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.CampaignCreated, "campaign", row.ID, map[string]any{"channel": row.Channel}))
}

// Change applies what edit does to a draft.
func (r *Room) Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Campaign)) (db.Campaign, error) {
	row, err := tx.LockCampaign(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	if row.Status != Draft {
		return row, wrong(ErrNotEditable, row, []string{Draft})
	}
	edit(&row)
	if err := r.check(ctx, tx, row); err != nil {
		return row, err
	}
	row, err = tx.UpdateCampaign(ctx, db.UpdateCampaignParams{
		ID: id, Name: row.Name, ListID: row.ListID, ConnectionID: row.ConnectionID, StartAt: row.StartAt, Timezone: row.Timezone,
		Content: row.Content, Retry: row.Retry, Schedule: row.Schedule, Purpose: row.Purpose, CompleteOn: row.CompleteOn,
		UnknownPolicy: row.UnknownPolicy, ExpiresAfterHours: row.ExpiresAfterHours,
	})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.CampaignUpdated, "campaign", id, nil))
}

// check refuses a draft that could never be sent as it says.
func (r *Room) check(ctx context.Context, tx *tenant.Tx, row db.Campaign) error {
	var said content.Content
	if err := json.Unmarshal(row.Content, &said); err != nil {
		return err
	}
	if err := said.Check(row.Channel); err != nil {
		return err
	}
	said, err := template.Words(ctx, tx, said, row.Channel)
	if err != nil {
		return err
	}
	if row.StartAt != nil && row.StartAt.After(r.Clock.Now().AddDate(10, 0, 0)) {
		return ErrStartFar
	}
	if err := r.checkSchedule(ctx, tx, row); err != nil {
		return err
	}
	if _, err := tx.GetLeadList(ctx, *row.ListID); err != nil {
		if tenant.IsNone(err) {
			return ErrList
		}
		return err
	}
	conn, err := connection.Choose(ctx, tx, row.Channel, row.ConnectionID)
	if errors.Is(err, connection.ErrNone) || errors.Is(err, connection.ErrSeveral) { // there is time until the start
		return nil
	}
	if err != nil {
		return err
	}
	return connection.CheckTemplate(ctx, tx, conn, said.TemplateID)
}

// checkSchedule refuses hours that cannot be, or that never meet the legal ones.
func (r *Room) checkSchedule(ctx context.Context, tx *tenant.Tx, row db.Campaign) error {
	plan, err := dispatch.PlanFor(ctx, tx, row, r.Legal)
	var field *window.FieldError
	if errors.As(err, &field) {
		return ErrSchedule.Listing(fault.Violation{
			In: fault.Body, Pointer: "/schedule/" + field.Field, Code: "schedule_invalid", Message: field.Problem,
		})
	}
	if err != nil {
		return err
	}
	zone, err := window.Zone(row.Timezone)
	if err != nil {
		return err
	}
	from := r.Clock.Now()
	if row.StartAt != nil && row.StartAt.After(from) {
		from = *row.StartAt
	}
	w := window.Policy{Zones: dispatch.Zones([]string{zone.String()}), Windows: slices.Concat(plan.Policy.Windows, plan.Policy.Quiet)}
	if _, ok := w.Next(from); !ok {
		return ErrNeverOpen
	}
	return nil
}
