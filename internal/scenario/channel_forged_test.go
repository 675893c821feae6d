package scenario_test

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// post brings a callback as anybody on the internet could.
func (r *rig) post(url, header, value, body string) int {
	r.t.Helper()
	q, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	if header != "" {
		q.Header.Set(header, value)
	}
	answer, err := checked{r}.RoundTrip(q)
	if err != nil {
		r.t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

func TestForgedCallbacksAreRefusedAndHaveNoEffect(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.as("bluebird-operator")
	brevo, vapi := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo), r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	other := r.connect("harbor-admin", "harbor", client.ProviderBrevo)
	token := func(user string, id uuid.UUID) string {
		return must[*client.GetCallbackTokenResponse](t, 200)(r.as(user).GetCallbackTokenWithResponse(context.Background(), id, nil)).JSON200.Token
	}
	own, foreign, calls := token("bluebird-admin", brevo.ID), token("harbor-admin", other.ID), token("bluebird-admin", vapi.ID)
	r.work()
	r.finished(c, r.run(c, deliveredCampaign(client.ChannelSms, r.invite(phones("120255", "", 1)))), 20*time.Second)
	r.await("the last callback", 5*time.Second, func() bool { return r.db.Int(t, "SELECT count(*) FROM callbacks WHERE status <> 'applied'") == 0 })
	webURL := r.out.Brevo.Ledger()[0].WebURL
	before := r.db.Int(t, "SELECT count(*) FROM callbacks")

	stop := `{"to":"120255000100000","msg_status":"unsubscribe","messageId":1,"date":"2026-01-01 00:00:00"}`
	bounce := `{"event":"hard_bounce","email":"ada+0@example.com","message-id":"<1@x>","ts_event":1780000000}`
	ended := `{"message":{"type":"status-update","status":"ended","endedReason":"customer-busy","call":{"id":"1"}}}`
	basic := func(password string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte("brevo:"+password))
	}
	altered := webURL[:len(webURL)-6] + "AAAAAA"
	unsigned := webURL[:strings.LastIndex(webURL, ".")]
	for name, f := range map[string]struct{ url, header, value, body string }{
		"nothing to show":         {brevo.CallbackUrls["sms"], "", "", stop},
		"an empty token":          {brevo.CallbackUrls["sms"], "Authorization", "Bearer ", stop},
		"a guess":                 {brevo.CallbackUrls["email"], "Authorization", "Bearer c2VzYW1l", bounce},
		"a guessed password":      {brevo.CallbackUrls["email"], "Authorization", basic("sesame"), bounce},
		"another tenant's token":  {brevo.CallbackUrls["email"], "Authorization", "Bearer " + foreign, bounce},
		"the calls' token":        {brevo.CallbackUrls["email"], "Authorization", "Bearer " + calls, bounce},
		"the texts' token":        {vapi.CallbackUrls["call_status"], "X-Webhook-Token", own, ended},
		"a Vapi secret too short": {vapi.CallbackUrls["call_status"], "X-Vapi-Secret", calls[:20], ended},
		"an altered address":      {altered, "", "", stop},
		"an unsigned address":     {unsigned, "Authorization", "Bearer " + own, stop},
		"another's address":       {strings.Replace(brevo.CallbackUrls["sms"], brevo.CallbackUrls["sms"][len(brevo.CallbackUrls["sms"])-36:], uuid.NewString(), 1), "Authorization", "Bearer " + own, stop},
	} {
		if status := r.post(f.url, f.header, f.value, f.body); status != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, status)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM callbacks"); n != before {
		t.Errorf("%d forged callbacks were kept", n-before)
	}
	for name, status := range map[string]int{
		"a token": r.post(brevo.CallbackUrls["sms"], "Authorization", "Bearer "+own, stop), "a password": r.post(brevo.CallbackUrls["email"], "Authorization", basic(own), bounce),
		"a header": r.post(vapi.CallbackUrls["call_status"], "X-Webhook-Token", calls, ended), "an address": r.post(webURL, "", "", stop),
	} {
		if status != http.StatusOK {
			t.Errorf("with %s: %d", name, status)
		}
	}
	r.await("the true ones", 5*time.Second, func() bool { return len(r.suppressed("sms")) == 1 && len(r.suppressed("email")) == 1 })
	if n := r.db.Int(t, "SELECT count(*) FROM callbacks"); n != before+3 { // the address brought what the token had
		t.Errorf("%d true callbacks were kept", n-before)
	}
}
