package lead_test

import (
	"errors"
	"regexp"
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

// FuzzContact holds that the stored form of a contact is its own stored form, so that whoever reads
// one and writes it back changes nothing.
func FuzzContact(f *testing.F) {
	for _, seed := range []string{"+1 (202) 555-0143", "+44 20 7946 0958;ext=1", "tel:+12025550143", "+１２０２５５５０１４３", "İ@example.com", "A\u030A@Example.com ", "\u1E9E@x.example"} {
		f.Add(seed)
	}
	e164 := regexp.MustCompile(`^\+[1-9][0-9]{3,16}$`)
	f.Fuzz(func(t *testing.T, contact string) {
		if number, err := lead.Phone(contact); err == nil {
			if again, err := lead.Phone(number); err != nil || again != number || !e164.MatchString(number) {
				t.Errorf("%q is %q, which is %q, %v", contact, number, again, err)
			}
		}
		if key := lead.EmailKey(contact); lead.EmailKey(key) != key {
			t.Errorf("%q is compared as %+q, which is compared as %+q", contact, key, lead.EmailKey(key))
		}
	})
}
