package brevo

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sentEmail is one line of GET /smtp/emails.
type sentEmail struct {
	Email     string   `json:"email"`
	From      string   `json:"from,omitempty"`
	Subject   string   `json:"subject"`
	MessageID string   `json:"messageId"`
	UUID      string   `json:"uuid"`
	Date      string   `json:"date"`
	Tags      []string `json:"tags,omitempty"`
}

func (s *Server) listEmails(c *call) {
	values := c.r.URL.Query()
	email, id := values.Get("email"), values.Get("messageId")
	if email == "" && id == "" && values.Get("templateId") == "" {
		c.refuse(http.StatusBadRequest, "missing_parameter", "One of email, templateId, messageId is required")
		return
	}
	limit, offset := 500, 0
	if !readNumber(values, "limit", &limit) || !readNumber(values, "offset", &offset) || limit > 1000 {
		c.refuse(http.StatusBadRequest, "out_of_range", "Limit or offset is out of range")
		return
	}
	q := query{channel: Email, person: email, messageID: id}
	var list []sentEmail
	c.ledger.each(func(rec *record) {
		if q.wantsMessage(rec) {
			list = append(list, newSentEmail(rec))
		}
	})
	slices.Reverse(list)
	count := len(list)
	list = list[min(offset, count):]
	list = list[:min(limit, len(list))]
	c.reply(http.StatusOK, map[string]any{"count": count, "transactionalEmails": list})
}

func newSentEmail(rec *record) sentEmail {
	return sentEmail{
		Email:     rec.recipient,
		From:      rec.sender,
		Subject:   rec.subject,
		MessageID: rec.messageID(),
		UUID:      strconv.FormatUint(rec.id, 16),
		Date:      time.Unix(0, rec.acceptedAt).UTC().Format(time.RFC3339),
		Tags:      rec.tagList(),
	}
}

// blockedContact is one line of GET /smtp/blockedContacts.
type blockedContact struct {
	Email     string            `json:"email"`
	Reason    map[string]string `json:"reason"`
	BlockedAt string            `json:"blockedAt"`
}

func (s *Server) listBlocked(c *call) {
	list := []blockedContact{}
	c.mu.Lock()
	for who, since := range c.blocked {
		if who.channel == Email {
			list = append(list, blockedContact{
				Email:     who.person,
				Reason:    map[string]string{"code": "unsubscribedViaEmail", "message": "Unsubscribed via email"},
				BlockedAt: since.UTC().Format(time.RFC3339),
			})
		}
	}
	c.mu.Unlock()
	slices.SortFunc(list, func(a, b blockedContact) int { return strings.Compare(a.Email, b.Email) })
	c.reply(http.StatusOK, map[string]any{"count": len(list), "contacts": list})
}

func (s *Server) unblock(c *call) {
	who := contact{Email, c.r.PathValue("email")}
	c.mu.Lock()
	_, found := c.blocked[who]
	delete(c.blocked, who)
	c.mu.Unlock()
	if !found {
		c.refuse(http.StatusNotFound, "document_not_found", "Contact does not exist")
		return
	}
	c.w.WriteHeader(http.StatusNoContent)
}
