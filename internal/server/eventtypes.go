package server

import (
	"context"
	"maps"
	"slices"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/contract"
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
	out := api.EventType{Type: name, Summary: e.Summary, PreviousSchema: nullable.NewNullNullable[map[string]any]()}
	decode(encoded(e.Schema), &out.Schema)
	decode(encoded(e.Example), &out.Example)
	if e.PreviousSchema != nil {
		var previous map[string]any
		decode(encoded(e.PreviousSchema), &previous)
		out.PreviousSchema = nullable.NewNullableWithValue(previous)
	}
	return out
}
