package server

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"maps"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// errAnswerLost: the request was carried out, and its answer was sealed under a master key that has been taken out since.
var errAnswerLost = fault.New(fault.Conflict, "idempotency_answer_lost",
	"This request was carried out, and its answer cannot be read any more. Look for what it made before you send it under another key.")

// once carries a request out, or, where it comes again under the key of its caller, gives the
// answer that it had. Nobody is told of what does not stand yet.
func (s *Server) once(c echo.Context, op *contract.Operation, body contract.Body, next echo.HandlerFunc) error {
	r := c.Request()
	word := r.Header.Get("Idempotency-Key")
	if word == "" || !repeatable(op) || op.TakesStream(r.Header.Get("Content-Type")) { // no transaction waits for a network
		return next(c)
	}
	who, given := actor(r.Context()), &answer{}
	ask := tenant.Ask{Key: digest(who.Tenant.String(), who.Name, op.ID, unquoted(word)), Fingerprint: fingerprint(r, body)}
	purpose := "answer " + hex.EncodeToString(ask.Key[:])
	kept, err := s.DB.Once(r.Context(), who, ask, func(ctx context.Context) (string, tenant.Outcome, error) {
		given = s.answer(c, r.WithContext(ctx), next)
		who.Call.Status, who.Call.Code = given.Status, given.Code
		token, err := s.Keys.Seal(who.Tenant, purpose, encoded(given.lasting()))
		return token, given.outcome(), err
	})
	if errors.Is(err, tenant.ErrInFlight) {
		c.Response().Header().Set("Retry-After", "1")
	}
	if err != nil {
		return err
	}
	if kept == "" {
		return given.send(c.Response())
	}
	plain, err := s.Keys.Open(who.Tenant, purpose, kept)
	if err != nil {
		return errAnswerLost
	}
	decode(plain, given)
	c.Set("code", given.Code)
	given.Head.Set("Idempotent-Replayed", "true")
	return given.send(c.Response())
}

// answer has a request answered without telling anybody.
func (s *Server) answer(c echo.Context, r *http.Request, next echo.HandlerFunc) *answer {
	front := c.Response()
	defer c.SetResponse(front)
	a := &answer{Head: front.Header().Clone()}
	c.SetResponse(echo.NewResponse(a, c.Echo()))
	c.SetRequest(r)
	if err := next(c); err != nil {
		s.problem(err, c)
	}
	a.Code, _ = c.Get("code").(string)
	return a
}

// repeatable says whether an operation has an effect, so that there is something to carry out once.
func repeatable(op *contract.Operation) bool {
	return op.Method != http.MethodGet && !op.Public && op.Extensions["x-effect"] != "none"
}

// unquoted is the word of a key, which may come as a string of RFC 9651.
func unquoted(word string) string {
	inner, quoted := strings.CutPrefix(word, `"`)
	if !quoted {
		return word
	}
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(strings.TrimSuffix(inner, `"`))
}

// fingerprint tells requests of one operation apart by what they say, not by how they spell it: the
// order of names and the space between them count for nothing.
func fingerprint(r *http.Request, body contract.Body) [32]byte {
	said := ""
	if body.Raw != nil {
		said = string(encoded(body.Value))
	}
	return digest(r.URL.Path, r.URL.Query().Encode(), said)
}

// digest is a SHA-256 in which it counts where one part ends and the next begins.
func digest(parts ...string) [32]byte {
	var all []byte
	for _, part := range parts {
		all = binary.BigEndian.AppendUint64(all, uint64(len(part)))
		all = append(all, part...)
	}
	return sha256.Sum256(all)
}

// answer is what a request is answered with. It takes a handler's writing and tells nobody.
type answer struct {
	Status int         `json:"status"`
	Head   http.Header `json:"head"`
	Body   []byte      `json:"body"`
	Code   string      `json:"code"` // of a problem; empty for what is none
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.Head }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) { a.Status = status }

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) {
	a.Body = append(a.Body, b...)
	return len(b), nil
}

// lasting is the answer without what is of its own request alone.
func (a *answer) lasting() answer {
	l := answer{Status: a.Status, Head: http.Header{}, Body: a.Body, Code: a.Code}
	for _, name := range []string{"Content-Type", "Location", "Etag", "Link"} {
		if values := a.Head.Values(name); len(values) > 0 {
			l.Head[name] = values
		}
	}
	return l
}

// outcome is what becomes of a request that was answered so. What we failed at, and what came too
// often, may come again.
func (a *answer) outcome() tenant.Outcome {
	switch {
	case a.Status < http.StatusBadRequest:
		return tenant.Done
	case a.Status == http.StatusTooManyRequests || a.Status >= http.StatusInternalServerError:
		return tenant.Failed
	}
	return tenant.Refused
}

// send tells it.
func (a *answer) send(w http.ResponseWriter) error {
	maps.Copy(w.Header(), a.Head)
	w.WriteHeader(a.Status)
	if len(a.Body) == 0 {
		return nil
	}
	_, err := w.Write(a.Body)
	return err
}
