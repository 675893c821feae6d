package automation_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// member is the user id of somebody who works for the tenant.
func (r *rig) member() uuid.UUID {
	r.t.Helper()
	user := uuid.New()
	r.db.Exec(r.t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $2, 'operator')", r.who.Tenant, user)
	return user
}

// threads opens a lead's conversations on sms and on whatsapp.
func (r *rig) threads(of uuid.UUID) {
	r.t.Helper()
	r.db.Exec(r.t, `INSERT INTO conversations (tenant_id, id, channel, lead_id, address_key, last_entry_at)
		SELECT $1, gen_random_uuid(), unnest('{sms,whatsapp}'::text[]), $2, '+12025550143', now()`, r.who.Tenant, of)
}

// writes has a lead write a text message.
func (r *rig) writes(who uuid.UUID) {
	r.t.Helper()
	r.tx(func(ctx context.Context, tx *tenant.Tx) error {
		return tx.Emit(ctx, event.Of(event.MessageReceived, "message", uuid.New(), map[string]any{"channel": "sms"}).About(who))
	})
}

const handOver = `{"action_type":"assign_conversation","action_config":{"assignee_id":"%s"%s}}`

func TestConversationIsAssignedInTheNameOfTheRun(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	omar := r.member()
	a := r.active(`"message_received"`, "", fmt.Sprintf(handOver, omar, `,"owner":"human"`)+","+fmt.Sprintf(handOver, omar, ""))
	ben := r.person(lead.New{Phone: new("+12025550143")}).ID
	r.threads(ben)

	r.writes(ben)
	r.settle()

	r.wants("the run", r.states(a.ID), "completed")
	for what, query := range map[string]string{
		"the conversation": fmt.Sprintf("SELECT count(*) FROM conversations WHERE channel = 'sms' AND assignee_id = '%s' AND owner = 'human'", omar),
		"the other one":    "SELECT count(*) FROM conversations WHERE channel = 'whatsapp' AND assignee_id IS NULL AND owner = 'bot'",
		"its cause": fmt.Sprintf(`SELECT count(*) FROM events e JOIN events cause ON cause.id = e.cause_id AND cause.type = 'message.received'
			WHERE e.type = 'conversation.assigned' AND e.lead_id = '%s' AND e.depth = 1 AND e.chain = '{%s}' AND e.actor = 'automation:%s'`, ben, a.ID, a.ID),
	} {
		if n := r.db.Int(t, query); n != 1 {
			t.Errorf("%s: %d", what, n)
		}
	}
	if step := r.trace(a.ID)[2]; step.Type != "assign_conversation" || step.Result != automation.Done {
		t.Errorf("the trace says %+v", step)
	}
}

func TestAssigneeWhoLeftEndsTheRunWithTheReason(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	omar := r.member()
	a := r.active(`"message_received"`, "", fmt.Sprintf(handOver, omar, ""))
	ben := r.person(lead.New{Phone: new("+12025550143")}).ID
	r.threads(ben)
	r.db.Exec(t, "DELETE FROM memberships WHERE user_id = $1", omar)

	r.writes(ben)
	r.settle()
	err := r.db.Tx(context.Background(), r.who, func(tx *tenant.Tx) error {
		_, err := r.Activate(context.Background(), tx, a.ID)
		return err
	})

	r.wants("the run", r.states(a.ID), "failed unknown_member")
	if err == nil || !strings.Contains(fmt.Sprint(err), "No member of this tenant") {
		t.Errorf("activated again: %v", err)
	}
}

func TestAssignmentIsTriedWithAndWithoutAConversation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(`"message_received"`, "", fmt.Sprintf(handOver, r.member(), ""))
	ben, mia := r.person(lead.New{ExternalID: new("ben")}).ID, r.person(lead.New{ExternalID: new("mia")}).ID
	r.threads(ben)
	try := func(who uuid.UUID) string {
		v, err := r.Test(context.Background(), r.who, a.ID, automation.Trial{Lead: who, Data: map[string]any{"channel": "sms"}})
		r.must(err)
		last := v.Trace[len(v.Trace)-1]
		return v.State + " " + last.Result + " " + last.Detail
	}

	r.wants("who wrote", try(ben), "completed done ")
	r.wants("who never wrote", try(mia), "completed skipped no_conversation")
	if n := r.db.Int(t, "SELECT count(*) FROM conversations WHERE assignee_id IS NOT NULL"); n != 0 {
		t.Errorf("the trial assigned %d conversations", n)
	}
}
