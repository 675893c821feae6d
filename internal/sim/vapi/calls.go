package vapi

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// find is the call that the path names. Nil means that the refusal has been written.
func (q *request) find() *phoneCall {
	id := q.r.PathValue("id")
	q.mu.Lock()
	p := q.byID[id]
	q.mu.Unlock()
	if p == nil {
		refuse(q.w, http.StatusNotFound, "Couldn't Get Call. Does it exist?")
	}
	return p
}

// reply shows a call as it is now.
func (q *request) reply(p *phoneCall) {
	q.mu.Lock()
	shown := q.account.show(p, p.status)
	q.mu.Unlock()
	sim.Reply(q.w, http.StatusOK, shown)
}

func (s *Server) show(q *request) {
	if p := q.find(); p != nil {
		q.reply(p)
	}
}

func (s *Server) rename(q *request) {
	p := q.find()
	if p == nil {
		return
	}
	var body struct {
		Name string `json:"name"`
	}
	if err := sim.Read(q.w, q.r, &body); err != nil || len(body.Name) > 40 {
		refuse(q.w, http.StatusBadRequest, []string{"name must be shorter than or equal to 40 characters"})
		return
	}
	q.mu.Lock()
	p.name = body.Name
	q.mu.Unlock()
	q.reply(p)
}

// list shows the calls that match, the newest first.
func (s *Server) list(q *request) {
	limit, ok := q.limit()
	if !ok {
		return
	}
	values := q.r.URL.Query()
	within, ok := readBounds(values)
	if !ok {
		refuse(q.w, http.StatusBadRequest, []string{"createdAt and updatedAt bounds must be valid ISO 8601 date strings"})
		return
	}
	found := []map[string]any{}
	q.mu.Lock()
	for i := len(q.all) - 1; i >= 0 && len(found) < limit; i-- {
		p := q.all[i]
		if !p.erased && p.matches(values) && within(p) {
			found = append(found, q.account.show(p, p.status))
		}
	}
	q.mu.Unlock()
	sim.Reply(q.w, http.StatusOK, found)
}

func (p *phoneCall) matches(values url.Values) bool {
	for name, value := range map[string]string{
		"id": p.id, "assistantId": p.order.AssistantID, "phoneNumberId": p.order.PhoneNumberID,
	} {
		if want := values.Get(name); want != "" && want != value {
			return false
		}
	}
	return true
}

// readBounds understands createdAtGt and its seven companions. Times are compared as they are
// shown, to the millisecond.
func readBounds(values url.Values) (func(*phoneCall) bool, bool) {
	var bounds []func(*phoneCall) bool
	for _, field := range []string{"createdAt", "updatedAt"} {
		for _, relation := range []string{"Gt", "Ge", "Lt", "Le"} {
			text := values.Get(field + relation)
			if text == "" {
				continue
			}
			bound, err := time.Parse(time.RFC3339, text)
			if err != nil {
				return nil, false
			}
			bounds = append(bounds, func(p *phoneCall) bool {
				at := p.createdAt
				if field == "updatedAt" {
					at = p.updatedAt
				}
				return holds(relation, at.Truncate(time.Millisecond).Compare(bound))
			})
		}
	}
	return func(p *phoneCall) bool {
		for _, ok := range bounds {
			if !ok(p) {
				return false
			}
		}
		return true
	}, true
}

func holds(relation string, comparison int) bool {
	switch relation {
	case "Gt":
		return comparison > 0
	case "Ge":
		return comparison >= 0
	case "Lt":
		return comparison < 0
	default:
		return comparison <= 0
	}
}

// remove ends a call that is not over and erases one that is, and likewise the others that the
// body may name.
func (s *Server) remove(q *request) {
	var body struct {
		IDs []string `json:"ids"`
	}
	if q.r.ContentLength != 0 && sim.Read(q.w, q.r, &body) != nil {
		refuse(q.w, http.StatusBadRequest, "Unexpected token in JSON")
		return
	}
	p := q.find()
	if p == nil {
		return
	}
	a := q.account
	a.mu.Lock()
	s.erase(a, p)
	for _, id := range body.IDs {
		if other := a.byID[id]; other != nil && other != p {
			s.erase(a, other)
		}
	}
	a.mu.Unlock()
	q.reply(p)
}

func (s *Server) erase(a *account, p *phoneCall) {
	switch p.status {
	case scheduled:
		s.end(a, p, "scheduled-call-deleted")
	case ended:
		p.erased = true
		delete(a.byID, p.id)
	default:
		s.end(a, p, "call-deleted")
	}
}

// recording redirects to a file that lives for a short time.
func (s *Server) recording(q *request) {
	p := q.find()
	if p == nil {
		return
	}
	q.mu.Lock()
	answered, over := !p.answeredAt.IsZero(), p.status == ended
	q.mu.Unlock()
	if !answered || !over {
		refuse(q.w, http.StatusNotFound, "Recording not found")
		return
	}
	kind := strings.TrimSuffix(q.r.URL.Path[strings.LastIndex(q.r.URL.Path, "/")+1:], "-recording")
	http.Redirect(q.w, q.r, p.base+"/_sim/recordings/"+p.id+"-"+kind+".wav?sig=simulated", http.StatusFound)
}
