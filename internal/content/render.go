package content

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"

	"github.com/osteele/liquid"
)

// Person is what a template may know of a lead, as {{ lead.… }}.
type Person struct {
	FirstName, LastName, Company, Email, Phone, ExternalID string
	CustomFields                                           json.RawMessage // a JSON object
	UnsubscribeURL                                         string          // the way out, as {{ unsubscribe_url }}
}

// Template is a content whose parts have been read once and can be filled in for many people.
// It is safe for concurrent use.
type Template struct {
	content             Content
	subject, body, html *liquid.Template
	params              map[string]*liquid.Template
	needs               []string // variables without a default, each once, sorted
}

// Compile reads a content that Check let through.
func Compile(c Content) (*Template, error) {
	t := &Template{content: c, params: map[string]*liquid.Template{}, needs: c.needs()}
	var errs [3]error
	t.subject, errs[0] = compile(c.Subject)
	t.body, errs[1] = compile(c.Body)
	t.html, errs[2] = compile(c.HTML)
	for name, text := range c.Params {
		p, err := compile(text)
		if err != nil {
			return nil, err
		}
		t.params[name] = p
	}
	return t, errors.Join(errs[:]...)
}

func compile(text string) (*liquid.Template, error) {
	t, err := engine.ParseString(text)
	if err != nil {
		return nil, fmt.Errorf("content: template cannot be read")
	}
	return t, nil
}

// needs are the variables that a content names without saying what stands in their place.
func (c Content) needs() []string {
	var names []string
	for _, text := range c.parts() {
		found, _ := read(text) // what was kept before a rule came asks for nothing
		for _, e := range found {
			if !e.fallback {
				names = append(names, e.variable)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Missing names what the message needs of a person and does not find, such as "lead.first_name",
// sorted. What has a default is never missing.
func (t *Template) Missing(p Person) []string {
	if len(t.needs) == 0 {
		return nil
	}
	values, missing := p.values(strings.TrimSpace), []string(nil)
	for _, name := range t.needs {
		if v := values[strings.TrimPrefix(name, "lead.")]; v == nil || v == "" {
			missing = append(missing, name)
		}
	}
	return missing
}

// Render fills the message in for one person. Values are escaped in HTML, and kept on one line in the
// subject and in parameters. It fails with ErrOutput.
func (t *Template) Render(p Person) (Content, error) {
	out := Content{TemplateID: t.content.TemplateID}
	line := p.bindings(Line)
	var errs [3]error
	out.Subject, errs[0] = render(t.subject, line)
	out.Body, errs[1] = render(t.body, p.bindings(plain))
	out.HTML, errs[2] = render(t.html, p.bindings(func(s string) string { return html.EscapeString(plain(s)) }))
	if len(t.params) > 0 {
		out.Params = make(map[string]string, len(t.params))
	}
	for name, param := range t.params {
		text, err := render(param, line)
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
	if len(text) > maxPart {
		return "", ErrOutput
	}
	return text, nil
}

// Line is a value as it may stand in a header: without control characters and marks that turn the
// direction of what follows, on one line.
func Line(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

// plain is a value without control characters, but for line breaks and tabs, and without marks that
// turn the direction of the text around it.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}

// bindings is the person as a template sees it, every text passed through shape.
func (p Person) bindings(shape func(string) string) map[string]any {
	own, custom := map[string]any{}, map[string]any{}
	for name, value := range p.values(shape) {
		if key, is := strings.CutPrefix(name, "custom."); is {
			custom[key] = value
		} else {
			own[name] = value
		}
	}
	own["custom"], own["custom_fields"] = custom, custom
	return map[string]any{"lead": own, wayOut: p.UnsubscribeURL}
}

// values are what variables stand for, by their names below lead, every text passed through shape.
// Names come without the space that may stand around them; of custom fields only texts, numbers and
// booleans are values.
func (p Person) values(shape func(string) string) map[string]any {
	first, last := strings.TrimSpace(p.FirstName), strings.TrimSpace(p.LastName)
	all := map[string]any{
		"first_name": shape(first), "last_name": shape(last), "name": shape(strings.TrimSpace(first + " " + last)),
		"company": shape(strings.TrimSpace(p.Company)), "email": shape(p.Email), "phone": shape(p.Phone), "external_id": shape(p.ExternalID),
	}
	fields := map[string]any{}
	_ = json.Unmarshal(p.CustomFields, &fields)
	for key, value := range fields {
		switch v := value.(type) {
		case string:
			all["custom."+key] = shape(v)
		case float64, bool:
			all["custom."+key] = v
		}
	}
	return all
}

// engine knows output expressions and these filters, nothing else.
var engine = newEngine()

func newEngine() *liquid.Engine {
	e := liquid.NewBasicEngine()
	e.RegisterFilter("default", func(value any, fallback string) any {
		if text, is := value.(string); value == nil || value == false || is && strings.TrimSpace(text) == "" {
			return fallback
		}
		return value
	})
	e.RegisterFilter("upcase", strings.ToUpper)
	e.RegisterFilter("downcase", strings.ToLower)
	e.RegisterFilter("strip", strings.TrimSpace)
	return e
}
