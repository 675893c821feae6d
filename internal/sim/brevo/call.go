package brevo

import (
	"net"
	"net/http"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// call is one request that was let in.
type call struct {
	*account
	w       http.ResponseWriter
	r       *http.Request
	started time.Time
	faults  *Faults
	mishap  sim.Mishap
}

// admit checks key, address and budget. Nil means that the refusal has been written.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, endpoint Endpoint) *call {
	c := &call{account: s.keys[r.Header.Get("api-key")], w: w, r: r, started: time.Now()}
	c.faults = s.faultsOf(c.account)
	sim.Pause(r.Context(), time.Duration(s.latency.Load())+c.faults.Slow())
	if c.faults.Down {
		c.refuse(http.StatusServiceUnavailable, "service_unavailable", "Service unavailable")
		return nil
	}
	if c.account == nil || c.faults.Unauthorized {
		c.refuse(http.StatusUnauthorized, "unauthorized", "Key not found")
		return nil
	}
	if c.faults.UnknownIP {
		c.refuseAddress()
		return nil
	}
	if !c.budget.take(w.Header(), endpoint, s.limits[endpoint], s.pace) {
		c.refuseHaste()
		return nil
	}
	c.mishap = c.faults.Draw(s.dice.Roll())
	if c.mishap == sim.TooMany {
		reset := "1"
		if c.faults.Reset != "" {
			reset = c.faults.Reset
		}
		tellBudget(w.Header(), "150", "0", reset)
		c.refuseHaste()
		return nil
	}
	return c
}

// accepted answers a send that is in the ledger, unless a mishap swallows the answer.
func (c *call) accepted(raw []byte) {
	if sim.Spoil(c.w, c.r, c.mishap) {
		return
	}
	if c.mishap == sim.ErrorAfterAccept {
		c.refuse(http.StatusInternalServerError, "internal_error", "Something went wrong")
		return
	}
	sim.ReplyRaw(c.w, http.StatusCreated, raw)
}

func (c *call) reply(status int, body any) { sim.Reply(c.w, status, body) }

// refuse answers with Brevo's error model.
func (c *call) refuse(status int, code, message string) {
	if c.w.Header().Get("X-Sib-Ratelimit-Limit") == "" {
		tellBudget(c.w.Header(), "100", "100", "1")
	}
	sim.Reply(c.w, status, struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}{code, message})
}

func (c *call) refuseParameter(message string) {
	c.refuse(http.StatusBadRequest, "invalid_parameter", message)
}

func (c *call) refuseMissing(name string) {
	c.refuse(http.StatusBadRequest, "missing_parameter", name+" is missing")
}

func (c *call) refuseHaste() {
	c.refuse(http.StatusTooManyRequests, "too_many_requests", "Too many requests")
}

func (c *call) refuseAddress() {
	host, _, _ := net.SplitHostPort(c.r.RemoteAddr)
	c.refuse(http.StatusUnauthorized, "unauthorized", "We have detected you are using an unrecognised IP address "+host+
		". If you performed this action make sure to add the new IP address in this link: https://app.brevo.com/security/authorised_ips")
}
