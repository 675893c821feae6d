package lead_test

import (
	"errors"
	"testing"

	"github.com/carillonhq/carillon/internal/lead"
)

func TestEverySpellingOfANumberIsOneNumber(t *testing.T) {
	t.Parallel()
	for _, spelling := range []string{"+12025550143", "+1 (202) 555-0143", "+1-202-555-0143", "+1.202.555.0143"} {
		if got, err := lead.Phone(spelling); err != nil || got != "+12025550143" {
			t.Errorf("%q is %q, %v", spelling, got, err)
		}
	}
}

func TestWhatIsNoInternationalNumberIsRefused(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"", "2025550143", "+", "+1", "+999999999999999999", "call me", "+12025550143 ext. 5"} {
		if got, err := lead.Phone(wrong); !errors.Is(err, lead.ErrPhone) {
			t.Errorf("%q is taken as %q, %v", wrong, got, err)
		}
	}
}

func TestAddressesAreComparedWithoutCaseAndSpace(t *testing.T) {
	t.Parallel()

	composed, decomposed := lead.EmailKey("Ame\u0301lie@Example.com "), lead.EmailKey("am\u00e9lie@example.com")

	if composed != decomposed {
		t.Errorf("%q and %q are told apart", composed, decomposed)
	}
}
