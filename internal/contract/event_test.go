package contract_test

import (
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/contract"
)

const happenings = `
openapi: 3.1.0
info: {title: Herons, version: "1"}
paths: {}
components: {schemas: {Heron: {type: object, required: [name], additionalProperties: false, properties: {name: {type: string}}}}}
webhooks:
  heron.landed: {post: {summary: A heron landed., x-trigger: heron_landed, requestBody: {content: {application/json: {schema: {properties: {data: {properties: {object: {$ref: '#/components/schemas/Heron'}}}}}}}}}}
  heron.renamed: {post: {summary: A heron was renamed., requestBody: {content: {application/json: {schema: {properties: {data: {properties: {object: {$ref: '#/components/schemas/Heron'}, previous: {$ref: '#/components/schemas/Heron'}}}}}}}}}}
`

func TestEventIsHeldToItsShape(t *testing.T) {
	t.Parallel()
	c, err := contract.Load([]byte(happenings))
	if err != nil {
		t.Fatal(err)
	}
	if e := c.Events["heron.landed"]; len(c.Events) != 2 || e.Trigger != "heron_landed" || e.Summary != "A heron landed." {
		t.Fatalf("got %+v", c.Events)
	}
	right, wrong := `{"name":"Ardea"}`, `{"name":7}`

	for _, said := range []struct {
		event, data, previous string
		ok                    bool
	}{
		{"heron.landed", right, "", true},
		{"heron.landed", wrong, "", false},
		{"heron.landed", right, right, false},
		{"heron.landed", `{"name":`, "", false},
		{"heron.renamed", right, right, true},
		{"heron.renamed", right, wrong, false},
		{"heron.renamed", wrong, right, false},
		{"heron.renamed", right, "", false},
	} {
		var previous []byte
		if said.previous != "" {
			previous = []byte(said.previous)
		}
		if err := c.Events[said.event].Check([]byte(said.data), previous); (err == nil) != said.ok {
			t.Errorf("%s %s after %q: %v", said.event, said.data, said.previous, err)
		}
	}
}

func TestEventWithoutAShapeDoesNotLoad(t *testing.T) {
	t.Parallel()

	_, err := contract.Load([]byte(strings.Replace(happenings, "{object: {$ref: '#/components/schemas/Heron'}}", "{}", 1)))

	if err == nil || !strings.Contains(err.Error(), "webhooks/heron.landed: has no schema for its data") {
		t.Errorf("got %v", err)
	}
}

func TestPersonalFieldsAreThoseThatAreMarked(t *testing.T) {
	t.Parallel()
	marked := strings.NewReplacer("{name: {type: string}}", "{name: {type: string, x-personal: true}, wings: {type: integer}}",
		"additionalProperties: false", "additionalProperties: OTHERS").Replace(happenings)

	for others, personal := range map[string]bool{"false": false, "true": false, "{x-personal: true}": true} {
		c, err := contract.Load([]byte(strings.Replace(marked, "OTHERS", others, 1)))
		if err != nil {
			t.Fatal(err)
		}
		e := c.Events["heron.landed"]
		if !e.Personal("name") || e.Personal("wings") || e.Personal("nest") != personal {
			t.Errorf("others are %s: name %t, wings %t, nest %t", others, e.Personal("name"), e.Personal("wings"), e.Personal("nest"))
		}
	}
}
