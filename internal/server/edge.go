package server

import (
	"net"
	"net/http"
	"net/netip"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// guarding are headers of every answer: none is a page, a script or a frame, and none is kept.
var guarding = map[string]string{
	"X-Content-Type-Options":    "nosniff",
	"Cache-Control":             "no-store",
	"X-Frame-Options":           "DENY",
	"Referrer-Policy":           "no-referrer",
	"Content-Security-Policy":   "default-src 'none'; frame-ancestors 'none'",
	"Strict-Transport-Security": "max-age=63072000",
}

// What scripts of allowed origins may send, and what they may read of an answer.
var (
	allowed = []string{
		"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Carillon-Tenant", "X-Request-Id", "traceparent",
		"Last-Event-ID",
	}
	exposed = []string{
		"ETag", "Link", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id", "Idempotent-Replayed", "Deprecation", "Sunset",
		"Carillon-Tenant",
	}
)

// cors lets the scripts of web pages of these origins call, and no other page's. Tokens travel in a
// header, so no cookie is ever allowed.
func cors(origins []string) echo.MiddlewareFunc {
	if len(origins) == 0 {
		return func(next echo.HandlerFunc) echo.HandlerFunc { return next }
	}
	return middleware.CORSWithConfig(middleware.CORSConfig{
		AllowOrigins: origins, AllowHeaders: allowed, ExposeHeaders: exposed, MaxAge: 600,
		AllowMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete},
	})
}

// clientAddress is who connected, or, for connections from these networks, whom the proxies there
// name: the last of X-Forwarded-For that is none of them. Without proxies the header is anybody's
// word and is not read.
func clientAddress(proxies []netip.Prefix) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trusted := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		p = p.Masked()
		trusted = append(trusted, echo.TrustIPRange(&net.IPNet{
			IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(trusted...)
}

// address is the client's, without a zone and never an IPv4 address in IPv6 clothes.
func address(c echo.Context) netip.Addr {
	a, _ := netip.ParseAddr(c.RealIP()) // invalid where the transport has no addresses
	return a.WithZone("").Unmap()
}
