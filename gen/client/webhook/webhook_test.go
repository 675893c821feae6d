package webhook_test

import (
	"errors"
	"net/http"
	"strconv"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/gen/client/webhook"
)

const (
	secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
	former = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	told   = `{"id":"0190f5a0-0000-7000-8000-0000000000e1","type":"lead.created","timestamp":"2026-03-02T17:00:00Z",
		"tenant_id":"0190f5a0-0000-7000-8000-000000000001","api_version":"v1","data":{"sequence":7,"object_type":"lead",
		"object_id":"0190f5a0-0000-7000-8000-0000000000a1","lead_id":"0190f5a0-0000-7000-8000-0000000000a1",
		"object":{"email":"mia@harbor.example"}}}`
)

// signed is the header of a message, as the reference library signs it.
func signed(t *testing.T, body, secret string, at time.Time) http.Header {
	t.Helper()
	signer, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := signer.Sign("msg_1", at, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	h.Set("webhook-id", "msg_1")
	h.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	h.Set("webhook-signature", signature)
	return h
}

func TestMessageSignedWithAnySecretIsRead(t *testing.T) {
	t.Parallel()

	for _, with := range []string{secret, former} {
		e, err := webhook.Parse([]byte(told), signed(t, told, with, time.Now()), secret, former)

		if err != nil || e.Type != "lead.created" || e.Data.Sequence != 7 || e.Data.LeadID == nil || *e.Data.LeadID != e.Data.ObjectID {
			t.Errorf("%+v %v", e, err)
		}
		lead, err := webhook.Object[client.LeadFact](e)
		if err != nil || lead.Email == nil || *lead.Email != "mia@harbor.example" {
			t.Errorf("%+v %v", lead, err)
		}
	}
}

func TestThinMessageHasNoObject(t *testing.T) {
	t.Parallel()

	lead, err := webhook.Object[client.LeadFact](webhook.Event{Type: "lead.created"})

	if lead != nil || err != nil {
		t.Errorf("%v %v", lead, err)
	}
}

func TestWhatIsNotOursIsNotRead(t *testing.T) {
	t.Parallel()
	now := time.Now()
	without := signed(t, told, secret, now)
	without.Del("webhook-id")
	dateless := signed(t, told, secret, now)
	dateless.Set("webhook-timestamp", "yesterday")

	for name, c := range map[string]struct {
		body    string
		header  http.Header
		secrets []string
		want    error
	}{
		"a changed body":              {told + " ", signed(t, told, secret, now), []string{secret}, webhook.ErrSignature},
		"another's secret":            {told, signed(t, told, former, now), []string{secret}, webhook.ErrSignature},
		"six minutes old":             {told, signed(t, told, secret, now.Add(-6*time.Minute)), []string{secret}, webhook.ErrTime},
		"six minutes ahead":           {told, signed(t, told, secret, now.Add(6*time.Minute)), []string{secret}, webhook.ErrTime},
		"no id":                       {told, without, []string{secret}, webhook.ErrHeader},
		"no time":                     {told, dateless, []string{secret}, webhook.ErrHeader},
		"no secret":                   {told, signed(t, told, secret, now), nil, webhook.ErrSecret},
		"an empty secret, signed so":  {told, signed(t, told, "whsec_", now), []string{"whsec_"}, webhook.ErrSecret},
		"a secret that is not base64": {told, signed(t, told, secret, now), []string{"whsec_!"}, webhook.ErrSecret},
	} {
		if e, err := webhook.Parse([]byte(c.body), c.header, c.secrets...); !errors.Is(err, c.want) || e.Type != "" {
			t.Errorf("%s: %+v %v", name, e, err)
		}
	}
}

func TestSignedBodyThatIsNoMessageIsAnError(t *testing.T) {
	t.Parallel()

	if _, err := webhook.Parse([]byte("[]"), signed(t, "[]", secret, time.Now()), secret); err == nil {
		t.Error("it was read")
	}
}
