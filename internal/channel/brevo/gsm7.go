package brevo

import "strings"

// gsm7Alphabet is the default alphabet of GSM 03.38 and its extension table.
const gsm7Alphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
	"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà" + "\f^{}\\[~]|€"

// gsm7 tells whether a text can be sent without Unicode. Brevo replaces or drops what cannot.
func gsm7(text string) bool {
	for _, r := range text {
		if !strings.ContainsRune(gsm7Alphabet, r) {
			return false
		}
	}
	return true
}
