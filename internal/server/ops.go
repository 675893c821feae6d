package server

import (
	_ "embed"
	"errors"
	"net/http"
	"strings"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/queue"
	"github.com/carillonhq/carillon/internal/tenant"
)

// signInPage is how a browser comes by what it cannot send in a header.
//
//go:embed page/signin.html
var signInPage string

const (
	signInPath   = queue.Path + "/sign-in"
	signInPolicy = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	opsCookie    = "carillon_ops"
)

// errElsewhere: another site's page had a browser ask for a change.
var errElsewhere = fault.New(fault.Forbidden, "cross_origin", "This changes something, and a page of another site asked for it. Ask from a page of this server.")

// queues has River UI answer super admins and nobody else. A person's own access token lets them in,
// from the header or, in a browser, from a cookie that no script reads and no other site's page
// sends; it is looked at anew with every request.
func (s *Server) queues(e *echo.Echo) {
	if s.Queue == nil {
		return
	}
	e.GET(signInPath, func(c echo.Context) error { return signIn(c, http.StatusOK) })
	e.POST(signInPath, s.signedIn)
	for _, path := range []string{queue.Path, queue.Path + "/*"} {
		e.Any(path, s.queue)
	}
}

func (s *Server) queue(c echo.Context) error {
	r := c.Request()
	authorization := r.Header.Values("Authorization")
	if cookie, err := r.Cookie(opsCookie); err == nil && len(authorization) == 0 {
		authorization = []string{"Bearer " + cookie.Value}
	}
	err := s.operator(c, authorization)
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind == fault.Unauthenticated && strings.Contains(r.Header.Get("Accept"), "text/html") {
		c.Response().Header().Set("WWW-Authenticate", challenge(f))
		return signIn(c, http.StatusUnauthorized)
	}
	if err == nil {
		err = s.Queue.Permits(r)
	}
	if err != nil {
		return err
	}
	s.Queue.ServeHTTP(c.Response(), r)
	return nil
}

// operator lets in who runs the platform.
func (s *Server) operator(c echo.Context, authorization []string) error {
	if http.NewCrossOriginProtection().Check(c.Request()) != nil {
		return errElsewhere
	}
	if err := s.barred(c, &contract.Operation{}); err != nil {
		return err
	}
	who, err := s.Gate.Caller(c.Request().Context(), authorization, address(c))
	if guessed(err) {
		return errors.Join(s.guess(c), err)
	}
	if err != nil {
		return err
	}
	c.Set("actor", tenant.Actor{Tenant: uuid.Nil, Name: who.Platform().Name})
	if !who.Admin {
		return access.ErrForbidden
	}
	return nil
}

// signedIn takes a token from the form, and gives it to the browser to keep until it closes.
func (s *Server) signedIn(c echo.Context) error {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, 16<<10)
	token := strings.TrimSpace(r.PostFormValue("token"))
	if err := s.operator(c, []string{"Bearer " + token}); err != nil {
		return err
	}
	http.SetCookie(c.Response(), &http.Cookie{
		Name: opsCookie, Value: token, Path: queue.Path, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: strings.HasPrefix(s.Book.PublicURL, "https://"),
	})
	return c.Redirect(http.StatusSeeOther, queue.Path+"/")
}

func signIn(c echo.Context, status int) error {
	c.Response().Header().Set("Content-Security-Policy", signInPolicy)
	return c.HTML(status, signInPage)
}
