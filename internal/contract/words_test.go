package contract_test

import (
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/contract"
)

const wordy = `
openapi: 3.1.0
info: {title: Words, version: '1'}
paths:
  /words:
    post:
      operationId: sayWords
      security: []
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Words'}
      responses: {default: {description: d}}
components:
  schemas:
    Words:
      type: object
      properties:
        slug: {$ref: '#/components/schemas/Slug'}
        bare: {type: string, pattern: '^[a-z]+$'}
        zone: {type: string, format: timezone}
        at: {type: string, format: date-time}
        own:
          type: object
          propertyNames: {pattern: '^[a-z]+$', x-pattern-says: Write lower-case letters.}
    Slug: {type: string, pattern: '^[a-z-]+$', x-pattern-says: Must be lower-case letters and hyphens.}
`

func TestRefusalIsWordedForPeople(t *testing.T) {
	t.Parallel()
	nearest := func(zone string) string { return map[string]string{"Paris": "Europe/Paris"}[zone] }
	c, err := contract.Load([]byte(wordy), contract.WithFormat("timezone", knownZone), contract.WithSuggestion("timezone", nearest))
	if err != nil {
		t.Fatal(err)
	}
	op := c.Operations["sayWords"]

	for body, want := range map[string]string{
		`{"slug":"A B"}`:                     "Must be lower-case letters and hyphens.",
		`{"bare":"A B"}`:                     "Must match the pattern ^[a-z]+$.",
		`{"own":{"A B":1}}`:                  "The name of this field is not allowed. Write lower-case letters.",
		`{"zone":"Paris"}`:                   "Must be an IANA time zone, like Europe/Paris. Did you mean Europe/Paris?",
		`{"zone":"Mars"}`:                    "Must be an IANA time zone, like Europe/Paris.",
		`{"at":"9999-12-31T23:59:59-01:00"}`: "Must be an RFC 3339 instant, like 2026-03-01T09:00:00Z.",
		`{"at":"0000-12-31T23:59:59Z"}`:      "Must be an RFC 3339 instant, like 2026-03-01T09:00:00Z.",
	} {
		_, err := op.CheckRequest(request(op, "/words"), nil, []byte(body))
		if found := violationsOf(err); len(found) != 1 || found[0].Message != want {
			t.Errorf("%s: got %+v", body, found)
		}
	}
	read, err := op.CheckRequest(request(op, "/words"), nil, []byte(`{"slug":"a-b","zone":"Europe/Paris","at":"9999-12-31T23:59:59Z"}`))
	if err != nil || read.MediaType != "application/json" {
		t.Errorf("a good body: %+v, %v", read, err)
	}
	if _, err := op.CheckRequest(request(op, "/words"), nil, []byte(`{"zone":"`+strings.Repeat("x", 1000)+`"}`)); len(violationsOf(err)) != 1 {
		t.Errorf("a long zone: %v", err)
	}
}
