package server

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/contract"
)

// tagged has an answer that shows one thing carry its ETag, and does not tell a caller again what
// that caller has. A tag begins with the row's version, which is what If-Match is about, and goes on
// with a digest of the answer, which also counts what changes without the row.
func (s *Server) tagged(op *contract.Operation, next echo.HandlerFunc) echo.HandlerFunc {
	if !op.Tagged() {
		return next
	}
	return func(c echo.Context) error {
		r := c.Request()
		a := s.answer(c, r, next)
		if tag := tagOf(a); tag != "" {
			a.Head.Set("ETag", tag)
			if op.Method == http.MethodGet && has(r.Header.Values("If-None-Match"), tag) {
				a.Status, a.Body = http.StatusNotModified, nil
				a.Head.Del(echo.HeaderContentType)
			}
		}
		return a.send(c.Response())
	}
}

// tagOf is the ETag of an answer; of a conflict of versions, the present version alone. Empty where
// there is none.
func tagOf(a *answer) string {
	var shown struct {
		Version int
		Meta    struct{ Version int }
	}
	switch {
	case a.Status < http.StatusMultipleChoices:
		decode(a.Body, &shown)
		sum := sha256.Sum256(a.Body)
		return fmt.Sprintf(`"%d-%x"`, shown.Version, sum[:8])
	case a.Status == http.StatusPreconditionFailed:
		decode(a.Body, &shown)
		return fmt.Sprintf(`"%d"`, shown.Meta.Version)
	}
	return ""
}

// has says whether a list of ETags names one, weakly or not.
func has(lists []string, tag string) bool {
	for _, list := range lists {
		for one := range strings.SplitSeq(list, ",") {
			if slices.Contains([]string{tag, "W/" + tag, "*"}, strings.TrimSpace(one)) {
				return true
			}
		}
	}
	return false
}

// meant is the version that If-Match names, 0 for whichever there is. The contract has seen to its
// form.
func meant(header string) int32 {
	number, _, _ := strings.Cut(strings.Trim(header, `"`), "-")
	version, _ := strconv.ParseInt(number, 10, 32)
	return int32(version)
}
