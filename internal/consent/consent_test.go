package consent_test

import (
	"testing"

	"github.com/carillonhq/carillon/internal/consent"
)

func TestOnlyAWholeWordOptsOutOrIn(t *testing.T) {
	t.Parallel()
	for want, texts := range map[consent.Meaning][]string{
		consent.Stop: {
			"STOP", " stop. ", "Stop!", "ＳＴＯＰ", "arrêt", "ARRÊTER", "opt-out", "Opt out", "STOP ALL", "Abmelden", "baja", "Ende",
			"alto", "SAIR", "désinscription", "cancella", "stop 🙏", "descadastrar",
		},
		consent.Start: {"START", "unstop", "Alta", "começar", "opt in", "anmelden!", "INIZIA", "ｓｔａｒｔ"},
		consent.Doubtful: {
			"please don't stop calling", "stop it now", "the end of may", "can I cancel on Tuesday?", "I want to opt out of this",
			"cancelar mi cita", "Bitte nicht stoppen, stopp", "ARRÊT maladie", "start, don't stop",
		},
		consent.Nothing: {"", "yes", "!?", "unstoppable", "I started it", "weekend", "the stopper", "altogether", "start now please"},
	} {
		for _, text := range texts {
			if got := consent.Read(text); got != want {
				t.Errorf("%q is read as %d, not %d", text, got, want)
			}
		}
	}
}
