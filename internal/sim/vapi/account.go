package vapi

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/carillonhq/carillon/internal/sim"
)

// messageWorkers is how many messages of one account are under way at once.
const messageWorkers = 8

// account is one Vapi organisation with its calls.
type account struct {
	Account
	orgID    string
	faults   atomic.Pointer[Faults]
	calls    *sim.Agenda // moves calls on
	messages *sim.Agenda // delivers what is to be told

	mu      sync.Mutex
	all     []*phoneCall // by time of creation
	byID    map[string]*phoneCall
	dialled map[string]int // calls per number
	waiting []*phoneCall   // for a slot
	active  int            // slots in use
	peak    int
}

func (s *Server) open(o Account) *account {
	if a := s.accounts[o.Name]; a != nil {
		return a
	}
	if o.Concurrency == 0 {
		o.Concurrency = 10
	}
	if o.Assistants == nil {
		o.Assistants = []Assistant{{ID: DefaultAssistant(o.Name), Name: "Receptionist"}}
	}
	if o.Numbers == nil {
		o.Numbers = []PhoneNumber{{ID: DefaultNumber(o.Name), Number: "+33900000000", Name: "Main line"}}
	}
	a := &account{
		Account:  o,
		orgID:    idOf("org", o.Name),
		calls:    sim.NewAgenda(1),
		messages: sim.NewAgenda(messageWorkers),
		byID:     map[string]*phoneCall{},
		dialled:  map[string]int{},
	}
	s.accounts[o.Name] = a
	return a
}

func (a *account) assistant(id string) *Assistant {
	for i := range a.Assistants {
		if a.Assistants[i].ID == id {
			return &a.Assistants[i]
		}
	}
	return nil
}

func (a *account) number(id string) *PhoneNumber {
	for i := range a.Numbers {
		if a.Numbers[i].ID == id {
			return &a.Numbers[i]
		}
	}
	return nil
}

const catalogueDate = "2026-01-02T03:04:05.678Z"

func (a *account) showAssistant(x *Assistant) map[string]any {
	return map[string]any{"id": x.ID, "orgId": a.orgID, "name": x.Name, "server": x.Server,
		"createdAt": catalogueDate, "updatedAt": catalogueDate}
}

func (a *account) showNumber(x *PhoneNumber) map[string]any {
	return map[string]any{"id": x.ID, "orgId": a.orgID, "number": x.Number, "name": x.Name,
		"provider": "twilio", "status": "active", "server": x.Server,
		"createdAt": catalogueDate, "updatedAt": catalogueDate}
}

func (s *Server) listAssistants(q *request) {
	list := []any{}
	for i := range q.Assistants {
		list = append(list, q.account.showAssistant(&q.Assistants[i]))
	}
	q.replyList(list)
}

func (s *Server) listNumbers(q *request) {
	list := []any{}
	for i := range q.Numbers {
		list = append(list, q.account.showNumber(&q.Numbers[i]))
	}
	q.replyList(list)
}

// replyList answers with no more entries than limit asks for.
func (q *request) replyList(list []any) {
	limit, ok := q.limit()
	if !ok {
		return
	}
	sim.Reply(q.w, http.StatusOK, list[:min(limit, len(list))])
}

// limit reads the query parameter, 100 by default. False means that the refusal has been written.
func (q *request) limit() (int, bool) {
	text := q.r.URL.Query().Get("limit")
	if text == "" {
		return 100, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1000 {
		refuse(q.w, http.StatusBadRequest, []string{"limit must not be greater than 1000"})
		return 0, false
	}
	return n, true
}

func (s *Server) showAssistant(q *request) {
	x := q.assistant(q.r.PathValue("id"))
	if x == nil {
		refuse(q.w, http.StatusNotFound, "Couldn't Get Assistant. Does it exist?")
		return
	}
	sim.Reply(q.w, http.StatusOK, q.account.showAssistant(x))
}

func (s *Server) showNumber(q *request) {
	x := q.number(q.r.PathValue("id"))
	if x == nil {
		refuse(q.w, http.StatusNotFound, "Couldn't Get Phone Number. Does it exist?")
		return
	}
	sim.Reply(q.w, http.StatusOK, q.account.showNumber(x))
}
