package outbound

import (
	"testing"
	"time"
)

func TestServerMayAskForAPauseInSecondsOrByADate(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

	for text, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "0": 0, "-1": 0, "soon": 0, "1.5": 0, "99999999999999": 0,
		"Sun, 01 Mar 2026 09:01:00 GMT": time.Minute, "Sun, 01 Mar 2026 08:00:00 GMT": 0,
	} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("%q asks for %v", text, got)
		}
	}
}
