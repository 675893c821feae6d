package server

import (
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
)

// traced puts every request into the trace that its caller names, or into one of its own. Of the
// caller's word only the two ids and the flag are taken.
func (s *Server) traced(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		ctx, span := s.Traces.Begin(r.Context(), trace.Request, r.Method, r.Header.Get(trace.Header))
		c.SetRequest(r.WithContext(ctx))
		err := next(c)
		s.recorded(c, span)
		return err
	}
}

// recorded ends a request's span.
func (s *Server) recorded(c echo.Context, span trace.Span) {
	span.Name(c.Request().Method + " " + c.Path())
	about := []slog.Attr{
		slog.String("http.request.method", c.Request().Method), slog.String("http.route", c.Path()),
		slog.Int("http.response.status_code", c.Response().Status), slog.String("carillon.request_id", requestID(c)),
	}
	if a, ok := c.Get("actor").(tenant.Actor); ok {
		about = append(about, slog.String("carillon.tenant_id", a.Tenant.String()))
	}
	code := ""
	if c.Response().Status >= http.StatusInternalServerError {
		code, _ = c.Get("code").(string)
	}
	span.End(code, about...)
}
