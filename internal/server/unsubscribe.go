package server

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/tenant"
)

//go:embed page/unsubscribe.html
var unsubscribeText string

var unsubscribePage = template.Must(template.New("unsubscribe").Parse(unsubscribeText))

// notice is what the page says to a person.
type notice struct {
	Title, Text string
	Ask         bool // whether there is something to press
}

var (
	asking  = notice{"Unsubscribe", "Press the button, and you will get no more messages from this sender here.", true}
	parting = notice{"You are unsubscribed", "You will get no more messages from this sender here. You can close this page.", false}
	unknown = notice{"This link does not work", "Open the link as it stands in the message, all of it.", false}
)

// unsubscribes answers the links by which people get no more messages, as RFC 8058 has it: whoever
// follows one is shown a page, and only a POST, of that page or of a mail program, changes anything. It
// needs no cookie, no login and nothing but the store, and is not limited.
func (s *Server) unsubscribes(e *echo.Echo) {
	path := connection.UnsubscribePath + ":token"
	e.Match([]string{http.MethodGet, http.MethodHead}, path, func(c echo.Context) error {
		if _, _, ok := s.Book.CheckUnsubscribeToken(c.Param("token")); !ok {
			return show(c, http.StatusNotFound, unknown)
		}
		return show(c, http.StatusOK, asking)
	})
	e.POST(path, s.unsubscribe)
}

// unsubscribe suppresses before it answers. What the body says does not matter.
func (s *Server) unsubscribe(c echo.Context) error {
	who, target, ok := s.Book.CheckUnsubscribeToken(c.Param("token"))
	if !ok {
		return show(c, http.StatusNotFound, unknown)
	}
	ctx := c.Request().Context()
	err := s.DB.Tx(ctx, leaving(c, who), func(tx *tenant.Tx) error {
		return consent.Unsubscribe(ctx, tx, target, address(c).String())
	})
	if tenant.IsNone(err) {
		return show(c, http.StatusNotFound, unknown)
	}
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, parting)
}

// leaving is who unsubscribes: the person whom a message was for.
func leaving(c echo.Context, who uuid.UUID) tenant.Actor {
	return tenant.Actor{Tenant: who, Name: "link:unsubscribe", Request: requestID(c), Address: address(c)}
}

func show(c echo.Context, status int, n notice) error {
	var page bytes.Buffer
	if err := unsubscribePage.Execute(&page, n); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", signInPolicy)
	return c.HTMLBlob(status, page.Bytes())
}
