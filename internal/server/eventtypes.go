package server

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/webhook"
)

// GetEventTypes answers with what the contract says of events.
func (s *Server) GetEventTypes(context.Context, api.GetEventTypesRequestObject) (api.GetEventTypesResponseObject, error) {
	var all []api.EventType
	for _, name := range slices.Sorted(maps.Keys(s.Contract.Events)) {
		all = append(all, eventTypeOf(name, s.Contract.Events[name]))
	}
	return api.GetEventTypes200JSONResponse{Data: all}, nil
}

func eventTypeOf(name string, e *contract.Event) api.EventType {
	out := api.EventType{
		Type: name, Summary: e.Summary, PreviousSchema: nullable.NewNullNullable[map[string]any](), Example: exampleOf(name, e),
	}
	decode(encoded(e.Schema), &out.Schema)
	if e.PreviousSchema != nil {
		var previous map[string]any
		decode(encoded(e.PreviousSchema), &previous)
		out.PreviousSchema = nullable.NewNullableWithValue(previous)
	}
	return out
}

// inExamples are the things that examples are about.
var inExamples = struct{ event, tenant, object, lead uuid.UUID }{
	uuid.MustParse("0190f5a0-0000-7000-8000-0000000000e1"), uuid.MustParse("0190f5a0-0000-7000-8000-000000000001"),
	uuid.MustParse("0190f5a0-0000-7000-8000-0000000000d1"), uuid.MustParse("0190f5a0-0000-7000-8000-0000000000a1"),
}

// exampleOf is an example as an endpoint receives it.
func exampleOf(name string, e *contract.Event) api.WebhookMessage {
	noun, _, _ := strings.Cut(name, ".")
	out := api.WebhookMessage{
		ID: inExamples.event, Type: name, Timestamp: time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC), TenantID: inExamples.tenant, APIVersion: webhook.Version,
		Data: api.WebhookMessageData{Sequence: 1042, ObjectType: noun, ObjectID: inExamples.object, LeadID: nullable.NewNullNullable[uuid.UUID]()},
	}
	switch noun {
	case "lead":
		out.Data.ObjectID = inExamples.lead
		fallthrough
	case "message", "call":
		out.Data.LeadID = nullable.NewNullableWithValue(inExamples.lead)
	}
	decode(encoded(e.Example), &out.Data.Object)
	if e.PreviousExample != nil {
		decode(encoded(e.PreviousExample), &out.Data.Previous)
	}
	return out
}
