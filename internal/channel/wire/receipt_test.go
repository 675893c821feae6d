package wire_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/wire"
)

func TestOddWaitsAreBounded(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 6, 11, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "-1": 0, "soon": 0, "NaN": 0, "Inf": time.Hour, "-Inf": 0, "1e400": 0,
		"1": time.Second, " 2 ": 2 * time.Second, "0.5": 500 * time.Millisecond,
		"1000000000": 0, "999999999": time.Hour, "9999999999999999999": time.Hour,
		"1772794830":                    30 * time.Second, // the Unix time half a minute from now
		"Fri, 06 Mar 2026 11:00:10 GMT": 10 * time.Second,
		"Fri, 06 Mar 2026 10:00:00 GMT": 0,
		"Fri, 06 Mar 2099 10:00:00 GMT": time.Hour,
	} {
		if got := wire.Wait(value, now); got != want {
			t.Errorf("wait %q is %s, want %s", value, got, want)
		}
	}
}

func TestRetryAfterGoesBeforeResetHeaders(t *testing.T) {
	t.Parallel()
	h := http.Header{}
	h.Set("x-sib-ratelimit-reset", "7")
	if got := wire.RetryAfter(h, time.Now()); got != 7*time.Second {
		t.Fatalf("reset header alone gives %s", got)
	}
	h.Set("Retry-After", "3")
	if got := wire.RetryAfter(h, time.Now()); got != 3*time.Second {
		t.Fatalf("Retry-After gives %s", got)
	}
}

func TestCodesHoldNoPersonalData(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"invalid_parameter": "invalid_parameter", "Over Concurrency Limit": "Over Concurrency Limit",
		"ana@example.com is wrong": "", "+33600000001": "", "bad 33600000001": "", "a\nb": "",
		strings.Repeat("é", 200): strings.Repeat("é", 100),
	} {
		if got := wire.Code(code); got != want {
			t.Errorf("code %q became %q", code, got)
		}
	}
}

func TestEachKeepsTheOrderAndTheTightestBudget(t *testing.T) {
	t.Parallel()
	b := channel.Batch{}
	for range 1000 {
		b.Messages = append(b.Messages, channel.Message{Ref: uuid.New()})
	}
	answer := wire.Each(t.Context(), b, func(_ context.Context, m channel.Message) (channel.Receipt, *channel.Budget) {
		return channel.Receipt{ProviderID: m.Ref.String()}, &channel.Budget{Remaining: int(m.Ref[0])}
	})
	for i, r := range answer.Receipts {
		if r.ProviderID != b.Messages[i].Ref.String() {
			t.Fatalf("receipt %d belongs to another message", i)
		}
		if int(b.Messages[i].Ref[0]) < answer.Budget.Remaining {
			t.Fatal("a smaller budget was passed over")
		}
	}
}
