package event

import (
	"maps"
	"reflect"
	"slices"

	"github.com/google/uuid"
)

// Changed is the fact of what changed of an object, given its fields before and after: data names
// them under "changed" and holds them as they are now, previous holds them as they were. A field
// that is not there is null. When nothing changed there is no fact.
func Changed(t Type, objectType string, object uuid.UUID, before, after map[string]any) []Fact {
	data, previous := map[string]any{}, map[string]any{}
	for _, fields := range []map[string]any{before, after} {
		for name := range fields {
			if !reflect.DeepEqual(before[name], after[name]) {
				data[name], previous[name] = after[name], before[name]
			}
		}
	}
	if len(data) == 0 {
		return nil
	}
	data["changed"] = slices.Sorted(maps.Keys(previous))
	return []Fact{Of(t, objectType, object, data).Before(previous)}
}
