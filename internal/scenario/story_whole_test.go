package scenario_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// The two automations of the whole story, and the number of a lead whose line fails whoever calls.
const (
	onAnswer = `{"name":"Answer","trigger_type":"message_received","trigger_config":{"channel":"sms"},
		"conditions":[{"condition_type":"field_contains","condition_config":{"field":"event.text","value":"yes"}}],
		"actions":[{"action_type":"add_tag","action_config":{"tag":"interested"}},
			{"action_type":"assign_conversation","action_config":{"assignee_id":%q,"owner":"human"}},
			{"action_type":"create_task","action_config":{"title":"Book the visit"}}]}`
	onMissed = `{"name":"Missed call","trigger_type":"voice_failed",
		"actions":[{"action_type":"send_email","action_config":{"subject":"We tried to call","body":"Hi {{ lead.first_name }}, when may we call again?"}}]}`
	deadLine = "+12025999011"
)

// tale is a lead on a list, whom two automations look after.
type tale struct {
	*rig
	lead, list     uuid.UUID
	answer, missed client.Automation
}

func newTale(t *testing.T) *tale {
	t.Helper()
	r := newRig(t)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	r.work()
	s := &tale{rig: r}
	s.answer = r.automation("bluebird-operator", fmt.Sprintf(onAnswer, devstack.ID("bluebird-operator")))
	s.missed = r.automation("bluebird-operator", onMissed)
	s.lead = r.lead("bluebird-operator", `{"first_name":"Mia","phone":"`+deadLine+`","email":"mia@harbor.example","timezone":"UTC"}`).ID
	s.list = r.list("bluebird-operator", `{"name":"Spring","kind":"static"}`).ID
	must[*client.AddLeadListMembersResponse](t, 200)(r.as("bluebird-operator").AddLeadListMembersWithResponse(context.Background(), s.list, nil,
		client.NewLeadListMembers{LeadIds: []uuid.UUID{s.lead}}))
	return s
}

// timeline is all that happened to the lead, oldest first.
func (s *tale) timeline() []client.Event {
	s.t.Helper()
	page := must[*client.GetLeadTimelineResponse](s.t, 200)(s.as("bluebird-viewer").GetLeadTimelineWithResponse(context.Background(), s.lead,
		&client.GetLeadTimelineParams{Limit: new(100)})).JSON200
	slices.Reverse(page.Data)
	return page.Data
}

// happens waits until a line stands in the lead's timeline for the nth time.
func (s *tale) happens(line string, nth int) {
	s.t.Helper()
	s.await(line, 20*time.Second, func() bool {
		times := 0
		for _, told := range s.told() {
			if told == line {
				times++
			}
		}
		return times == nth
	})
}

// told is the timeline as lines: the type, the channel, and the automation and the event that it is
// a consequence of.
func (s *tale) told() (lines []string) {
	types := map[uuid.UUID]string{}
	names := map[uuid.UUID]string{s.answer.ID: s.answer.Name, s.missed.ID: s.missed.Name}
	for _, e := range s.timeline() {
		types[e.ID] = e.Type
		line := e.Type
		if channel, ok := e.Data["channel"].(string); ok {
			line += " " + channel
		}
		if cause, err := e.Cause.Get(); err == nil {
			line += fmt.Sprintf(" < %s < %s", names[cause.AutomationIds[0]], types[cause.EventID])
		}
		lines = append(lines, line)
	}
	return lines
}

// shown are the lead's conversations, the latest first.
func (s *tale) shown() (map[string]client.Conversation, []string) {
	byChannel, channels := map[string]client.Conversation{}, []string{}
	for _, c := range s.inbox(client.ListConversationsParams{LeadID: &s.lead}) {
		byChannel[c.Channel] = c
		channels = append(channels, c.Channel)
	}
	return byChannel, channels
}

// states are a thread's entries, oldest first: which way, by whom, how it stands and what was said.
func (s *tale) states(id uuid.UUID) (lines []string) {
	for _, e := range s.thread(id) {
		words := []string{text(e.Subject), wayOut.ReplaceAllString(text(e.Body), "")}
		if call, err := e.Call.Get(); err == nil {
			words = []string{"call " + text(call.Outcome)}
		}
		state := strings.Join([]string{e.Direction, text(e.Origin), text(e.Status), text(e.Delivery)}, " ")
		lines = append(lines, strings.TrimSpace(state)+": "+strings.TrimPrefix(strings.Join(words, ": "), ": "))
	}
	return lines
}

// wayOut is what stands below a marketing email, as text and in a page.
var wayOut = regexp.MustCompile(`(?s)(\n\n|<p>)-- (\n|<br>)Unsubscribe: .*/u/.*`)

func TestWholeStoryStandsInOnePlaceWithItsCauses(t *testing.T) {
	t.Parallel()
	s := newTale(t)
	c := s.as("bluebird-operator")

	s.finished(c, s.run(c, client.NewCampaign{
		Name: "Spring", Channel: client.ChannelSms, LeadListID: s.list, MessageContent: client.MessageContent{Body: new("Hi {{ lead.first_name }}, shall we meet?")},
	}), 20*time.Second)
	s.happens("message.delivered sms", 1)
	s.out.Brevo.Reply("bluebird", brevo.SMS, deadLine, "Yes, please")
	s.happens("automation_run.completed < Answer < message.received", 1)
	s.reply(s.arrives(1).ID, client.NewReply{Body: new("Tuesday at ten?")})
	s.happens("message.delivered sms", 2)
	s.finished(c, s.run(c, voice(s.list)), 20*time.Second)
	s.happens("message.delivered email < Missed call < call.failed", 1)
	s.logged()

	told := s.told()
	opened := slices.Index(told, "conversation.opened email") // when the log has come to the send, that may be gone already
	if opened < slices.Index(told, "message.queued email < Missed call < call.failed") {
		t.Fatalf("the email opened its conversation before it was queued: %q", told)
	}
	sameLines(t, slices.Delete(told, opened, opened+1), []string{
		"lead.created",
		"message.queued sms", "message.sent sms", "message.delivered sms",
		"conversation.opened sms", "message.received sms",
		"lead.updated < Answer < message.received", "conversation.assigned sms < Answer < message.received",
		"task.created < Answer < message.received", "automation_run.completed < Answer < message.received",
		"message.queued sms", "message.sent sms", "message.delivered sms",
		"message.queued voice", "call.started voice", "conversation.opened voice", "call.failed voice",
		"message.queued email < Missed call < call.failed", "automation_run.completed < Missed call < call.failed",
		"message.sent email < Missed call < call.failed", "message.delivered email < Missed call < call.failed",
	})
	threads, order := s.shown()
	if !slices.Equal(order, []string{"email", "voice", "sms"}) {
		t.Fatalf("the conversations are %v", order)
	}
	sameLines(t, s.states(threads["sms"].ID), []string{"out list completed delivered: Hi Mia, shall we meet?", "in: Yes, please", "out reply completed delivered: Tuesday at ten?"})
	sameLines(t, s.states(threads["voice"].ID), []string{"out list failed ended: call failed"})
	sameLines(t, s.states(threads["email"].ID), []string{"out automation completed delivered: We tried to call: Hi Mia, when may we call again?"})
	omar := devstack.ID("bluebird-operator")
	if sms := threads["sms"]; sms.AssigneeID.MustGet() != omar || sms.Owner != "human" || sms.Unread != 0 || text(sms.Preview) != "Tuesday at ten?" {
		t.Errorf("the text messages are %+v", sms)
	}
	s.accounts()
}

// accounts hold what the providers have, the lead's tag and the task against the story.
func (s *tale) accounts() {
	s.t.Helper()
	var sent []string
	for _, e := range s.out.Brevo.Ledger() {
		sent = append(sent, strings.Join([]string{string(e.Channel), e.Recipient, wayOut.ReplaceAllString(e.Content, "")}, " "))
	}
	number := strings.TrimPrefix(deadLine, "+")
	sameLines(s.t, sent, []string{
		"sms " + number + " Hi Mia, shall we meet?", "sms " + number + " Tuesday at ten?",
		"email mia@harbor.example <p>Hi Mia, when may we call again?</p>",
	})
	if n := s.out.Brevo.Counts(); n.Total != 3 || n.Duplicates != 0 {
		s.t.Errorf("Brevo counts %+v", n)
	}
	if calls := s.out.Vapi.Ledger(); len(calls) != 1 || calls[0].Number != deadLine {
		s.t.Errorf("the calls are %+v", calls)
	}
	ctx, c := context.Background(), s.as("bluebird-viewer")
	mia := must[*client.GetLeadResponse](s.t, 200)(c.GetLeadWithResponse(ctx, s.lead, nil)).JSON200
	tasks := must[*client.ListTasksResponse](s.t, 200)(c.ListTasksWithResponse(ctx, &client.ListTasksParams{LeadID: &s.lead})).JSON200.Data
	if !slices.Equal(mia.Tags, []client.Tag{"interested"}) || len(tasks) != 1 || tasks[0].Title != "Book the visit" {
		s.t.Errorf("the lead has %v and the tasks %+v", mia.Tags, tasks)
	}
}
