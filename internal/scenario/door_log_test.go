package scenario_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// book is a log that can be read while it is written.
type book struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *book) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(line)
}

func (b *book) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// Telltale are what no log may hold: a person, what was said, and what opens doors.
const (
	tellName   = "Canarylla"
	tellMail   = "canary.mail"
	tellPhone  = "2025557331"
	tellSecret = "xkeysib-canary-secret-7331"
)

func TestLogHoldsNobodysDataAndNoSecret(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) {
		account := o.brevo.Keys["xkeysib-dev-bluebird"]
		o.brevo.Keys[tellSecret] = account
	})
	var log book
	front := r.door(func(*config.Config) {}, slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	tokens := told(front)
	front.work()

	campaigns := tellStory(t, front)
	for _, id := range campaigns {
		front.await("a request for everybody", 30*time.Second, func() bool {
			got := front.stats(front.as("bluebird-operator"), id)
			return got.AudienceSize == 9 && got.Attempts["accepted"] > 3 && got.ByDelivery["delivered"] > 0
		})
	}
	stumble(front)

	text := log.String()
	for _, private := range append([]string{tellName, tellMail, tellPhone, tellSecret, "canary", "Www-Authenticate"}, tokens...) {
		if i := strings.Index(text, private); i >= 0 {
			t.Errorf("the log holds %q: …%s…", private, text[max(0, i-200):min(len(text), i+100)])
		}
	}
	if n := strings.Count(text, "\n"); n < 50 || !strings.Contains(text, `"refusal"`) || !strings.Contains(text, "webhooks") {
		t.Errorf("only %d lines: %s", n, text)
	}
	mustBeWhole(t, text)
}

// mustBeWhole holds every request's line against what a person on call needs.
func mustBeWhole(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		var l struct {
			Event, RequestID, Method, Path, TenantID, Actor string
			Status                                          int
			MS                                              *int
		}
		line = strings.NewReplacer(`"request_id"`, `"RequestID"`, `"tenant_id"`, `"TenantID"`).Replace(line)
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if l.Event == "" || l.Event == "request" && (l.RequestID == "" || l.Method == "" || l.Status == 0 || l.MS == nil) {
			t.Errorf("a line says too little: %s", line)
		}
	}
}

// told are the tokens that pass through the story.
func told(r *rig) []string {
	var all []string
	for _, user := range []string{"bluebird-admin", "bluebird-operator"} {
		parts := strings.Split(r.token(user), ".")
		all = append(all, parts[0]+"."+parts[1][:40])
	}
	return all
}

// tellStory sends texts and emails, some of which bounce, are refused, answered and lost.
func tellStory(t *testing.T, r *rig) [][16]byte {
	t.Helper()
	ctx, admin, c := context.Background(), r.as("bluebird-admin"), r.as("bluebird-operator")
	made := r.connection("bluebird-admin", encode(map[string]any{"name": "Main", "provider": "brevo", "secret": tellSecret,
		"settings": map[string]string{"sms_sender": "Bluebird", "email_from": "hello@bluebird.example"}}))
	token := must[*client.GetCallbackTokenResponse](t, 200)(admin.GetCallbackTokenWithResponse(ctx, made.ID, nil)).JSON200.Token
	if err := r.out.Subscribe(ctx, "bluebird", "email", made.CallbackUrls["email"], token); err != nil {
		t.Fatal(err)
	}
	list := r.list("bluebird-operator", `{"name":"Everybody","kind":"dynamic","filter":{"type":"field","field":"last_name","op":"equals","value":"`+tellName+`"}}`).ID
	for i, fate := range []string{"999001", "999002", "999005", "999006", "999008", "999009", "555733", "555734"} {
		local := []string{"hardbounce", "refused", "complaint", "unsubscribed", "error", "silent", "a", "b"}[i]
		r.lead("bluebird-operator", fmt.Sprintf(`{"first_name":%q,"last_name":%q,"email":"%s+%s@people.example","phone":"+1202%d%s","custom_fields":{"note":"canary"}}`, tellName, tellName, local, tellMail, 5, fate))
	}
	r.lead("bluebird-operator", fmt.Sprintf(`{"last_name":%q,"email":"x.%s@people.example","phone":"+1%s"}`, tellName, tellMail, tellPhone))
	r.out.Brevo.SetFaults(brevo.Faults{ReplyLost: 0.2, TooMany: 0.1, ErrorAfterAccept: 0.1})
	var ids [][16]byte
	for _, channel := range []client.Channel{client.ChannelSms, client.ChannelEmail} {
		ids = append(ids, r.run(c, client.NewCampaign{Name: tellName, Channel: channel, LeadListID: list, MessageContent: client.MessageContent{Subject: new("canary"), Body: new("canary for {{ lead.first_name }}")}}))
	}
	r.await("the lost replies", 20*time.Second, func() bool { return len(r.out.Brevo.Ledger()) > 4 })
	r.out.Brevo.SetFaults(brevo.Faults{})
	must[*client.VerifyConnectionResponse](t, 200)(admin.VerifyConnectionWithResponse(ctx, made.ID, nil))
	return ids
}

// stumble asks for what cannot be.
func stumble(r *rig) {
	operator := r.bearer("bluebird-operator")
	for _, target := range []string{"/api/v1/leads?email=canary.mail@people.example", "/api/v1/leads?canary.mail=1", "/api/v1/leads/canary.mail", "/canary.mail", "/api/v1/leads?cursor=canary.mail", "/api/v1/leads?phone=%2B1" + tellPhone} {
		r.ask("GET", target, "", operator)
	}
	for _, body := range []string{`{"email":"x.canary.mail@people.example"}`, `{"canary.mail":1}`, `canary.mail`, `{"email":"canary.mail"}`, `{"phone":"canary.mail"}`, `{"email":"canary.mail@x.example","email":"canary.mail@x.example"}`, `{"timezone":"canary.mail","external_id":"1"}`} {
		r.ask("POST", "/api/v1/leads", body, operator)
	}
	r.ask("POST", "/api/v1/connections", `{"name":"x","provider":"brevo","secret":"`+tellSecret+`","settings":{"host":"canary.mail"}}`, r.bearer("bluebird-admin"))
	for _, header := range []http.Header{{"Authorization": {"Bearer canary.mail.x"}}, {"Authorization": {"Basic canary"}}, r.choosing("bluebird-operator", "canary")} {
		r.ask("GET", "/api/v1/leads", "", header)
	}
	r.ask("POST", "/api/v1/webhooks/brevo/email/0190f5a0-0000-7000-8000-00000000dead", `{"email":"canary.mail@people.example"}`, http.Header{})
}
