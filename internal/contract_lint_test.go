package internal_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// small is a contract that nothing is wrong with.
const small = `openapi: 3.1.0
info: {title: Herons, version: 1.0.0, license: {name: MIT, identifier: MIT}}
servers: [{url: /, description: Here.}]
tags: [{name: herons, description: Birds.}]
paths:
  /herons:
    get:
      operationId: listHerons
      tags: [herons]
      summary: List herons
      description: Newest first.
      security: [{userJwt: []}]
      parameters: [{$ref: '#/components/parameters/Limit'}, {$ref: '#/components/parameters/Cursor'}]
      responses: &done
        '200': {description: Done., headers: {Link: {description: The next page., schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Heron'}, example: {name: Ardea, nest: {height: 9}}}}}
        default: {description: What went wrong., content: {application/problem+json: {schema: {$ref: '#/components/schemas/Nest'}}}}
    post:
      operationId: createHeron
      tags: [herons]
      summary: Create a heron
      description: It has a nest.
      security: [{userJwt: []}]
      parameters: [{$ref: '#/components/parameters/IdempotencyKey'}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Heron'}, example: {name: Ardea}}}}
      responses: *done
webhooks:
  heron.landed: {post: {tags: [herons], summary: A heron landed., security: [], responses: {2XX: {description: Taken.}}}}
components:
  securitySchemes: {userJwt: {type: http, scheme: bearer}}
  parameters:
    Limit: {name: limit, in: query, description: How many., schema: {type: integer}}
    Cursor: {name: cursor, in: query, description: From where., schema: {type: string}}
    IdempotencyKey: {name: Idempotency-Key, in: header, description: A word., schema: {type: string}}
  schemas:
    Heron: {type: object, description: A bird., properties: {name: {type: string, description: Its name.}, nest: {$ref: '#/components/schemas/Nest'}}}
    Nest: {type: object, description: Its home., properties: {height: {type: integer, description: Metres.}}}
`

// spoiled says by which change of small each rule is broken.
var spoiled = []struct{ rule, old, new string }{
	{"carillon/verb-noun", "operationId: createHeron", "operationId: heron_create"},
	{"carillon/verb-noun", "operationId: createHeron\n      ", ""},
	{"carillon/described", "\n      description: It has a nest.", ""},
	{"carillon/answers", "\n        default: {description: What went wrong., content: {application/problem+json: {schema: {$ref: '#/components/schemas/Nest'}}}}", ""},
	{"carillon/paged", ", {$ref: '#/components/parameters/Cursor'}]", "]"},
	{"carillon/paged", "headers: {Link: {description: The next page., schema: {type: string}}}, ", ""},
	{"carillon/keyed", "parameters: [{$ref: '#/components/parameters/IdempotencyKey'}]", "parameters: []"},
	{"carillon/keyed", "security: [{userJwt: []}]\n      parameters: [{$ref: '#/components/parameters/Idem", "security: []\n      parameters: [{$ref: '#/components/parameters/Idem"},
	{"carillon/stability", "operationId: createHeron", "operationId: createHeron\n      x-stability: shaky"},
	{"carillon/named", "{type: integer, description: Metres.}", "{type: object, description: Metres., properties: {least: {type: object, description: x, properties: {m: {type: integer, description: x}}}}}"},
	{"carillon/documented", "{type: integer, description: Metres.}", "{type: integer}"},
	{"carillon/shown", ", example: {name: Ardea}", ""},
	{"operation-tag-defined", "tags: [herons]\n      summary: Create", "tags: [egrets]\n      summary: Create"},
	{"operation-singular-tag", "tags: [herons]\n      summary: Create", "tags: [herons, herons]\n      summary: Create"},
	{"operation-summary", "summary: A heron landed., ", ""},
	{"tag-description", "{name: herons, description: Birds.}", "{name: herons}"},
	{"no-invalid-media-type-examples", "example: {name: Ardea}", "example: {name: 7}"},
	{"operation-operationId-unique", "operationId: createHeron", "operationId: listHerons"},
	{"no-unused-components", "    Nest: {type", "    Egg: {type: object, description: x}\n    Nest: {type"},
	{"security-defined", "security: [{userJwt: []}]\n      parameters: [{$ref: '#/components/parameters/Idem", "security: [{apiKey: []}]\n      parameters: [{$ref: '#/components/parameters/Idem"},
	{"struct", "title: Herons", "title: Herons, titel: Herons"},
}

func TestLinterFindsWhatBreaksEachRule(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := []string{written(t, dir, "right.yaml", small)}
	for i, s := range spoiled {
		if strings.Count(small, s.old) != 1 {
			t.Fatalf("%s: the contract has %q %d times", s.rule, s.old, strings.Count(small, s.old))
		}
		files = append(files, written(t, dir, fmt.Sprint(i, ".yaml"), strings.Replace(small, s.old, s.new, 1)))
	}

	found := linted(t, files)

	if len(found[files[0]]) > 0 {
		t.Errorf("of what is right: %v", found[files[0]])
	}
	for i, s := range spoiled {
		if rules := found[files[i+1]]; !slices.Contains(rules, s.rule) {
			t.Errorf("%q in place of %q: found %v, want %s", s.new, s.old, rules, s.rule)
		}
	}
}

func TestEveryRuleOfOurOwnIsBrokenOnce(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../api/redocly.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct{ Rules map[string]string }
	if err := yaml.Unmarshal(raw, &config); err != nil {
		t.Fatal(err)
	}

	broken := map[string]bool{}
	for _, s := range spoiled {
		broken[s.rule] = true
	}

	for rule, level := range config.Rules {
		if level != "off" && (level != "error" || !broken[rule]) {
			t.Errorf("%s is %q, and broken: %t", rule, level, broken[rule])
		}
	}
	if len(config.Rules) < 10 {
		t.Errorf("only %d rules", len(config.Rules))
	}
}

func written(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// linted are the rules that each file breaks, as ./task lint:contract judges.
func linted(t *testing.T, files []string) map[string][]string {
	t.Helper()
	const redocly = "../gen/ts/node_modules/.bin/redocly"
	if _, err := os.Stat(redocly); err != nil {
		t.Fatalf("This checkout has no packages of npm: ./task generate brings them. %v", err)
	}
	cmd := exec.Command(redocly, append([]string{"lint", "--config", "../api/redocly.yaml", "--format", "checkstyle", "--max-problems", "1000"}, files...)...)
	cmd.Env = append(os.Environ(), "REDOCLY_SUPPRESS_UPDATE_NOTICE=true")
	out, _ := cmd.Output() // it fails when anything is found
	var report struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Rule string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	found := map[string][]string{}
	for _, file := range report.Files {
		path, err := filepath.Abs(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range file.Errors {
			found[path] = append(found[path], e.Rule)
		}
	}
	return found
}
