// Package automation is the room of what happens by itself: a trigger, conditions, actions, and
// the runs that carry them out. Whether a run begins is a pure decision that leaves its trace. A run
// is made in the transaction that numbers its event, and each of its steps is one transaction.
//
// The states of an automation:
//
//	draft -> active archived
//	active -> active paused archived
//	paused -> active archived
//
// The states of a run:
//
//	pending -> running waiting completed exited failed cancelled
//	running -> running waiting completed exited failed cancelled
//	waiting -> running waiting completed exited failed cancelled
package automation

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/outbound"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrArchived: an archived automation stays as it is.
	ErrArchived = fault.New(fault.Conflict, "automation_archived", "This automation is archived. Create a new one.")
	// ErrNotPausable: only what is active can be paused.
	ErrNotPausable = fault.New(fault.Conflict, "automation_not_pausable", "Only an active automation can be paused.")
	// ErrList: the named list is none of the tenant's.
	ErrList = fault.New(fault.Invalid, "unknown_list", "There is no such lead list.").At("/lead_list_id")
	// ErrCampaign: the named campaign is none of the tenant's.
	ErrCampaign = fault.New(fault.Invalid, "unknown_campaign", "There is no such campaign.").At("/campaign_id")
	// ErrConnection: the named connection is none of the tenant's.
	ErrConnection = fault.New(fault.Invalid, "unknown_connection", "There is no such connection.").At("/connection_id")
	// ErrMember: the named person is no member of the tenant.
	ErrMember = fault.New(fault.Invalid, "unknown_member", "No member of this tenant has this user_id. List the memberships to find one.").At("/assignee_id")
)

// Room hears events and runs automations. It is safe for concurrent use; any number of processes
// may run one. Clock is business time.
type Room struct {
	DB        *tenant.DB
	Dispatch  *dispatch.Dispatcher
	Campaigns *campaign.Room
	Outbound  *outbound.Client // for trigger_webhook
	Clock     clock.Clock
}

// Create drafts an automation. It fails as Parse does, and when the definition names a list or a
// campaign that is not there.
func (r *Room) Create(ctx context.Context, tx *tenant.Tx, name string, definition json.RawMessage) (db.Automation, error) {
	canonical, err := r.checked(ctx, tx, definition)
	if err != nil {
		return db.Automation{}, err
	}
	row, err := tx.InsertAutomation(ctx, db.InsertAutomationParams{ID: uuid.Must(uuid.NewV7()), Name: name, Definition: canonical})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.AutomationCreated, "automation", row.ID, map[string]any{"name": name}))
}

// Change applies what edit does to an automation's name and draft; what runs stays until it is
// activated again. It fails as Create does, and with ErrArchived.
func (r *Room) Change(ctx context.Context, tx *tenant.Tx, id uuid.UUID, edit func(*db.Automation)) (db.Automation, error) {
	row, err := tx.LockAutomation(ctx, id)
	if err == nil {
		err = tx.Match(row.Version)
	}
	if err != nil {
		return row, err
	}
	if row.Status == Archived {
		return row, ErrArchived
	}
	edit(&row)
	canonical, err := r.checked(ctx, tx, row.Definition)
	if err != nil {
		return row, err
	}
	row, err = tx.UpdateAutomation(ctx, db.UpdateAutomationParams{ID: id, Name: row.Name, Definition: canonical})
	if err != nil {
		return row, err
	}
	return row, tx.Emit(ctx, event.Of(event.AutomationUpdated, "automation", id, nil))
}

// checked is a definition as it is stored, when it can be carried out.
func (r *Room) checked(ctx context.Context, tx *tenant.Tx, raw json.RawMessage) (json.RawMessage, error) {
	d, err := Parse(raw)
	if err != nil {
		return nil, err
	}
	if err := r.refuseUnknown(ctx, tx, d); err != nil {
		return nil, err
	}
	return json.Marshal(d)
}

// refuseUnknown fails where a definition names what is none of the tenant's, or a server that is not
// called.
func (r *Room) refuseUnknown(ctx context.Context, tx *tenant.Tx, d Definition) error {
	t := d.TriggerConfig
	if err := refuse(ctx, tx, ActionConfig{LeadListID: t.LeadListID, CampaignID: t.CampaignID}, "/trigger_config"); err != nil {
		return err
	}
	for i, a := range d.Actions {
		at := fmt.Sprintf("/actions/%d/action_config", i)
		if err := refuse(ctx, tx, a.Config, at); err != nil {
			return err
		}
		if a.Config.ConnectionID != uuid.Nil {
			if _, err := connection.Choose(ctx, tx, a.Channel(), &a.Config.ConnectionID); err != nil {
				return moved(unknown(err, ErrConnection), "", at)
			}
		}
		if a.Type == triggerWebhook && r.Outbound.Check(a.Config.URL) != nil {
			return outbound.ErrURL.At(at + "/url")
		}
	}
	return nil
}

// refuse fails where a configuration names a list, a campaign or a member that is not there.
func refuse(ctx context.Context, tx *tenant.Tx, c ActionConfig, at string) error {
	for _, named := range []struct {
		id      uuid.UUID
		find    func() error
		unknown *fault.Fault
	}{
		{c.LeadListID, func() error { _, err := tx.GetLeadList(ctx, c.LeadListID); return err }, ErrList},
		{c.CampaignID, func() error { _, err := tx.GetCampaign(ctx, c.CampaignID); return err }, ErrCampaign},
		{c.AssigneeID, func() error { _, err := tx.FindMember(ctx, c.AssigneeID); return err }, ErrMember},
	} {
		if named.id == uuid.Nil {
			continue
		}
		if err := named.find(); err != nil {
			return moved(unknown(err, named.unknown), "", at)
		}
	}
	return nil
}
