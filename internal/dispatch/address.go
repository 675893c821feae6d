package dispatch

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/window"
)

// addressKey is an address as it is compared on a channel: lower case for email; E.164 is its own.
func addressKey(name, address string) string {
	if name == "email" {
		return strings.ToLower(norm.NFC.String(strings.TrimSpace(address)))
	}
	return address
}

// AddressOf is where a lead is reached on a channel: the address and the form in which it is
// compared; both empty when the lead has none.
func AddressOf(l db.Lead, name string) (address, key string) {
	if name == "email" {
		return text(l.Email), text(l.EmailKey)
	}
	return text(l.Phone), text(l.Phone)
}

// ZonesOf names the zones in all of which a lead's window must be open: the lead's own; else those
// its phone number allows; else the campaign's.
func ZonesOf(l db.Lead, fallback string) []string {
	if own := text(l.Timezone); own != "" {
		return []string{own}
	}
	if l.Phone != nil {
		if zones := window.ZonesOf(*l.Phone); len(zones) > 0 {
			names := make([]string, len(zones))
			for i, z := range zones {
				names[i] = z.String()
			}
			return names
		}
	}
	return []string{fallback}
}
