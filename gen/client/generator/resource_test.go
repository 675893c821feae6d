package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNameLeavesOutWhatTheTagSays(t *testing.T) {
	t.Parallel()

	for _, c := range []struct{ tag, name, want string }{
		{"leads", "CreateLead", "Create"},
		{"leads", "AddLeadTags", "AddTags"},
		{"lead-lists", "ListLeadListMembers", "ListMembers"},
		{"lead-lists", "PreviewLeadFilter", "PreviewLeadFilter"},
		{"api-keys", "RotateAPIKey", "Rotate"},
		{"webhook-deliveries", "ReplayWebhookDelivery", "Replay"},
		{"conversations", "ReplyToConversation", "Reply"},
		{"events", "SendEvents", "Send"},
		{"events", "GetEventTypes", "GetTypes"},
		{"tests", "Test", "Test"},
	} {
		if got := short(c.tag, c.name); got != c.want {
			t.Errorf("%s of %s is %s", c.name, c.tag, got)
		}
	}
}

const small = `
info: {version: 2.3.4}
tags: [{name: leads, description: People.}, {name: provider-callbacks, description: Providers.}]
paths:
  /leads:
    get: {operationId: listLeads, summary: List, description: All., tags: [leads], responses: {'200': {content: {application/json: {}}}}}
    post: {operationId: createLead, summary: Create, description: One., tags: [leads], responses: {'201': {content: {application/json: {}}}}}
  /leads/csv:
    get: {operationId: exportLeads, summary: Export, description: All., tags: [leads], responses: {'200': {content: {text/csv: {}}}}}
  /leads/stream:
    get: {operationId: streamLeads, summary: Stream, description: All., tags: [leads], responses: {'200': {content: {text/event-stream: {x-stream: {$ref: '#/schemas/Lead'}}}}}}
  /leads/{id}/stream:
    get: {operationId: watchLead, summary: Watch, description: One., tags: [leads], responses: {'204': {}, '200': {content: {text/event-stream: {x-stream: {lead: {$ref: '#/schemas/Lead'}, end: {$ref: '#/schemas/End'}}}}}}}
  /leads/{id}/tags/{tag}:
    delete: {operationId: removeLeadTag, summary: Remove a tag, description: One., tags: [leads], responses: {'204': {}}}
  /callbacks:
    post: {operationId: receive, summary: Receive, description: One., tags: [provider-callbacks], responses: {'200': {}}}
`

const generated = `package client
type ClientInterface interface {
	ListLeads(ctx context.Context, params *ListLeadsParams, reqEditors ...RequestEditorFn) (*http.Response, error)
	CreateLead(ctx context.Context, params *CreateLeadParams, body CreateLeadJSONRequestBody, reqEditors ...RequestEditorFn) (*http.Response, error)
	StreamLeads(ctx context.Context, params *ListLeadsParams, reqEditors ...RequestEditorFn) (*http.Response, error)
	WatchLead(ctx context.Context, leadID LeadID, reqEditors ...RequestEditorFn) (*http.Response, error)
	RemoveLeadTag(ctx context.Context, leadID LeadID, tag Tag, params *RemoveLeadTagParams, reqEditors ...RequestEditorFn) (*http.Response, error)
}
type LeadID = openapi_types.UUID
type Tag = string
type CreateLeadJSONRequestBody = NewLead
type ListLeadsParams struct { Cursor *string ` + "`form:\"cursor\"`" + ` }
type CreateLeadParams struct { IdempotencyKey *string ` + "`json:\"Idempotency-Key\"`" + ` }
type ListLeadsResponse struct { JSON200 *LeadPage }
type CreateLeadResponse struct { JSON201 *Lead }
type RemoveLeadTagResponse struct { Body []byte }
type LeadPage struct { Data []Lead; NextCursor string }
`

// written are the lines that come out of a contract and of what was generated from it.
func written(t *testing.T, contract string) ([]string, error) {
	t.Helper()
	dir := t.TempDir()
	spec, code, out := filepath.Join(dir, "spec"), filepath.Join(dir, "code"), filepath.Join(dir, "out")
	for path, text := range map[string]string{spec: contract, code: generated} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := write(spec, code, out); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(text), "\n"), nil
}

func TestEveryKindOfOperationBecomesAMethod(t *testing.T) {
	t.Parallel()

	lines, err := written(t, small)

	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`const Version = "2.3.4"`,
		"func (a LeadsAPI) List(ctx context.Context, query *ListLeadsParams, options ...CallOption) iter.Seq2[Lead, error] {",
		"func (a LeadsAPI) ListPage(ctx context.Context, query *ListLeadsParams, options ...CallOption) (*Page[Lead], error) {",
		"func (a LeadsAPI) Create(ctx context.Context, body NewLead, options ...CallOption) (*Lead, error) {",
		"\treturn answer[Lead](a.client.CreateLead(ctx, nil, body, options...))",
		"func (a LeadsAPI) RemoveTag(ctx context.Context, leadID uuid.UUID, tag string, options ...CallOption) error {",
		"\treturn done(a.client.RemoveLeadTag(ctx, leadID, tag, nil, segment(tag, options)...))",
		"// DELETE /leads/{id}/tags/{tag}",
		"func (a LeadsAPI) Stream(ctx context.Context, query *ListLeadsParams, options ...CallOption) iter.Seq2[Lead, error] {",
		"\t\treturn a.client.StreamLeads(ctx, query, options...)",
		"\t}, datum[Lead])",
		"func (a LeadsAPI) Watch(ctx context.Context, leadID uuid.UUID, options ...CallOption) iter.Seq2[WatchLeadUpdate, error] {",
		"\t}, update[WatchLeadUpdate])",
		"type WatchLeadUpdate struct {",
		"\tLead *Lead `json:\"lead\"`",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no line is %s", want)
		}
	}
	for _, never := range []string{"Export", "Receive", "Callbacks"} {
		if strings.Contains(strings.Join(lines, "\n"), never) {
			t.Errorf("%s is there", never)
		}
	}
}

func TestOperationThatWasNotGeneratedIsAnError(t *testing.T) {
	t.Parallel()

	_, err := written(t, strings.Replace(small, "createLead", "inviteLead", 1))

	if err == nil || !strings.Contains(err.Error(), "inviteLead") {
		t.Error(err)
	}
}
