package brevo

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// claimLife is how long an idempotency key is remembered, in simulated time.
const claimLife = 30 * time.Minute

// emailRequest is the body of POST /smtp/email.
type emailRequest struct {
	Sender      *emailAddress     `json:"sender"`
	To          []emailAddress    `json:"to"`
	CC          []emailAddress    `json:"cc"`
	BCC         []emailAddress    `json:"bcc"`
	Subject     string            `json:"subject"`
	HTML        string            `json:"htmlContent"`
	Text        string            `json:"textContent"`
	TemplateID  int64             `json:"templateId"`
	Params      json.RawMessage   `json:"params"`
	Headers     map[string]string `json:"headers"`
	Tags        []string          `json:"tags"`
	Versions    []emailVersion    `json:"messageVersions"`
	ScheduledAt time.Time         `json:"scheduledAt"`
	BatchID     string            `json:"batchId"`
}

type emailAddress struct {
	ID    int64  `json:"id"`
	Email string `json:"email"`
	Name  string `json:"name"`
}

type emailVersion struct {
	To      []emailAddress  `json:"to"`
	CC      []emailAddress  `json:"cc"`
	BCC     []emailAddress  `json:"bcc"`
	Subject string          `json:"subject"`
	HTML    string          `json:"htmlContent"`
	Text    string          `json:"textContent"`
	Params  json.RawMessage `json:"params"`
}

// header finds one of the body's headers, whatever its case and hyphens.
func (b *emailRequest) header(name string) string {
	for key, value := range b.Headers {
		if plain(key) == plain(name) {
			return value
		}
	}
	return ""
}

func plain(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "")) }

func (s *Server) sendEmail(c *call) {
	var body emailRequest
	if err := sim.Read(c.w, c.r, &body); err != nil {
		c.refuse(http.StatusBadRequest, "bad_request", "Invalid JSON")
		return
	}
	if !c.checkEmail(&body) {
		return
	}
	if c.faults.NoCredit {
		c.refuse(http.StatusBadRequest, "not_enough_credits", "Not enough credits")
		return
	}
	for _, v := range body.versions() {
		if c.refusedByFate(emailOutcome(v.To[0].Email), "email is not valid") {
			return
		}
	}
	if !s.firstOfItsKind(c, &body) {
		return
	}
	c.accepted(s.keepEmail(c, &body))
}

// firstOfItsKind takes the idempotency key, if there is one. A repeat is refused and noted.
func (s *Server) firstOfItsKind(c *call, body *emailRequest) bool {
	key := body.header("idempotencyKey")
	if key == "" || c.claim(key, s.pace.Real(claimLife)) {
		return true
	}
	for _, v := range body.versions() {
		rec := body.record(v)
		rec.startedAt, rec.duplicate = c.started.UnixNano(), true
		c.ledger.add(rec)
	}
	c.refuse(http.StatusBadRequest, "duplicate_parameter", "A message with this idempotency key was accepted already")
	return false
}

// versions are the messages that the request stands for; without messageVersions there is one.
func (b *emailRequest) versions() []emailVersion {
	if len(b.Versions) > 0 {
		return b.Versions
	}
	return []emailVersion{{To: b.To, Subject: b.Subject, HTML: b.HTML, Text: b.Text, Params: b.Params}}
}

// record is a version as the ledger keeps it. Its fate is that of its first recipient.
func (b *emailRequest) record(v emailVersion) record {
	rec := record{
		channel:   Email,
		sender:    b.sender(),
		recipient: v.To[0].Email,
		subject:   firstOf(v.Subject, b.Subject),
		content:   firstOf(v.HTML, v.Text, b.HTML, b.Text),
		custom:    b.header("X-Mailin-custom"),
		leave:     b.header("List-Unsubscribe"),
		leaveBy:   b.header("List-Unsubscribe-Post"),
		tags:      strings.Join(b.Tags, tagSeparator),
		outcome:   emailOutcome(v.To[0].Email),
	}
	if rec.tags == "" {
		rec.tags = b.header("X-Mailin-Tag")
	}
	return rec
}

func (b *emailRequest) sender() string {
	if b.Sender == nil {
		return ""
	}
	return b.Sender.Email
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// keepEmail writes the versions into the ledger and gives the reply with their ids. In the
// sandbox nothing is written.
func (s *Server) keepEmail(c *call, body *emailRequest) []byte {
	sandbox := body.header("X-Sib-Sandbox") == "drop"
	var ids []string
	for _, v := range body.versions() {
		rec := body.record(v)
		if sandbox {
			rec.id, rec.acceptedAt = s.ids.Add(1), time.Now().UnixNano()
			ids = append(ids, rec.messageID())
			continue
		}
		ids = append(ids, s.keep(c, rec).messageID())
	}
	var raw []byte
	if len(body.Versions) > 0 {
		raw, _ = json.Marshal(map[string][]string{"messageIds": ids})
	} else {
		raw, _ = json.Marshal(map[string]string{"messageId": ids[0]})
	}
	return raw
}
