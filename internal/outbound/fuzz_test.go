package outbound

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress holds that an address that may be saved is https, names nobody, keeps its form when it
// is read again, and is no address of the inside.
func FuzzAddress(f *testing.F) {
	for _, addresses := range hostile {
		for _, address := range addresses {
			f.Add(address)
		}
	}
	f.Add("https://bücher.example:8443/ü?a=b#c")
	f.Fuzz(func(t *testing.T, address string) {
		u, err := public.parse(address)
		if err != nil {
			return
		}
		again, err := public.parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q becomes %q, which becomes %v, %v", address, u, again, err)
		}
		plain, err := url.Parse(u.String())
		if err != nil || plain.Scheme != "https" || plain.User != nil || plain.Host != u.Host {
			t.Errorf("%q becomes %q", address, u)
		}
		if a, err := netip.ParseAddr(strings.Trim(u.Hostname(), "[].")); err == nil && !isPublic(a) {
			t.Errorf("%q leads to %s", address, a)
		}
	})
}
