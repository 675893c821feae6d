package consent_test

import (
	"testing"

	"github.com/carillonhq/carillon/internal/consent"
)

func TestOnlyAWholeStopWordOptsOut(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"STOP", " stop. ", "Stop!", "ＳＴＯＰ", "arrêt", "ARRÊTER", "opt-out", "Abmelden", "baja"} {
		if !consent.IsStop(text) {
			t.Errorf("%q does not opt out", text)
		}
	}
	for _, text := range []string{"", "please don't stop", "stop it now", "the end of may", "yes", "!?"} {
		if consent.IsStop(text) {
			t.Errorf("%q opts out", text)
		}
	}
}
