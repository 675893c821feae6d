// Package content is what is said: a message with fields of the lead filled in. Templates are
// Liquid's output expressions of fixed variables and four filters, no tags: no loops, no files.
package content

import (
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/fault"
)

// Content is a message as the contract's MessageContent spells it.
type Content struct {
	Subject    string            `json:"subject,omitempty"`
	Body       string            `json:"body,omitempty"`
	HTML       string            `json:"html,omitempty"`
	TemplateID int64             `json:"template_id,omitempty"`
	Params     map[string]string `json:"params,omitempty"`

	// A stored template says it, in this version; 0: the one that is published when it counts.
	StoredTemplateID      uuid.UUID `json:"stored_template_id,omitzero"`
	StoredTemplateVersion int32     `json:"stored_template_version,omitempty"`
	MissingVariables      string    `json:"missing_variables,omitempty"` // a policy; empty: Leave
}

// Policies for a lead who lacks a field that the message names and gives no default for.
const (
	Leave = "default" // nothing stands in its place
	Block = "block"   // nothing starts while a lead lacks one; who lacks one later is skipped
	Skip  = "skip"    // whoever lacks one is skipped
)

var (
	// ErrTemplate: the template cannot be read. It points at the part.
	ErrTemplate = fault.New(fault.Invalid, "template_invalid", `The template cannot be read. Write fields as {{ lead.first_name | default: "there" }}.`)
	// ErrVariable: templates know no such variable. It points at the part.
	ErrVariable = fault.New(fault.Invalid, "template_variable_unknown",
		"There is no such variable. Use lead.first_name, lead.last_name, lead.name, lead.company, lead.email, lead.phone, lead.external_id or lead.custom.<key>.")
	// ErrFilter: templates know no such filter, or not with these words. It points at the part.
	ErrFilter = fault.New(fault.Invalid, "template_filter_unknown", `There is no such filter. Use default: "text", upcase, downcase or strip.`)
	// ErrComplex: the template asks for more than is worked out. It points at the part.
	ErrComplex = fault.New(fault.Invalid, "template_too_complex", "A part is at most 65536 bytes and names at most 200 fields, each with at most 5 filters. Shorten it.")
	// ErrLine: a subject is one line, so that nothing of it becomes another header.
	ErrLine = fault.New(fault.Invalid, "subject_lines", "A subject is one line. Take the line breaks and control characters out.")
	// ErrIncomplete: the channel needs a part that is missing. It points at the part.
	ErrIncomplete = fault.New(fault.Invalid, "content_incomplete", "This channel needs this part of the message.")
	// ErrTwice: a stored template says everything, or nothing.
	ErrTwice = fault.New(fault.Invalid, "content_twice", "Name a stored template or write the message here, not both.").At("/message_content/stored_template_id")
	// ErrMissing: people lack what the message names without a default; meta says what, under "variables".
	ErrMissing = fault.New(fault.Invalid, "missing_variables", "People lack what the message names, and it is not to be sent without. Fill it in, give defaults, or choose another missing_variables.")
	// ErrOutput: the rendered text is longer than may be sent.
	ErrOutput = fault.New(fault.Invalid, "content_too_long", "Filled in, a part of this message is longer than 65536 bytes. Shorten it.")
)

// Check refuses a content that its channel cannot send, pointing below /message_content.
func (c Content) Check(channel string) error {
	const at = "/message_content"
	if c.StoredTemplateID != uuid.Nil {
		if c.Subject+c.Body+c.HTML != "" || c.TemplateID != 0 || len(c.Params) > 0 {
			return ErrTwice
		}
		return nil
	}
	if part := c.Missing(channel); part != "" {
		return ErrIncomplete.At(at + part)
	}
	if strings.ContainsFunc(c.Subject, unicode.IsControl) {
		return ErrLine.At(at + "/subject")
	}
	for part, text := range c.parts() {
		if _, err := read(text); err != nil {
			return err.At(at + part)
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
