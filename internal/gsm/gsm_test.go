package gsm_test

import (
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/gsm"
)

func TestTextsTakeAsManySegmentsAsNetworksCount(t *testing.T) {
	t.Parallel()
	a := strings.Repeat
	for _, known := range []struct {
		name, text, encoding  string
		units, segments, left int
	}{
		{"nothing", "", gsm.GSM7, 0, 1, 160},
		{"a full single", a("a", 160), gsm.GSM7, 160, 1, 0},
		{"one more", a("a", 161), gsm.GSM7, 161, 2, 145},
		{"two full parts", a("a", 306), gsm.GSM7, 306, 2, 0},
		{"three parts", a("a", 307), gsm.GSM7, 307, 3, 152},
		{"ten full parts", a("a", 1530), gsm.GSM7, 1530, 10, 0},
		{"line ends count", "a\r\nb", gsm.GSM7, 4, 1, 156},
		{"the euro is two", a("€", 80), gsm.GSM7, 160, 1, 0},
		{"an escape is not torn apart", a("a", 152) + "€" + a("a", 8), gsm.GSM7, 162, 2, 143},
		{"braces and brackets", "[{~^|\\}]", gsm.GSM7, 16, 1, 144},
		{"what GSM has of Greek", "ΔΦΓΛΩΠΨΣΘΞ", gsm.GSM7, 10, 1, 150},
		{"what GSM has of Europe", "àäéèìñòöùüÄÅÆÇÉÑÖØÜåæøß", gsm.GSM7, 23, 1, 137},
		{"a curly quote", "It’s", gsm.UCS2, 4, 1, 66},
		{"a small c cedilla", "ç", gsm.UCS2, 1, 1, 69},
		{"an unseen space", "a\u200bb", gsm.UCS2, 3, 1, 67},
		{"a full single in UCS-2", a("я", 70), gsm.UCS2, 70, 1, 0},
		{"one more in UCS-2", a("я", 71), gsm.UCS2, 71, 2, 63},
		{"two full parts in UCS-2", a("я", 134), gsm.UCS2, 134, 2, 0},
		{"35 emoji", a("😀", 35), gsm.UCS2, 70, 1, 0},
		{"a pair is not torn apart", a("😀", 36), gsm.UCS2, 72, 2, 61},
		{"a family of eleven units", "👨‍👩‍👧‍👦", gsm.UCS2, 11, 1, 59},
		{"a pair at the edge", a("я", 66) + "😀" + a("я", 4), gsm.UCS2, 72, 2, 61},
	} {
		got := gsm.Measure(known.text)
		if got.Encoding != known.encoding || got.Units != known.units || got.Segments != known.segments || got.Left != known.left {
			t.Errorf("%s: %+v, want %s %d %d %d", known.name, got, known.encoding, known.units, known.segments, known.left)
		}
		if gsm.Fits(known.text) != (known.encoding == gsm.GSM7) || (len(got.Forced) > 0) != (known.encoding == gsm.UCS2) {
			t.Errorf("%s: forced by %q", known.name, got.Forced)
		}
	}
}

func TestWhatForcesUnicodeIsNamedOnceAndInOrder(t *testing.T) {
	t.Parallel()

	if got := strings.Join(gsm.Measure("“Hi” – “there”").Forced, " "); got != "“ ” –" {
		t.Errorf("%q", got)
	}
}
