package server

import (
	"net/http"

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
