package scenario_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/webhook"
)

func TestEveryTypeOfEventIsExplainedWithAnExampleThatObeysIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	all := must[*client.GetEventTypesResponse](t, 200)(r.as("bluebird-viewer").GetEventTypesWithResponse(context.Background(), nil)).JSON200.Data

	for _, e := range all {
		of := r.rules.Events[e.Type]
		if of == nil {
			t.Errorf("%s is not in the contract", e.Type)
			continue
		}
		var previous []byte
		if e.Example.Data.Previous != nil {
			previous = []byte(encode(e.Example.Data.Previous))
		}
		if e.Example.Data.Object == nil {
			t.Errorf("%s has no example", e.Type)
			continue
		}
		if err := of.Check([]byte(encode(e.Example.Data.Object)), previous); err != nil {
			t.Errorf("the example of %s: %v", e.Type, err)
		}
		if text := encode(e.Schema); e.Summary == "" || e.Schema["type"] != "object" || strings.Contains(text, "$ref") || strings.Contains(text, `"x-`) {
			t.Errorf("%s is shown as %s", e.Type, text)
		}
		if e.PreviousSchema.IsNull() != (previous == nil) || e.Example.Type != e.Type || e.Example.APIVersion != webhook.Version || e.Example.Data.ObjectType+"." != e.Type[:len(e.Example.Data.ObjectType)+1] {
			t.Errorf("%s is shown as %s", e.Type, encode(e))
		}
	}
	if len(all) != len(r.rules.Events) || len(all) < 60 {
		t.Errorf("%d types are shown, %d there are", len(all), len(r.rules.Events))
	}
}

func TestExampleThatDoesNotObeyIsFound(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for _, raw := range []string{`{}`, `{"channel":"sms"}`, `{"channel":"sms","allowed":"no"}`, `{"channel":"sms","allowed":true,"more":1}`} {
		if r.rules.Events["lead.consent_changed"].Check(json.RawMessage(raw), nil) == nil {
			t.Errorf("not found: %s", raw)
		}
	}
}
