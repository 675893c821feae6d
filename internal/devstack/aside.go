package devstack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// Welcome is the name of the automation that greets new leads with the tag vip.
const Welcome = "VIP Welcome"

const welcome = `{
	"name": "` + Welcome + `",
	"trigger_type": "lead_created",
	"conditions": [{"condition_type": "tag_has", "condition_config": {"tag": "vip"}}],
	"actions": [{"action_type": "send_email", "action_config": {"subject": "Welcome VIP!", "body": "Thank you for joining..."}, "delay_seconds": 0}]
}`

// automate drafts and activates the automation once the log has come to the making of a list: who
// was made before it is not welcomed.
func automate(ctx context.Context, c *client.ClientWithResponses, list uuid.UUID) error {
	err := until(ctx, func() (bool, error) {
		page, err := c.ListEventsWithResponse(ctx, &client.ListEventsParams{Type: []string{"lead_list.created"}})
		if err := answered(page, err, http.StatusOK); err != nil {
			return false, err
		}
		last := len(page.JSON200.Data) - 1
		return last >= 0 && page.JSON200.Data[last].ObjectID == list, nil
	})
	if err != nil {
		return err
	}
	made, err := c.CreateAutomationWithBodyWithResponse(ctx, nil, "application/json", strings.NewReader(welcome))
	if err := answered(made, err, http.StatusCreated); err != nil {
		return err
	}
	active, err := c.ActivateAutomationWithResponse(ctx, made.JSON201.ID, nil)
	return answered(active, err, http.StatusOK)
}

// asideWithin is how long something may take to happen beside the campaigns.
const asideWithin = 15 * time.Second

// until asks every tenth of a second until the answer is yes; in time, or the error says it was not.
func until(ctx context.Context, happened func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, asideWithin)
	defer cancel()
	for {
		if yes, err := happened(); err != nil || yes {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// guest is a lead whom the automation welcomes.
type guest struct {
	automation, lead uuid.UUID
	address          string
}

// aside is what happened beside the campaigns.
type aside struct {
	runs, emails int // of the automation, for the guest
	answers      int // unread and by text
}

// due is what should happen beside the campaigns.
var due = aside{runs: 1, emails: 1, answers: 1}

// String is what happened, in one line.
func (a aside) String() string {
	return fmt.Sprintf("automation %s: %d run completed, %d email at the provider; %d answer by text in the inbox", Welcome, a.runs, a.emails, a.answers)
}

// invite makes a lead whom the automation welcomes.
func (d *Demo) invite(ctx context.Context) error {
	all, err := d.c.ListAutomationsWithResponse(ctx, nil)
	if err := answered(all, err, http.StatusOK); err != nil {
		return err
	}
	for _, a := range all.JSON200.Data {
		if a.Name == Welcome {
			d.vip.automation = a.ID
		}
	}
	if d.vip.automation == uuid.Nil {
		return fmt.Errorf("the automation %q is gone; remove the data folder to begin anew", Welcome)
	}
	d.vip.address = fmt.Sprintf("vip%d@bluebird.example", d.began.UnixMilli())
	made, err := d.c.CreateLeadWithResponse(ctx, nil, client.NewLead{Email: &d.vip.address, FirstName: new("Vip"), Tags: []client.Tag{"vip"}})
	if err := answered(made, err, http.StatusCreated); err != nil {
		return err
	}
	d.vip.lead = made.JSON201.ID
	return nil
}

// writer is who in the cast answers the text message.
const writer = 1

// lookAside lets somebody answer, and looks until all has happened that should, or its time is over.
func (d *Demo) lookAside(ctx context.Context) error {
	from := *cast(tenantNames[0], writer).Phone
	d.stack.Outside.Brevo.Reply(tenantNames[0], brevo.SMS, from, "Tomorrow is fine, thank you.")
	err := until(ctx, func() (bool, error) {
		err := d.recount(ctx, from)
		return d.aside == due, err
	})
	if errors.Is(err, context.DeadlineExceeded) {
		return nil // the verdict says what is missing
	}
	return err
}

// recount counts what has happened beside the campaigns so far.
func (d *Demo) recount(ctx context.Context, from string) error {
	runs, err := d.c.ListAutomationRunsWithResponse(ctx, &client.ListAutomationRunsParams{
		AutomationID: &d.vip.automation, LeadID: &d.vip.lead, State: []client.AutomationRunState{"completed"},
	})
	if err := answered(runs, err, http.StatusOK); err != nil {
		return err
	}
	inbox, err := d.c.ListConversationsWithResponse(ctx, &client.ListConversationsParams{Channel: new(client.ChannelSms), Unread: new(true)})
	if err := answered(inbox, err, http.StatusOK); err != nil {
		return err
	}
	d.aside = aside{runs: len(runs.JSON200.Data)}
	for _, e := range d.stack.Outside.Brevo.Ledger() {
		if e.Recipient == d.vip.address {
			d.aside.emails++
		}
	}
	for _, c := range inbox.JSON200.Data {
		if c.Address == from && c.LastEntryAt.After(d.began) {
			d.aside.answers++
		}
	}
	return nil
}
