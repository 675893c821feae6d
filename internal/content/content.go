// Package content is what is said: a campaign's message with fields of the lead filled in.
// Templates are Liquid's output expressions and four filters, no tags: no loops, no files.
package content

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	"github.com/osteele/liquid"

	"github.com/carillonhq/carillon/internal/fault"
)

// maxOutput is how long one rendered part may be, in bytes.
const maxOutput = 64 << 10

// Content is a message as the contract's MessageContent spells it.
type Content struct {
	Subject    string            `json:"subject,omitempty"`
	Body       string            `json:"body,omitempty"`
	HTML       string            `json:"html,omitempty"`
	TemplateID int64             `json:"template_id,omitempty"`
	Params     map[string]string `json:"params,omitempty"`
}

// Person is what a template may know of a lead, as {{ lead.… }}.
type Person struct {
	FirstName, LastName, Company, Email, Phone, ExternalID string
	CustomFields                                           json.RawMessage // a JSON object
}

var (
	// ErrTemplate: the template cannot be read. It points at the part.
	ErrTemplate = fault.New(fault.Invalid, "template_invalid", `The template cannot be read. Write fields as {{ lead.first_name | default: "there" }}.`)
	// ErrIncomplete: the channel needs a part that is missing. It points at the part.
	ErrIncomplete = fault.New(fault.Invalid, "content_incomplete", "This channel needs this part of the message.")
	// ErrOutput: the rendered text is longer than may be sent.
	ErrOutput = errors.New("content: the rendered message is too long")
)

// Check refuses a content that its channel cannot send, pointing below /message_content.
func (c Content) Check(channel string) error {
	const at = "/message_content"
	if part := c.Missing(channel); part != "" {
		return ErrIncomplete.At(at + part)
	}
	for part, text := range c.parts() {
		if _, err := engine.ParseString(text); err != nil || strings.Count(text, "{{") != strings.Count(text, "}}") {
			return ErrTemplate.At(at + part)
		}
	}
	return nil
}

// Missing is the part that a channel needs and a content lacks, such as "/body"; empty when it lacks
// none.
func (c Content) Missing(channel string) string {
	switch {
	case channel == "email" && c.Subject == "":
		return "/subject"
	case channel == "email" && c.Body == "" && c.HTML == "", channel == "sms" && c.Body == "":
		return "/body"
	case channel == "whatsapp" && c.Body == "" && c.TemplateID == 0:
		return "/template_id"
	}
	return ""
}

// parts are the texts of a content by their place.
func (c Content) parts() map[string]string {
	parts := map[string]string{"/subject": c.Subject, "/body": c.Body, "/html": c.HTML}
	for name, text := range c.Params {
		parts["/params/"+name] = text
	}
	return parts
}

// Template is a content whose parts have been read once and can be filled in for many people.
// It is safe for concurrent use.
type Template struct {
	content             Content
	subject, body, html *liquid.Template
	params              map[string]*liquid.Template
}

// Compile reads a content that Check let through.
func Compile(c Content) (*Template, error) {
	t := &Template{content: c, params: map[string]*liquid.Template{}}
	var errs [3]error
	t.subject, errs[0] = parse(c.Subject)
	t.body, errs[1] = parse(c.Body)
	t.html, errs[2] = parse(c.HTML)
	for name, text := range c.Params {
		p, err := parse(text)
		if err != nil {
			return nil, err
		}
		t.params[name] = p
	}
	return t, errors.Join(errs[:]...)
}

func parse(text string) (*liquid.Template, error) {
	t, err := engine.ParseString(text)
	if err != nil {
		return nil, fmt.Errorf("content: template cannot be read")
	}
	return t, nil
}

// Render fills the message in for one person. Values are escaped in HTML and kept on one line in
// the subject. It fails with ErrOutput, or when a filter is misused.
func (t *Template) Render(p Person) (Content, error) {
	out := Content{TemplateID: t.content.TemplateID}
	plain := p.bindings(func(s string) string { return s })
	var errs [3]error
	out.Subject, errs[0] = render(t.subject, p.bindings(oneLine))
	out.Body, errs[1] = render(t.body, plain)
	out.HTML, errs[2] = render(t.html, p.bindings(html.EscapeString))
	if len(t.params) > 0 {
		out.Params = make(map[string]string, len(t.params))
	}
	for name, param := range t.params {
		text, err := render(param, plain)
		if err != nil {
			return out, err
		}
		out.Params[name] = text
	}
	return out, errors.Join(errs[:]...)
}

func render(t *liquid.Template, values map[string]any) (string, error) {
	text, err := t.RenderString(values)
	if err != nil {
		return "", errors.New("content: template cannot be filled in")
	}
	if len(text) > maxOutput {
		return "", ErrOutput
	}
	return text, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// bindings is the person as a template sees it, every text passed through shape. Names come without
// the space that may stand around them.
func (p Person) bindings(shape func(string) string) map[string]any {
	custom := map[string]any{}
	_ = json.Unmarshal(p.CustomFields, &custom)
	for key, value := range custom {
		if text, ok := value.(string); ok {
			custom[key] = shape(text)
		}
	}
	first, last := strings.TrimSpace(p.FirstName), strings.TrimSpace(p.LastName)
	name := strings.TrimSpace(first + " " + last)
	return map[string]any{"lead": map[string]any{
		"first_name": shape(first), "last_name": shape(last), "name": shape(name), "company": shape(strings.TrimSpace(p.Company)),
		"email": shape(p.Email), "phone": shape(p.Phone), "external_id": shape(p.ExternalID), "custom": custom,
	}}
}

// engine knows output expressions and these filters, nothing else.
var engine = newEngine()

func newEngine() *liquid.Engine {
	e := liquid.NewBasicEngine()
	e.RegisterFilter("default", func(value any, fallback string) any {
		if value == nil || value == "" || value == false {
			return fallback
		}
		return value
	})
	e.RegisterFilter("upcase", strings.ToUpper)
	e.RegisterFilter("downcase", strings.ToLower)
	e.RegisterFilter("strip", strings.TrimSpace)
	return e
}
