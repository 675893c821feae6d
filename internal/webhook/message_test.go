package webhook

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/outbound"
)

func change(data string) db.Event {
	return db.Event{
		TenantID: uuid.UUID{1}, Seq: 7, ID: uuid.UUID{2}, Type: "lead.updated", ObjectType: "lead", ObjectID: uuid.UUID{3},
		Data: json.RawMessage(data), Previous: json.RawMessage(`{"company":"x"}`), CreatedAt: time.Date(2026, 3, 1, 10, 0, 0, 0, time.FixedZone("", 3600)),
	}
}

func TestMessageIsFullThinOrTruncated(t *testing.T) {
	t.Parallel()
	const head = `{"id":"02000000-0000-0000-0000-000000000000","type":"lead.updated","timestamp":"2026-03-01T09:00:00Z",` +
		`"tenant_id":"01000000-0000-0000-0000-000000000000","api_version":"v1","data":{"sequence":7,"object_type":"lead","object_id":"03000000-0000-0000-0000-000000000000","lead_id":null`
	long := `{"a":"` + strings.Repeat("x", outbound.MaxBody) + `"}`

	for _, c := range []struct{ payload, data, want string }{
		{Full, `{"a":1}`, head + `,"object":{"a":1},"previous":{"company":"x"}}}`},
		{Thin, `{"a":1}`, head + `}}`},
		{Full, long, head + `,"truncated":true}}`},
		{Thin, long, head + `}}`},
	} {
		body, err := Tell(change(c.data)).Body(c.payload)
		if err != nil || string(body) != c.want {
			t.Errorf("%s: %s, %v", c.payload, body, err)
		}
	}
}

func TestLongestMessageThatFitsIsSentWhole(t *testing.T) {
	t.Parallel()
	bare, err := Tell(change(`{"a":""}`)).Body(Full)
	if err != nil {
		t.Fatal(err)
	}
	for more, whole := range map[int]bool{0: true, 1: false} {
		body, err := Tell(change(`{"a":"` + strings.Repeat("x", outbound.MaxBody-len(bare)+more) + `"}`)).Body(Full)
		if err != nil || len(body) > outbound.MaxBody || strings.Contains(string(body), "truncated") == whole {
			t.Errorf("with %d bytes more than fit, %d were sent: %v", more, len(body), err)
		}
	}
}

func TestEverySecretSigns(t *testing.T) {
	t.Parallel()
	id, at, body := uuid.New(), time.Now(), []byte(`{"a":1}`)
	first, second := NewSecret(), NewSecret()

	h, err := Header(id, at, body, first, second)
	if err != nil {
		t.Fatal(err)
	}

	for secret, good := range map[string]bool{first: true, second: true, NewSecret(): false} {
		w, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Verify(body, h); (err == nil) != good {
			t.Errorf("verified: %v", err)
		}
		if w.Verify([]byte(`{"a":2}`), h) == nil {
			t.Error("another body is taken for it")
		}
	}
	if first == second || len(first) != len("whsec_")+44 || h.Get("webhook-id") != id.String() {
		t.Errorf("secrets %d, header %v", len(first), h)
	}
	if _, err := Header(id, at, body, "whsec_!"); err == nil {
		t.Error("what is no secret signs")
	}
}

func TestLogOfHeadersHoldsNoSignature(t *testing.T) {
	t.Parallel()
	h := http.Header{"Webhook-Id": {"1"}, "Webhook-Signature": {"v1,abc"}, "Webhook-Attempt": {"2"}}

	if got := fmt.Sprint(shown(h)); got != "map[Webhook-Attempt:2 Webhook-Id:1]" {
		t.Errorf("shown are %s", got)
	}
}
