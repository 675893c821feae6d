package client

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// told is a refusal as the server words it.
func told(status int, code, retryAfter string) error {
	h := http.Header{}
	h.Set("Retry-After", retryAfter)
	return refusal(&http.Response{StatusCode: status, Header: h}, fmt.Appendf(nil, `{"code":%q}`, code))
}

func TestWhatMayPassIsTriedAgainAndNothingElse(t *testing.T) {
	t.Parallel()

	for _, status := range []int{408, 429, 502, 503, 504} {
		if pause, again := wait(told(status, "x", ""), 1, 0); !again || pause != 250*time.Millisecond {
			t.Errorf("%d: %v %v", status, pause, again)
		}
	}
	for _, status := range []int{301, 400, 401, 403, 404, 409, 412, 422, 500, 501} {
		if _, again := wait(told(status, "x", "1"), 1, 0); again {
			t.Errorf("%d is tried again", status)
		}
	}
	if pause, again := wait(told(409, "idempotency_in_flight", "1"), 1, 0); !again || pause != time.Second {
		t.Errorf("in flight: %v %v", pause, again)
	}
	if _, again := wait(fmt.Errorf("%w: reset", ErrNoAnswer), 1, 0); !again {
		t.Error("a lost connection is not tried again")
	}
	if _, again := wait(errors.New("ours"), 1, 0); again {
		t.Error("a fault of ours is tried again")
	}
}

func TestWaitDoublesUpToEightSecondsAndChanceTakesUpToHalf(t *testing.T) {
	t.Parallel()

	for failures, want := range map[int]time.Duration{1: 500, 2: 1000, 3: 2000, 4: 4000, 5: 8000, 6: 8000, 99: 8000} {
		longest, _ := wait(ErrNoAnswer, failures, 1)
		shortest, _ := wait(ErrNoAnswer, failures, 0)
		if longest != want*time.Millisecond || shortest != longest/2 {
			t.Errorf("after %d failures: %v to %v", failures, shortest, longest)
		}
	}
}

func TestServerIsNotAskedBeforeItWantsToBeNorWaitedForLongerThanAMinute(t *testing.T) {
	t.Parallel()

	if pause, again := wait(told(429, "rate_limited", "30"), 1, 0); !again || pause != 30*time.Second {
		t.Errorf("%v %v", pause, again)
	}
	if _, again := wait(told(429, "rate_limited", "61"), 1, 0); again {
		t.Error("it is waited for")
	}
	if pause, again := wait(told(503, "unavailable", "soon"), 1, 0); !again || pause != 250*time.Millisecond {
		t.Errorf("%v %v", pause, again)
	}
	date := time.Now().Add(10 * time.Second).UTC().Format(http.TimeFormat)
	if pause, _ := wait(told(503, "unavailable", date), 1, 0); pause <= 8*time.Second || pause > 10*time.Second {
		t.Errorf("%v", pause)
	}
}

func TestEnvironmentSaysWhoIsCallingWhere(t *testing.T) {
	t.Parallel()
	whole := map[string]string{"CARILLON_URL": "https://carillon.example", "CARILLON_TOKEN": "a", "CARILLON_API_KEY": "b", "CARILLON_TENANT": "harbor"}

	api, err := fromEnv(func(name string) string { return whole[name] })
	_, bare := fromEnv(func(string) string { return "" })

	if err != nil {
		t.Fatal(err)
	}
	caller := api.Client.Client.(*caller)
	if token, err := caller.Auth(t.Context(), ""); token != "b" || err != nil || caller.Tenant != "harbor" || api.Client.Server != "https://carillon.example/" {
		t.Errorf("%s %v for %s at %s", token, err, caller.Tenant, api.Client.Server)
	}
	if bare == nil || !strings.Contains(bare.Error(), "CARILLON_URL") || !strings.Contains(bare.Error(), "CARILLON_API_KEY") {
		t.Error(bare)
	}
}
