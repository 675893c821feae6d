package webhook

import (
	"fmt"
	"testing"
)

func TestFilterMustMeanSomethingThatCanHappen(t *testing.T) {
	t.Parallel()
	known := []string{"lead.created", "lead_list.created", "message.sent"}

	for filter, good := range map[string]bool{
		"*": true, "lead.created": true, "lead.*": true, "message.*": true, "custom.*": true, "custom.order_placed": true, "custom.shop.*": true,
		"": false, "lead": false, "lead*": false, "lead.c*": false, "l.*": false, ".*": false, "**": false, "lead.updated": false, "custom.": false, "custom": false,
	} {
		if err := CheckFilter(filter, known); (err == nil) != good {
			t.Errorf("%q: %v", filter, err)
		}
	}
}

func TestFilterLetsThroughWhatItNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		filters []string
		of      string
		want    bool
	}{
		{[]string{"*"}, "lead.created", true},
		{[]string{"lead.*"}, "lead.created", true},
		{[]string{"lead.*"}, "lead_list.created", false},
		{[]string{"message.sent", "lead.created"}, "lead.created", true},
		{[]string{"lead.created"}, "lead.created.x", false},
		{nil, "lead.created", false},
	} {
		if got := wants(c.filters, c.of); got != c.want {
			t.Errorf("%v of %s: %t", c.filters, c.of, got)
		}
	}
	if got := fmt.Sprint(patterns([]string{"lead_list.*", "*", "a%b"})) + fmt.Sprint(patterns(nil)); got != `[lead\_list.% % a\%b][%]` {
		t.Errorf("in SQL: %s", got)
	}
}
