package server

import (
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/labstack/echo/v4"
)

func TestClientAddressIsTakenFromTrustedProxiesOnly(t *testing.T) {
	t.Parallel()
	balancers := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}

	for _, said := range []struct {
		proxies    []netip.Prefix
		from, told string
		want       string
	}{
		{nil, "203.0.113.9:5", "", "203.0.113.9"},
		{nil, "203.0.113.9:5", "198.51.100.1", "203.0.113.9"},
		{nil, "127.0.0.1:5", "198.51.100.1", "127.0.0.1"},
		{balancers, "203.0.113.9:5", "198.51.100.1", "203.0.113.9"},
		{balancers, "10.0.0.1:5", "", "10.0.0.1"},
		{balancers, "10.0.0.1:5", "198.51.100.1", "198.51.100.1"},
		{balancers, "10.0.0.1:5", "192.0.2.66, 198.51.100.1", "198.51.100.1"},
		{balancers, "10.0.0.1:5", "192.0.2.66, 198.51.100.1, 10.9.9.9", "198.51.100.1"},
		{balancers, "10.0.0.1:5", "198.51.100.1, 192.168.0.3", "192.168.0.3"},
		{balancers, "10.0.0.1:5", "198.51.100.1, 127.0.0.1", "127.0.0.1"},
		{balancers, "[fd00::1]:5", "2001:db8::7", "2001:db8::7"},
		{balancers, "[::ffff:10.0.0.1]:5", "198.51.100.1", "198.51.100.1"},
		{balancers, "10.0.0.1:5", "::ffff:198.51.100.1", "198.51.100.1"},
	} {
		e := echo.New()
		e.IPExtractor = clientAddress(said.proxies)
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = said.from
		if said.told != "" {
			r.Header.Set("X-Forwarded-For", said.told)
		}

		if got := address(e.NewContext(r, nil)).String(); got != said.want {
			t.Errorf("from %s with %q: %s, want %s", said.from, said.told, got, said.want)
		}
	}
}
