package server

import (
	"context"
	"net/http"
	"regexp"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/tenant"
)

// noteWait is how long a refused call may wait to be noted.
const noteWait = 2 * time.Second

// pathID are the parameters of a path.
var pathID = regexp.MustCompile(`\{(\w+)\}`)

// callOf is what the audit log says of a request that may change something; nil for one that only
// reads.
func callOf(c echo.Context, op *contract.Operation) *tenant.Call {
	if op.Method == http.MethodGet {
		return nil
	}
	call := &tenant.Call{Operation: op.ID, Status: op.Success()}
	for _, m := range pathID.FindAllStringSubmatch(op.Path, -1) {
		if id, err := uuid.Parse(decoded(c, m[1])); err == nil {
			call.Object = id
			break
		}
	}
	return call
}

// note sees to it that a call stands in its tenant's audit log as it ended, before a refusal is told.
// Where nobody knows the tenant, and where a limit stopped the call (or a flood would write without
// end), only the log of requests tells of it.
func (s *Server) note(ctx context.Context, c echo.Context, a tenant.Actor, err error) {
	if a.Call == nil || a.Tenant == uuid.Nil {
		return
	}
	a.Call.Status, a.Call.Code = ended(c, err)
	if a.Call.Noted() || a.Call.Status == http.StatusTooManyRequests {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWait)
	defer cancel()
	if missed := s.DB.Note(ctx, a); missed != nil {
		s.Log.ErrorContext(ctx, "a call is not in the audit log", "event", "audit_missed", "request_id", a.Request,
			"tenant_id", a.Tenant, "actor", a.Name, "operation", a.Call.Operation, "status", a.Call.Status, "error", missed)
	}
}

// ended is the status and the problem's code with which a request is answered, or was already.
func ended(c echo.Context, err error) (status int, code string) {
	if err != nil {
		f, status := verdict(err)
		return status, f.Code
	}
	code, _ = c.Get("code").(string)
	return c.Response().Status, code
}
