package access

import (
	"bytes"
	"strings"
	"testing"
)

func TestKeyIsTakenApartAsItWasPutTogether(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}

	for range 1000 {
		for _, mode := range []string{"live", "test"} {
			k := keyText{mode: mode, id: newID(), secret: newSecret()}
			got, err := parseKey(k.String())
			if err != nil || got != k {
				t.Fatalf("%+v became %+v, %v", k, got, err)
			}
			if len(k.String()) != 70 || !isKey(k.String()) || seen[k.id] || seen[k.secret] {
				t.Fatalf("not a key of its own: %d characters", len(k.String()))
			}
			seen[k.id], seen[k.secret] = true, true
		}
	}
}

func TestNumbersKeepTheirWidth(t *testing.T) {
	t.Parallel()

	for bytesOf, width := range map[int]int{32: secretWidth, 8: idWidth, 4: sumWidth} {
		for _, fill := range []byte{0, 1, 0xff} {
			if got := base62(bytes.Repeat([]byte{fill}, bytesOf), width); len(got) != width {
				t.Errorf("%d bytes of %d became %s", bytesOf, fill, got)
			}
		}
	}
}

func TestKeyCutOrMistypedIsRefusedUnasked(t *testing.T) {
	t.Parallel()
	text := keyText{mode: "live", id: newID(), secret: newSecret()}.String()
	wrong := map[string]bool{text + "0": true, " " + text: true, text + "\n": true, strings.ToUpper(text): true, strings.Replace(text, "live", "test", 1): true}
	for i := range text {
		wrong[text[:i]] = true
		for _, c := range "0aZ_-é" {
			wrong[text[:i]+string(c)+text[i+1:]] = true
		}
		if i > 0 {
			wrong[text[:i-1]+text[i:i+1]+text[i-1:i]+text[i+1:]] = true // two characters change places
		}
	}
	delete(wrong, text)

	for bad := range wrong {
		if k, err := parseKey(bad); err == nil {
			t.Errorf("%q passes as %+v", bad, k)
		}
	}
	if len(wrong) < 400 {
		t.Errorf("only %d texts were tried", len(wrong))
	}
}
