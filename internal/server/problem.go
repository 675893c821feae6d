package server

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// statuses are what each kind of failure is in HTTP; an error that is no fault is a 500.
var statuses = map[fault.Kind]int{
	fault.Malformed: http.StatusBadRequest, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Gone: http.StatusGone,
	fault.Precondition: http.StatusPreconditionFailed, fault.TooLarge: http.StatusRequestEntityTooLarge,
	fault.Unsupported: http.StatusUnsupportedMediaType, fault.Invalid: http.StatusUnprocessableEntity,
	fault.Limited: http.StatusTooManyRequests, fault.Upstream: http.StatusBadGateway, fault.Unavailable: http.StatusServiceUnavailable,
	errInternal.Kind: http.StatusInternalServerError, errMethod.Kind: http.StatusMethodNotAllowed,
}

// Status is what a kind of failure is in HTTP, 0 for a kind that no failure has.
func Status(kind fault.Kind) int { return statuses[kind] }

var (
	// errInternal: the service met something that it does not know how to treat.
	errInternal = fault.New("internal", "internal", "Something of ours went wrong. Tell us the request_id.")
	// errNoRoute: the address is none of this service's.
	errNoRoute = fault.New(fault.NotFound, "not_found", "There is nothing at this address.")
	// errMethod: the address is known by other methods only.
	errMethod = fault.New("method", "method_not_allowed", "This address does not take this method.")
)

// problem is the one place where a failure becomes bytes. What breaks an answer off that has begun is
// told to the log alone.
func (s *Server) problem(err error, c echo.Context) {
	f, status := s.judge(err, c)
	if c.Response().Committed {
		return
	}
	c.Set("code", f.Code)
	h := c.Response().Header()
	switch status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", challenge(f))
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		if h.Get("Retry-After") == "" {
			h.Set("Retry-After", "5")
		}
	}
	h.Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(status)
	if c.Request().Method == http.MethodHead {
		return
	}
	_ = json.NewEncoder(c.Response()).Encode(written(f, status, c)) // the caller is gone
}

// challenge is what RFC 6750 asks for: no error where no token was sent.
func challenge(f *fault.Fault) string {
	if errors.Is(f, access.ErrMissingCredentials) {
		return `Bearer realm="carillon"`
	}
	return `Bearer realm="carillon", error="invalid_token"`
}

// judge finds the fault in an error and leaves it for the log; whole, where it is ours.
func (s *Server) judge(err error, c echo.Context) (*fault.Fault, int) {
	f, status := verdict(err)
	if status >= http.StatusInternalServerError {
		s.logFailure(c, err)
	}
	if f != errInternal && f != errNoRoute && f != errMethod {
		c.Set("refusal", err.Error())
	}
	return f, status
}

// verdict is the fault in an error and its status. Whatever is none is internal.
func verdict(err error) (*fault.Fault, int) {
	var f *fault.Fault
	var he *echo.HTTPError
	switch {
	case errors.As(err, &f):
		if status, ok := statuses[f.Kind]; ok {
			return f, status
		}
	case errors.Is(err, http.ErrMissingBoundary):
		return errMultipart, statuses[errMultipart.Kind]
	case errors.As(err, &he) && he.Code == http.StatusNotFound:
		return errNoRoute, he.Code
	case errors.As(err, &he) && he.Code == http.StatusMethodNotAllowed:
		return errMethod, he.Code
	case errors.As(err, &he) && he.Code < http.StatusInternalServerError:
		return errNoRoute, http.StatusBadRequest
	}
	return errInternal, http.StatusInternalServerError
}

func (s *Server) logFailure(c echo.Context, err error) {
	level := slog.LevelError
	if c.Request().Context().Err() != nil { // the caller left: nobody is told, nothing is wrong
		level = slog.LevelInfo
	}
	s.Log.Log(c.Request().Context(), level, "a request failed", "event", "request_failed",
		"request_id", requestID(c), "method", c.Request().Method, "path", c.Path(), "error", err)
}

func written(f *fault.Fault, status int, c echo.Context) api.Problem {
	p := documented(f, status)
	p.Instance, p.RequestID = c.Request().URL.EscapedPath(), requestID(c)
	return p
}

// documented is a fault as a problem document, without the request that met it.
func documented(f *fault.Fault, status int) api.Problem {
	p := api.Problem{Type: "/docs/errors/" + f.Code, Title: fault.Title(f.Code), Status: status, Code: f.Code, Detail: f.Message, Meta: f.Meta}
	for _, v := range f.Violations {
		p.Errors = append(p.Errors, field(v))
	}
	return p
}

func field(v fault.Violation) api.ProblemField {
	f := api.ProblemField{In: string(v.In), Code: v.Code, Message: v.Message, Meta: v.Meta}
	if v.In == fault.Body {
		f.Pointer = &v.Pointer
	} else {
		f.Name = &v.Name
	}
	return f
}

// identify gives every request an id of ours.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := "req_" + strings.ReplaceAll(uuid.Must(uuid.NewV7()).String(), "-", "")
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		for name, value := range guarding {
			c.Response().Header().Set(name, value)
		}
		return next(c)
	}
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// logged writes one line per request: what was asked, by whom, how it ended and why it was refused;
// never a body, a query or an address of a person.
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		attrs := []slog.Attr{
			slog.String("event", "request"), slog.String("request_id", requestID(c)), slog.String("method", c.Request().Method),
			slog.String("path", c.Path()), slog.Int("status", c.Response().Status), slog.Int64("ms", time.Since(began).Milliseconds()),
		}
		if a, ok := c.Get("actor").(tenant.Actor); ok {
			attrs = append(attrs, slog.String("tenant_id", a.Tenant.String()), slog.String("actor", a.Name))
		}
		if why, ok := c.Get("refusal").(string); ok {
			attrs = append(attrs, slog.String("refusal", why))
		}
		s.Log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request", attrs...)
		return nil
	}
}
