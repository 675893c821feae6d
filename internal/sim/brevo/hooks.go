package brevo

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// hookCap is how many webhooks an account may have.
const hookCap = 40

// hook is one webhook of an account, in the shape of the API.
type hook struct {
	ID          int          `json:"id"`
	URL         string       `json:"url"`
	Events      []string     `json:"events"`
	Type        string       `json:"type"`
	Channel     Channel      `json:"channel"`
	Description string       `json:"description"`
	Batched     bool         `json:"batched"`
	Auth        *hookAuth    `json:"auth,omitempty"`
	Headers     []hookHeader `json:"headers,omitempty"`
	CreatedAt   time.Time    `json:"createdAt"`
	ModifiedAt  time.Time    `json:"modifiedAt"`

	pending *batch
}

type hookAuth struct {
	Type  string `json:"type"`
	Token string `json:"token"`
}

type hookHeader struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// hookTo is a webhook for every event of a channel.
func hookTo(address string, channel Channel, token string) hook {
	h := hook{URL: address, Channel: channel, Type: "transactional"}
	for _, n := range vocabulary[channel] {
		h.Events = append(h.Events, n.hook)
	}
	if token != "" {
		h.Auth = &hookAuth{Type: "bearer", Token: token}
	}
	return h
}

// wants reports whether the hook is subscribed to an event.
func (h *hook) wants(e event) bool {
	if h.Channel != e.channel {
		return false
	}
	if e.channel == Email && e.kind == taken && slices.Contains(h.Events, "sent") {
		return true
	}
	return slices.Contains(h.Events, e.names().hook)
}

// hooks are the webhooks of one account. A hook is replaced as a whole, never changed.
type hooks struct {
	mu   sync.Mutex
	last int
	list []*hook
}

// add gives the hook its id; false means that the account has too many.
func (s *hooks) add(h hook) (id int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.list) >= hookCap {
		return 0, false
	}
	s.last++
	h.ID, h.CreatedAt, h.ModifiedAt, h.pending = s.last, time.Now().UTC(), time.Now().UTC(), &batch{}
	s.list = append(s.list, &h)
	return h.ID, true
}

func (s *hooks) all() []*hook {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

func (s *hooks) find(id int) *hook {
	for _, h := range s.all() {
		if h.ID == id {
			return h
		}
	}
	return nil
}

// replace puts h in the place of the hook with its id, or takes that hook away when h is nil.
func (s *hooks) replace(id int, h *hook) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(old *hook) bool { return old.ID == id })
	switch {
	case i < 0:
	case h == nil:
		s.list = slices.Delete(slices.Clone(s.list), i, i+1)
	default:
		s.list[i] = h
	}
}

func (s *Server) createHook(c *call) {
	h := hook{Type: "transactional", Channel: Email}
	if err := sim.Read(c.w, c.r, &h); err != nil {
		c.refuse(http.StatusBadRequest, "bad_request", "Invalid JSON")
		return
	}
	if !c.checkHook(&h) {
		return
	}
	id, ok := c.hooks.add(h)
	if !ok {
		c.refuseParameter("You have reached the limit of 40 webhooks")
		return
	}
	c.reply(http.StatusCreated, map[string]int{"id": id})
}

func (c *call) checkHook(h *hook) bool {
	switch {
	case h.URL == "":
		c.refuseMissing("url")
	case !isURL(h.URL):
		c.refuseParameter("url is not valid")
	case len(h.Events) == 0:
		c.refuseMissing("events")
	case h.Channel != Email && h.Channel != SMS:
		c.refuseParameter("channel should be email or sms")
	case h.Auth != nil && (h.Auth.Type != "bearer" || h.Auth.Token == ""):
		c.refuseParameter("auth should be a bearer token")
	default:
		return true
	}
	return false
}

func (s *Server) listHooks(c *call) {
	kind := c.r.URL.Query().Get("type")
	var list []*hook
	for _, h := range c.hooks.all() {
		if kind == "" || h.Type == kind {
			list = append(list, h)
		}
	}
	if len(list) == 0 {
		c.refuse(http.StatusBadRequest, "document_not_found", "Webhook record does not exist")
		return
	}
	c.reply(http.StatusOK, map[string]any{"webhooks": list})
}

// hook finds the one that the path names. Nil means that the refusal has been written.
func (c *call) hook() *hook {
	id, _ := strconv.Atoi(c.r.PathValue("id"))
	h := c.hooks.find(id)
	if h == nil {
		c.refuse(http.StatusNotFound, "document_not_found", "Webhook record does not exist")
	}
	return h
}

func (s *Server) showHook(c *call) {
	if h := c.hook(); h != nil {
		c.reply(http.StatusOK, h)
	}
}

func (s *Server) changeHook(c *call) {
	old := c.hook()
	if old == nil {
		return
	}
	changed := *old
	changed.Events, changed.Headers, changed.Auth = nil, nil, nil
	if err := sim.Read(c.w, c.r, &changed); err != nil {
		c.refuse(http.StatusBadRequest, "bad_request", "Invalid JSON")
		return
	}
	changed.inherit(old)
	if !c.checkHook(&changed) {
		return
	}
	c.hooks.replace(old.ID, &changed)
	c.w.WriteHeader(http.StatusNoContent)
}

// inherit takes from old what a change left out or may not touch.
func (h *hook) inherit(old *hook) {
	if h.Events == nil {
		h.Events = old.Events
	}
	if h.Headers == nil {
		h.Headers = old.Headers
	}
	if h.Auth == nil {
		h.Auth = old.Auth
	}
	h.ID, h.Type, h.Channel = old.ID, old.Type, old.Channel
	h.CreatedAt, h.ModifiedAt = old.CreatedAt, time.Now().UTC()
}

func (s *Server) deleteHook(c *call) {
	if h := c.hook(); h != nil {
		c.hooks.replace(h.ID, nil)
		c.w.WriteHeader(http.StatusNoContent)
	}
}

func isURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}
