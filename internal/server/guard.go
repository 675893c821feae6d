package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// errTooLarge: the body is longer than a JSON body may be.
var errTooLarge = fault.New(fault.TooLarge, "body_too_large", "The body is longer than 1 MiB. Send less at a time.")

// visit is what the guard learned of a request and strict handlers need.
type visit struct {
	op     *contract.Operation
	actor  tenant.Actor
	caller access.Caller
	header http.Header
	url    *url.URL
	head   http.Header // of the answer
}

type visitKey struct{}

// visited returns what the guard learned; it is there in every handler.
func visited(ctx context.Context) visit { v, _ := ctx.Value(visitKey{}).(visit); return v }

// actor is who calls, for which tenant.
func actor(ctx context.Context) tenant.Actor { return visited(ctx).actor }

// guard does for every operation what none should do for itself: who calls, for which tenant, are
// these too many requests, does the role cover it, does the request obey the contract, has it been
// carried out before, what became of it. Nothing of the body is read before that order allows it.
func (s *Server) guard(op *contract.Operation) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			ctx := c.Request().Context()
			c.Set("operation", op.ID)
			v, err := s.admit(c, op)
			if err == nil {
				err = s.enter(c, op, v, next)
			}
			s.note(ctx, c, v.actor, err)
			return err
		}
	}
}

// enter lets somebody who may call in, once the request obeys the contract.
func (s *Server) enter(c echo.Context, op *contract.Operation, v visit, next echo.HandlerFunc) error {
	if v.actor.Tenant != uuid.Nil {
		c.Response().Header().Set("Carillon-Tenant", v.actor.Tenant.String())
	}
	body, err := obey(c, op)
	if err != nil {
		return err
	}
	r := c.Request()
	v.actor.Match = meant(r.Header.Get("If-Match"))
	c.SetRequest(r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	return s.once(c, op, body, s.tagged(op, next))
}

// admit learns who calls, charges the request to their limits and asks for the permission.
func (s *Server) admit(c echo.Context, op *contract.Operation) (visit, error) {
	if err := s.barred(c, op); err != nil {
		return visit{}, err
	}
	v, err := s.recognise(c, op)
	if err := s.limit(c, op, v.actor, err); err != nil || op.Public {
		return v, err
	}
	return v, s.Gate.Permit(v.actor, op.Schemes, op.Permissions)
}

// recognise authenticates and chooses the tenant. Of a caller who may not act for it, the visit
// tells at least who they are.
func (s *Server) recognise(c echo.Context, op *contract.Operation) (visit, error) {
	r := c.Request()
	v := visit{op: op, header: r.Header, url: r.URL, head: c.Response().Header()}
	if op.Public {
		return v, nil
	}
	if err := s.identity(r.Context(), &v, address(c)); err != nil {
		return v, err
	}
	v.actor.Request, v.actor.Address, v.actor.Call = requestID(c), address(c), callOf(c, op)
	c.Set("actor", v.actor)
	return v, nil
}

// identity puts into a visit who calls from an address, and for which tenant.
func (s *Server) identity(ctx context.Context, v *visit, from netip.Addr) (err error) {
	if v.caller, err = s.Gate.Caller(ctx, v.header.Values("Authorization"), from); err != nil {
		return err
	}
	v.actor = v.caller.Platform()
	if v.op.Extensions["x-tenant"] == "none" {
		return nil
	}
	a, err := s.Gate.Actor(ctx, v.caller, v.header.Get("Carillon-Tenant"))
	if err == nil {
		v.actor = a
	}
	return err
}

// turnedAway says whether whoever was let in would not be any more: the token has expired, the key was
// revoked, the member removed, the tenant suspended. While that cannot be found out nobody is.
func (s *Server) turnedAway(ctx context.Context) bool {
	was := visited(ctx)
	now := visit{op: was.op, header: was.header}
	err := s.identity(ctx, &now, was.actor.Address)
	if err == nil {
		err = s.Gate.Permit(now.actor, was.op.Schemes, was.op.Permissions)
	}
	var f *fault.Fault
	return err == nil && now.actor.Tenant != was.actor.Tenant || errors.As(err, &f) && (f.Kind != fault.Unavailable)
}

// obey checks a request against the contract and hands the checked body on.
func obey(c echo.Context, op *contract.Operation) (contract.Body, error) {
	r := c.Request()
	var raw []byte
	if op.TakesStream(r.Header.Get("Content-Type")) {
		r.Body = streamed(c, op)
	} else {
		var err error
		if raw, err = read(c, contract.MaxBody); err != nil {
			return contract.Body{}, err
		}
	}
	body, err := op.CheckRequest(r, func(name string) string { return decoded(c, name) }, raw)
	if err != nil {
		return body, err
	}
	if body.Raw != nil {
		r.Body = body.ReadCloser()
		r.Header.Set(echo.HeaderContentType, body.MediaType) // the generated binding tells letter cases apart
	}
	return body, nil
}

// read takes a whole body of at most limit bytes; nil when there is none.
func read(c echo.Context, limit int64) ([]byte, error) {
	r := c.Request()
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	raw, err := io.ReadAll(http.MaxBytesReader(c.Response(), r.Body, limit))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, errTooLarge.With("maximum_bytes", limit)
	}
	if err != nil {
		return nil, contract.ErrMalformedBody
	}
	if len(raw) == 0 {
		return nil, nil
	}
	return raw, nil
}

// decoded is the text of a path parameter. Echo decodes it only where the path has one spelling.
func decoded(c echo.Context, name string) string {
	param := c.Param(name)
	if c.Request().URL.RawPath == "" {
		return param
	}
	if plain, err := url.PathUnescape(param); err == nil {
		return plain
	}
	return param
}
