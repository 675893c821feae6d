package internal_test

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// released is a contract that clients are built on.
const released = `openapi: 3.1.0
info: {title: Herons, version: 1.0.0}
paths:
  /herons:
    get:
      operationId: listHerons
      parameters: [{name: tall, in: query, schema: {type: boolean}}]
      responses:
        '200': {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Heron'}}}}
    post:
      operationId: createHeron
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewHeron'}}}}
      responses:
        '201': {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Heron'}}}}
  /eggs:
    get:
      operationId: countEggs
      x-stability: experimental
      responses:
        '200': {description: Done., content: {application/json: {schema: {type: object, required: [count], properties: {count: {type: integer}}}}}}
    post:
      operationId: layEgg
      tags: [eggs]
      responses:
        '204': {description: Laid.}
webhooks:
  heron.landed: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [at], properties: {at: {type: string}}}}}}, responses: {'200': {description: Taken.}}}}
components:
  schemas:
    NewHeron: {type: object, required: [name], additionalProperties: false, properties: {name: {type: string, maxLength: 9}, wings: {type: string, enum: [grey, white]}}}
    Heron: {type: object, required: [name], properties: {name: {type: string}, nest: {type: string, x-extensible-enum: [reed, tree]}, state: {type: string, enum: [here, away]}}}
`

func TestChangeThatBreaksClientsIsRefused(t *testing.T) {
	t.Parallel()
	oasdiff := tool(t, "oasdiff")

	for what, change := range map[string][2]string{
		"a field of an answer is gone":           {"required: [name], properties: {name: {type: string}, nest", "properties: {nest"},
		"an optional field of an answer is gone": {"nest: {type: string, x-extensible-enum: [reed, tree]}, ", ""},
		"a field of an answer has another type":  {"{name: {type: string}, nest", "{name: {type: integer}, nest"},
		"a field of an answer may be missing":    {"Heron: {type: object, required: [name], prop", "Heron: {type: object, prop"},
		"an answer has a new value":              {"enum: [here, away]", "enum: [here, away, lost]"},
		"a request needs a field":                {"required: [name], additional", "required: [name, wings], additional"},
		"a request has lost a field":             {", wings: {type: string, enum: [grey, white]}", ""},
		"a request has lost a value":             {"enum: [grey, white]", "enum: [grey]"},
		"a request is held to less":              {"maxLength: 9", "maxLength: 8"},
		"a parameter is gone":                    {"{name: tall, in: query, schema: {type: boolean}}", ""},
		"an operation is gone":                   {"  /herons:\n    get:", "  /egrets:\n    get:"},
		"an operation is under another tag":      {"tags: [eggs]", "tags: [nests]"},
		"an operation is declared experimental":  {"operationId: createHeron", "operationId: createHeron\n      x-stability: experimental"},
		"an operation has another name":          {"operationId: createHeron", "operationId: makeHeron"},
		"a webhook is gone":                      {"heron.landed", "heron.rose"},
		"a field of a webhook is gone":           {"required: [at], properties: {at: {type: string}}", "properties: {}"},
	} {
		if said, refused := breaks(t, oasdiff, change); !refused {
			t.Errorf("%s: %s", what, said)
		}
	}
}

func TestChangeThatAddsIsTaken(t *testing.T) {
	t.Parallel()
	oasdiff := tool(t, "oasdiff")

	for what, change := range map[string][2]string{
		"nothing":                             {"Herons", "Herons"},
		"an answer has a new field":           {"nest: {type", "eggs: {type: integer}, nest: {type"},
		"a set that may grow has grown":       {"[reed, tree]", "[reed, tree, roof]"},
		"a request may have a new field":      {"wings: {type", "eggs: {type: integer}, wings: {type"},
		"a request may have a new value":      {"enum: [grey, white]", "enum: [grey, white, black]"},
		"a request is held to more":           {"maxLength: 9", "maxLength: 10"},
		"a parameter is new":                  {"parameters: [", "parameters: [{name: old, in: query, schema: {type: boolean}}, "},
		"an operation is new":                 {"  /eggs:", "  /egrets: {get: {operationId: listEgrets, responses: {'200': {description: Done.}}}}\n  /eggs:"},
		"a webhook is new":                    {"  heron.landed:", "  heron.rose: {post: {responses: {'200': {description: Taken.}}}}\n  heron.landed:"},
		"a field of a webhook is new":         {"{at: {type: string}}", "{at: {type: string}, where: {type: string}}"},
		"what is experimental has changed":    {"required: [count], properties: {count: {type: integer}}", "properties: {}"},
		"what is experimental is gone":        {"    get:\n      operationId: countEggs", "    put:\n      operationId: countEggs"},
		"what was experimental is so no more": {"      x-stability: experimental\n", ""},
	} {
		if said, refused := breaks(t, oasdiff, change); refused {
			t.Errorf("%s: %s", what, said)
		}
	}
}

// breaks says whether ./task breaking refuses released with one text in place of another, and why.
func breaks(t *testing.T, oasdiff string, change [2]string) (said string, refused bool) {
	t.Helper()
	if !strings.Contains(released, change[0]) {
		t.Fatalf("%q is not there", change[0])
	}
	dir := t.TempDir()
	base, revision := written(t, dir, "base.yaml", released), written(t, dir, "revision.yaml", strings.Replace(released, change[0], change[1], 1))
	cmd := exec.Command(oasdiff, "breaking", "--config", "api/oasdiff.yaml", base, revision)
	cmd.Dir = ".."
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out), err != nil
}

// tool is where go keeps a tool of internal/tools/go.mod, once it is built.
func tool(t *testing.T, name string) string {
	t.Helper()
	cmd := exec.Command("go", "tool", "-modfile=internal/tools/go.mod", "-n", name)
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
