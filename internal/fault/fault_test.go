package fault_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/carillonhq/carillon/internal/fault"
)

var errState = fault.New(fault.Conflict, "campaign_not_startable", "Only a draft can be started.")

func TestCopyIsFoundAsItsDeclaredValue(t *testing.T) {
	t.Parallel()

	err := fmt.Errorf("start: %w", errState.With("state", "running").At("/state"))

	if !errors.Is(err, errState) {
		t.Error("the copy is not found behind the wrapping")
	}
	if errors.Is(err, fault.New(fault.Conflict, "lead_phone_taken", "")) {
		t.Error("another code of the same kind is taken for it")
	}
	if errors.Is(err, errors.New(errState.Error())) {
		t.Error("an error with the same text is taken for it")
	}
}

func TestDeclaredValueIsNeverChanged(t *testing.T) {
	t.Parallel()

	before := *errState
	one := errState.With("state", "running").At("/a")
	two := one.With("state", "paused").At("/b")
	three := one.At("/c")

	if !reflect.DeepEqual(*errState, before) {
		t.Errorf("declared value became %+v", *errState)
	}
	if one.Meta["state"] != "running" || two.Meta["state"] != "paused" {
		t.Errorf("copies share their meta: %v, %v", one.Meta, two.Meta)
	}
	if len(one.Violations) != 1 || two.Violations[1].Pointer != "/b" || three.Violations[1].Pointer != "/c" {
		t.Errorf("copies share their violations: %v, %v, %v", one.Violations, two.Violations, three.Violations)
	}
}

func TestFieldCarriesTheFaultsCodeAndMessage(t *testing.T) {
	t.Parallel()

	got := errState.At("/schedule/start_at").Violations

	want := []fault.Violation{{In: fault.Body, Pointer: "/schedule/start_at",
		Code: errState.Code, Message: errState.Message}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTextHoldsNoMetaAndNoField(t *testing.T) {
	t.Parallel()

	text := errState.With("phone", "+12025550101").At("/phone").Error()

	if text != "campaign_not_startable: Only a draft can be started." {
		t.Errorf("text is %q", text)
	}
}
