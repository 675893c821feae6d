package scenario_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

// opened puts a conversation of bluebird's straight into the database. columns are its own, beside
// an address of nobody's on a channel.
func (r *rig) opened(channel, columns string, values ...any) uuid.UUID {
	r.t.Helper()
	id := uuid.Must(uuid.NewV7())
	places := ""
	for i := range values {
		places += fmt.Sprintf(", $%d", i+4)
	}
	if columns != "" {
		columns = ", " + columns
	}
	r.db.Exec(r.t, "INSERT INTO conversations (tenant_id, id, channel, address_key, last_entry_at"+columns+") VALUES ($1, $2::uuid, $3, $2::uuid::text, '2026-01-01'"+places+")",
		append([]any{devstack.ID("bluebird"), id, channel}, values...)...)
	return id
}

func TestInboxShowsWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mia, omar := r.lead("bluebird-operator", `{"external_id":"mia"}`).ID, devstack.ID("bluebird-operator")
	names := map[uuid.UUID]string{
		r.opened("sms", "lead_id", mia):                               "mia",
		r.opened("whatsapp", "lead_id, unread", mia, 2):               "chat",
		r.opened("sms", "unread", 1):                                  "bin",
		r.opened("sms", "assignee_id, owner", omar, "human"):          "omar",
		r.opened("email", "state", "closed"):                          "closed",
		r.opened("voice", "lead_id, state", mia, "closed"):            "call",
		r.opened("sms", "owner, unread, state", "human", 3, "closed"): "human",
	}

	for query, want := range map[string]string{
		"":                                "bin call chat closed human mia omar",
		"channel=sms":                     "bin human mia omar",
		"state=closed":                    "call closed human",
		"state=open":                      "bin chat mia omar",
		"owner=human":                     "human omar",
		"owner=bot&state=open":            "bin chat mia",
		"unread=true":                     "bin chat human",
		"unread=false":                    "call closed mia omar",
		"assignee_id=" + omar.String():    "omar",
		"assigned=true":                   "omar",
		"assigned=false&owner=human":      "human",
		"lead_id=" + mia.String():         "call chat mia",
		"known=true&unread=true":          "chat",
		"known=false&state=open":          "bin omar",
		"lead_id=" + uuid.NewString():     "",
		"assignee_id=" + uuid.NewString(): "",
	} {
		var all []string
		for target := "/api/v1/conversations?limit=2&" + query; target != ""; {
			p := r.page(target, r.bearer("bluebird-viewer"))
			for _, raw := range p.Data {
				for id, name := range names {
					if strings.Contains(string(raw), id.String()) {
						all = append(all, name)
					}
				}
			}
			target = ""
			if p.HasMore {
				target = "/api/v1/conversations?limit=2&" + query + "&cursor=" + *p.NextCursor
			}
		}
		slices.Sort(all)
		if got := strings.Join(all, " "); got != want {
			t.Errorf("%q shows %q, wanted %q", query, got, want)
		}
	}
	if n := len(must[*client.ListConversationsResponse](t, 200)(r.as("harbor-admin").ListConversationsWithResponse(context.Background(), nil)).JSON200.Data); n != 0 {
		t.Errorf("another tenant sees %d conversations", n)
	}
}

func TestReplyThatCannotBeSaidIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	vapi := r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	mia, gone := r.lead("bluebird-operator", `{"email":"mia@example.com","phone":"+447400123456"}`).ID, r.lead("bluebird-operator", `{"external_id":"gone"}`).ID
	sms, chat, mail := r.opened("sms", "lead_id", mia), r.opened("whatsapp", "lead_id, last_inbound_at", mia, "2100-01-01"), r.opened("email", "lead_id", mia)
	call, bin, late := r.opened("voice", "lead_id", mia), r.opened("sms", ""), r.opened("sms", "lead_id", gone)
	must[*client.DeleteLeadResponse](t, 204)(r.as("bluebird-operator").DeleteLeadWithResponse(context.Background(), gone, nil))
	operator := r.bearer("bluebird-operator")

	for name, c := range map[string]struct {
		to       uuid.UUID
		body     string
		status   int
		code, at string
	}{
		"nothing":                  {sms, `{}`, 422, "validation_failed", ""},
		"no text":                  {sms, `{"connection_id":"` + conn.ID.String() + `"}`, 422, "content_incomplete", "/body"},
		"an empty text":            {sms, `{"body":""}`, 422, "validation_failed", "/body"},
		"a text without end":       {sms, `{"body":"` + strings.Repeat("x", 10_001) + `"}`, 422, "validation_failed", "/body"},
		"a subject on the phone":   {sms, `{"subject":"Hello","body":"Hello"}`, 422, "reply_part_unfit", "/subject"},
		"a template on the phone":  {sms, `{"template_id":1}`, 422, "reply_part_unfit", "/template_id"},
		"an unknown field":         {sms, `{"body":"Hello","to":"+447400123456"}`, 422, "validation_failed", "/to"},
		"an account of nobody's":   {sms, `{"body":"Hello","connection_id":"` + uuid.NewString() + `"}`, 422, "unknown_connection", "/connection_id"},
		"an unfit account":         {sms, `{"body":"Hello","connection_id":"` + vapi.ID.String() + `"}`, 422, "connection_unfit", "/connection_id"},
		"words and a template":     {chat, `{"body":"Hello","template_id":1}`, 422, "reply_part_unfit", "/body"},
		"neither":                  {chat, `{"params":{"NAME":"Mia"}}`, 422, "content_incomplete", "/template_id"},
		"a mail without a subject": {mail, `{"body":"Hello"}`, 422, "content_incomplete", "/subject"},
		"a mail without a text":    {mail, `{"subject":"Hello"}`, 422, "content_incomplete", "/body"},
		"a letter to the phone":    {call, `{"body":"Hello"}`, 409, "conversation_not_writable", ""},
		"to nobody":                {bin, `{"body":"Hello"}`, 409, "conversation_without_lead", ""},
		"to who was deleted":       {late, `{"body":"Hello"}`, 409, "conversation_lead_deleted", ""},
		"to no conversation":       {mia, `{"body":"Hello"}`, 404, "not_found", ""},
	} {
		a := r.ask("POST", "/api/v1/conversations/"+c.to.String()+"/replies", c.body, operator).wants(t, name, c.status, c.code)
		if c.at != "" && a.at(c.at).Code == "" {
			t.Errorf("%s: the complaint is %s", name, a.body)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM targets"); n != 0 {
		t.Errorf("%d replies were kept", n)
	}
	for name, said := range map[string]struct {
		to   uuid.UUID
		body string
	}{"a text": {sms, `{"body":"{{ Hello"}`}, "a chat": {chat, `{"body":"Hello"}`}, "a mail": {mail, `{"subject":"Re: {%","body":"Hello"}`}} {
		r.ask("POST", "/api/v1/conversations/"+said.to.String()+"/replies", said.body, operator).wants(t, name, http.StatusCreated, "")
	}
}

func TestAssignmentThatCannotBeIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	at := "/api/v1/conversations/" + r.opened("sms", "").String()
	operator := r.bearer("bluebird-operator")

	for body, want := range map[string][2]string{
		`{}`:                     {"validation_failed", ""},
		`{"owner":"nobody"}`:     {"validation_failed", "/owner"},
		`{"owner":null}`:         {"validation_failed", "/owner"},
		`{"assignee_id":"omar"}`: {"validation_failed", "/assignee_id"},
		`{"assignee_id":"` + uuid.NewString() + `"}`:                     {"unknown_member", "/assignee_id"},
		`{"assignee_id":"` + devstack.ID("harbor-admin").String() + `"}`: {"unknown_member", "/assignee_id"},
	} {
		a := r.ask("POST", at+"/assign", body, operator).wants(t, body, 422, want[0])
		if want[1] != "" && a.at(want[1]).Code == "" {
			t.Errorf("%s: the complaint is %s", body, a.body)
		}
	}
	for _, verb := range []string{"close", "reopen", "read"} {
		r.ask("POST", "/api/v1/conversations/"+uuid.NewString()+"/"+verb, "", operator).wants(t, verb, 404, "not_found")
		r.ask("POST", at+"/"+verb, "", r.bearer("bluebird-viewer")).wants(t, verb+" by a viewer", 403, "forbidden")
	}
}
