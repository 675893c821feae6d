package dispatch_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/dispatch"
)

func TestRetriesAreThoseOfTheFoundingDocument(t *testing.T) {
	t.Parallel()
	founding := dispatch.Retry{MaxAttempts: 3, DelaysMinutes: []int{30, 120, 360}}
	for name, c := range map[string]struct {
		retry  dispatch.Retry
		result string
		spent  int
		want   time.Duration // 0: not tried again
	}{
		"busy is tried again in 30 minutes":      {dispatch.Retry{}, dispatch.Busy, 1, 30 * time.Minute},
		"and after the second time as well":      {dispatch.Retry{}, dispatch.Busy, 2, 30 * time.Minute},
		"nobody answered: in two hours":          {dispatch.Retry{}, dispatch.NoAnswer, 1, 2 * time.Hour},
		"three sends are the usual cap":          {dispatch.Retry{}, dispatch.Busy, 3, 0},
		"voicemail is completed":                 {dispatch.Retry{}, dispatch.Voicemail, 1, 0},
		"a failed call is failed":                {dispatch.Retry{}, dispatch.CallFailed, 1, 0},
		"a hard bounce is for good":              {dispatch.Retry{}, dispatch.HardBounced, 1, 0},
		"an unknown result is not tried again":   {dispatch.Retry{}, "eaten_by_dog", 1, 0},
		"the first delay before the second send": {founding, dispatch.NoAnswer, 1, 30 * time.Minute},
		"the second before the third":            {founding, dispatch.NoAnswer, 2, 2 * time.Hour},
		"the cap comes before the third delay":   {founding, dispatch.NoAnswer, 3, 0},
		"the last delay is used again":           {dispatch.Retry{MaxAttempts: 9, DelaysMinutes: []int{1, 5}}, dispatch.Busy, 7, 5 * time.Minute},
		"one send is one send":                   {dispatch.Retry{MaxAttempts: 1}, dispatch.Busy, 1, 0},
		"only what the campaign names":           {dispatch.Retry{RetryOn: []string{dispatch.NoAnswer}}, dispatch.Busy, 1, 0},
		"nothing when it names nothing":          {dispatch.Retry{RetryOn: []string{}}, dispatch.Busy, 1, 0},
		"voicemail when it asks for it":          {dispatch.Retry{RetryOn: []string{dispatch.Voicemail}, DelaysMinutes: []int{7}}, dispatch.Voicemail, 1, 7 * time.Minute},
	} {
		got, again := c.retry.Delay(c.result, c.spent)
		if got != c.want || again != (c.want > 0) {
			t.Errorf("%s: %v, %v; wanted %v", name, got, again, c.want)
		}
	}
}

func TestRetriesEndAndGrowWithJitter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := dispatch.Retry{MaxAttempts: rapid.IntRange(0, 10).Draw(t, "cap")}
		spent := rapid.IntRange(1, 12).Draw(t, "spent")

		delay, again := r.Delay(dispatch.SoftBounced, spent)

		if again != (spent < r.Cap()) {
			t.Fatalf("after %d of %d sends, again is %v", spent, r.Cap(), again)
		}
		if longest := 15 * time.Minute << min(spent-1, 6); again && (delay < time.Minute || delay > longest) {
			t.Fatalf("waits %v after send %d, more than %v or less than a minute", delay, spent, longest)
		}
	})
}

func TestProviderThatNeverGetsARequestIsAskedLessAndLess(t *testing.T) {
	t.Parallel()

	for n, most := range map[int32]time.Duration{1: 4 * time.Second, 3: 64 * time.Second, 6: 69 * time.Minute, 12: 12 * time.Hour, 1000: 12 * time.Hour} {
		for range 200 {
			if wait := dispatch.AfterAbsence(n); wait < time.Second || wait > most {
				t.Fatalf("after %d requests the wait is %v, above %v", n, wait, most)
			}
		}
	}
	longest := time.Duration(0)
	for range 200 {
		longest = max(longest, dispatch.AfterAbsence(12))
	}
	if longest < 6*time.Hour {
		t.Errorf("200 waits after twelve requests are at most %v", longest)
	}
}
