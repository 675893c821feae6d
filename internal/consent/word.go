package consent

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Meaning is what a text says about being contacted.
type Meaning int

// The meanings. A text that only holds a word which opts out is Doubtful: "please don't stop" means
// the opposite, and a person has to read it.
const (
	Nothing Meaning = iota
	Stop
	Start
	Doubtful
)

// Words that mean it when they are the whole text, in English, Spanish, Portuguese, French, German
// and Italian: without accents, space and punctuation.
var (
	stopWords = words("stop stopall quit end cancel unsubscribe revoke optout " +
		"alto baja cancelar parar detener desuscribir pare sair descadastrar remover " +
		"arret arreter desabonner desinscrire desinscription " +
		"stopp ende abmelden abbestellen beenden basta cancella ferma disiscrivi disiscrivimi annulla")
	startWords = words("start unstop resume optin subscribe alta suscribir reanudar comecar iniciar inscrever voltar " +
		"commencer reprendre abonner anmelden starten inizia riprendi iscrivimi")
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// Read says what a text means, whatever its case, accents, punctuation and the space around it.
func Read(text string) Meaning {
	said := spoken(text)
	whole := strings.Join(said, "")
	switch {
	case stopWords[whole]:
		return Stop
	case startWords[whole]:
		return Start
	case slices.ContainsFunc(said, func(w string) bool { return stopWords[w] }), parted(said):
		return Doubtful
	}
	return Nothing
}

// parted says whether two words of a text make one that opts out: "opt out".
func parted(said []string) bool {
	for i := range len(said) - 1 {
		if stopWords[said[i]+said[i+1]] {
			return true
		}
	}
	return false
}

// spoken are the words of a text, without case and accents.
func spoken(text string) []string {
	folded := cases.Fold().String(norm.NFKD.String(text))
	folded = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, folded)
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
