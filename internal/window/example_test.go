package window_test

import (
	"fmt"
	"time"

	"github.com/carillonhq/carillon/internal/window"
)

// A campaign may call on weekdays from nine to five. The lead lives in New York, and it is Friday
// evening there, on the weekend on which the clocks go forward.
func ExamplePolicy_Next() {
	office, err := window.New(window.Spec{
		Start: 9 * 60,
		End:   17 * 60,
		Days:  []int{0, 1, 2, 3, 4},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	newYork, err := window.Zone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	policy := window.Policy{
		Zones:   []*time.Location{newYork},
		Windows: []window.Rules{window.Legal(), office},
	}
	friday := time.Date(2026, 3, 6, 23, 30, 0, 0, time.UTC)

	next, _ := policy.Next(friday)

	fmt.Println("from", friday.In(newYork))
	fmt.Println("hold until", next.In(newYork))
	fmt.Println("then open for", policy.Remaining(next))
	// Output:
	// from 2026-03-06 18:30:00 -0500 EST
	// hold until 2026-03-09 09:00:00 -0400 EDT
	// then open for 8h0m0s
}

// Where the holder of this number lives is not known. Area code 208 is Idaho, which has two zones,
// and both must agree.
func ExamplePolicy_Explain() {
	policy := window.Policy{
		Zones:   window.ZonesOf("+12085550123"),
		Windows: []window.Rules{window.Legal()},
	}
	at := time.Date(2026, 6, 10, 14, 30, 0, 0, time.UTC)

	for _, refusal := range policy.Explain(at) {
		fmt.Println(refusal.Zone, refusal.Local.Format("15:04"), refusal.Reason, refusal.Side)
	}
	// Output:
	// America/Los_Angeles 07:30 closed_hours before
}

func ExampleNew() {
	_, err := window.New(window.Spec{Start: 9 * 60, End: 9 * 60, Days: []int{0}})

	fmt.Println(err)
	// Output:
	// end_hour must differ from start_hour; the whole day is 00:00 to 24:00
}

func ExampleSuggest() {
	fmt.Println(window.Suggest("new york"))
	// Output:
	// America/New_York
}
