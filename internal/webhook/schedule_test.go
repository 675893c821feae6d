package webhook

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/outbound"
)

// The whole life of a delivery that nobody takes, on a clock of its own.
func TestDeliveryIsTriedTenTimesInSeventySixHours(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	now, d := began, db.WebhookDelivery{Origin: FromEvent}
	var at []string

	for state := Pending; state != Exhausted; {
		at = append(at, now.Sub(began).String())
		d.Attempts++
		var due time.Time
		state, _, due = DefaultTiming().judge(told{call: call{delivery: d}, answer: outbound.Answer{Status: 500}}, now, 0.5)
		if state == RetryWait {
			now = due
		}
	}

	want := []string{"0s", "5s", "5m5s", "35m5s", "2h35m5s", "7h35m5s", "17h35m5s", "31h35m5s", "51h35m5s", "75h35m5s"}
	if !slices.Equal(at, want) {
		t.Errorf("tried after %v", at)
	}
}

func TestPauseIsMovedByATenthAtTheMost(t *testing.T) {
	t.Parallel()
	now := time.Now()

	for i, pause := range DefaultTiming().Delays {
		for dice, want := range map[float64]float64{0: 0.9, 0.5: 1, 0.999999: 1.1} {
			due, again := DefaultTiming().next(i+1, now, 0, dice)
			if got := float64(due.Sub(now)) / float64(pause); !again || got < want-0.001 || got > want+0.001 {
				t.Errorf("after %d attempts the pause is %.3f of %v", i+1, got, pause)
			}
		}
	}
	if _, again := DefaultTiming().next(10, now, 0, 0); again {
		t.Error("an eleventh attempt is made")
	}
}

func TestServerIsLeftAloneAsLongAsItAsksAndADayAtTheMost(t *testing.T) {
	t.Parallel()
	now := time.Now()

	for asked, want := range map[time.Duration]time.Duration{
		0: 5 * time.Second, time.Second: 5 * time.Second, time.Hour: time.Hour, 24 * time.Hour: 24 * time.Hour, 999 * time.Hour: 24 * time.Hour,
	} {
		if due, _ := DefaultTiming().next(1, now, asked, 0.5); due.Sub(now) != want {
			t.Errorf("asked for %v: %v", asked, due.Sub(now))
		}
	}
}

func TestWhatBecomesOfADeliveryIsJudgedByTheAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status   int
		err      error
		origin   string
		attempts int32
		want     string
	}{
		{200, nil, FromEvent, 1, "delivered "},
		{204, nil, FromReplay, 10, "delivered "},
		{301, nil, FromEvent, 1, "retry_wait http_301"},
		{404, nil, FromEvent, 9, "retry_wait http_404"},
		{503, nil, FromEvent, 10, "exhausted http_503"},
		{503, nil, FromEvent, 11, "exhausted http_503"},
		{0, outbound.ErrTimeout, FromEvent, 1, "retry_wait timeout"},
		{0, outbound.ErrForbiddenAddress, FromReplay, 2, "retry_wait forbidden_address"},
		{500, nil, FromTest, 1, "exhausted http_500"},
	} {
		state, reason, due := DefaultTiming().judge(told{
			call: call{delivery: db.WebhookDelivery{Origin: c.origin, Attempts: c.attempts}}, answer: outbound.Answer{Status: c.status}, err: c.err,
		}, time.Now(), 0.5)
		if got := fmt.Sprint(state, " ", reason); got != c.want || due.IsZero() != (state != RetryWait) {
			t.Errorf("%+v: got %s, due %v", c, got, due)
		}
	}
}
