package automation

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/task"
	"github.com/carillonhq/carillon/internal/tenant"
)

// How an action went, beside Failed.
const (
	Done   = "done"
	Queued = "queued"  // a send is in the ledger
	Passed = "skipped" // a send may not be made; the run goes on
)

// did is what came of an action: how it went, and a code that says why.
type did struct{ result, detail string }

// do does a run's next action and returns its line of the trace.
func (r *Room) do(ctx context.Context, tx *tenant.Tx, w *work) (Step, error) {
	a := w.action()
	act := deeds[a.Type]
	if a.Channel() != "" {
		act = (*Room).send
	}
	d, err := act(r, ctx, tx, w)
	return w.line(d), err
}

// line is an action's line of the trace.
func (w *work) line(d did) Step {
	a := w.action()
	return Step{
		Kind: StepAction, Type: a.Type, Path: "/actions/" + strconv.Itoa(int(w.row.Step)), At: w.facts.Now,
		DelaySeconds: a.DelaySeconds, Attempts: int(w.row.Tries) + 1, Result: d.result, Detail: d.detail,
	}
}

// deeds are the actions that send nothing.
var deeds = map[string]func(*Room, context.Context, *tenant.Tx, *work) (did, error){
	updateLead:     (*Room).update,
	addTag:         (*Room).tag,
	removeTag:      (*Room).untag,
	addToList:      (*Room).enlist,
	removeFromList: (*Room).unlist,
	startCampaign:  (*Room).launch,
	createTask:     (*Room).assign,
	assignThread:   (*Room).hand,
	triggerWebhook: (*Room).imagine,
}

// answerFor is how long after a person's message what is sent on the same channel answers it.
const answerFor = 24 * time.Hour

// send puts a message in line: the dispatcher decides whether and when it goes, now and again when
// it is claimed.
func (r *Room) send(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	s := dispatch.Single{
		Sending: w.sends[w.row.Step], Lead: *w.person, Occasion: part(w.row.ID, int(w.row.Step)), Run: w.row.ID,
	}
	if e := w.facts.Event; e.Type == event.MessageReceived && e.Data["channel"] == w.action().Channel() {
		s.AnswerUntil = e.At.Add(answerFor)
	}
	t, err := r.Dispatch.Enqueue(ctx, tx, s)
	switch {
	case err != nil:
		return did{}, err
	case t.Reason != nil:
		return did{Passed, *t.Reason}, nil
	case t.Hold != nil:
		return did{Queued, *t.Hold}, nil
	}
	return did{Queued, ""}, nil
}

func (r *Room) tag(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	_, err := lead.AddTags(ctx, tx, w.person.ID, []string{w.action().Config.Tag})
	return did{Done, ""}, err
}

func (r *Room) untag(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	return did{Done, ""}, lead.RemoveTag(ctx, tx, w.person.ID, w.action().Config.Tag)
}

func (r *Room) enlist(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	_, _, err := list.AddMembers(ctx, tx, w.action().Config.LeadListID, []uuid.UUID{w.person.ID})
	return did{Done, ""}, unknown(err, ErrList)
}

func (r *Room) unlist(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	err := list.RemoveMember(ctx, tx, w.action().Config.LeadListID, w.person.ID)
	return did{Done, ""}, unknown(err, ErrList)
}

func (r *Room) launch(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	_, err := r.Campaigns.Start(ctx, tx, w.action().Config.CampaignID)
	return did{Done, ""}, unknown(err, ErrCampaign)
}

// assign makes a task.
func (r *Room) assign(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	c := w.action().Config
	n := task.New{Title: c.Title, Lead: w.row.LeadID, Run: &w.row.ID}
	if c.Description != "" {
		n.Description = &c.Description
	}
	if c.AssigneeID != uuid.Nil {
		n.Assignee = &c.AssigneeID
	}
	if c.DueInSeconds > 0 {
		n.DueAt = new(w.facts.Now.Add(time.Duration(c.DueInSeconds) * time.Second))
	}
	if w.person == nil {
		n.Lead = nil
	}
	_, err := task.Create(ctx, tx, n)
	return did{Done, ""}, err
}

// hand gives the conversation in which the event happened to a member. In a trial there may be none.
func (r *Room) hand(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	channel, _ := w.facts.Event.Data["channel"].(string)
	thread, err := tx.LockConversationOf(ctx, w.row.LeadID, channel)
	if tenant.IsNone(err) {
		return did{Passed, "no_conversation"}, nil
	}
	if err != nil {
		return did{}, err
	}
	to := w.action().Config
	_, err = conversation.Change(ctx, tx, thread.ID, func(c *db.Conversation) {
		c.AssigneeID = &to.AssigneeID
		if to.Owner != "" {
			c.Owner = to.Owner
		}
	})
	return did{Done, ""}, err
}

// imagine is what a trial does in place of a call: a run that is none of a trial promises one.
func (r *Room) imagine(context.Context, *tenant.Tx, *work) (did, error) {
	return did{Passed, "not_called"}, nil
}

// unknown says of what is not there any more that it is not.
func unknown(err, as error) error {
	if tenant.IsNone(err) {
		return as
	}
	return err
}

// update changes the fields of the lead that the action names.
func (r *Room) update(ctx context.Context, tx *tenant.Tx, w *work) (did, error) {
	own, custom := map[string]any{}, map[string]any{}
	for name, value := range w.action().Config.Fields {
		if key, ok := strings.CutPrefix(name, customPrefix); ok {
			custom[key] = value
		} else {
			own[name] = value
		}
	}
	_, err := lead.Change(ctx, tx, w.person.ID, func(l *db.Lead) {
		for name, value := range own {
			set(l, name, value)
		}
	}, custom)
	return did{Done, ""}, err
}

// set puts a value into one of the fields that automations may change; null empties it.
func set(l *db.Lead, name string, value any) {
	var into *string
	if v, ok := value.(string); ok {
		into = &v
	}
	switch {
	case name == "first_name":
		l.FirstName = into
	case name == "last_name":
		l.LastName = into
	case name == "company":
		l.Company = into
	case name == "timezone":
		l.Timezone = into
	case name == "status" && into != nil:
		l.Status = *into
	}
}
