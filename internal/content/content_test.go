package content_test

import (
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/content"
)

var mia = content.Person{FirstName: "Mia", LastName: "Lindqvist", Company: "<b>Harbor & Co</b>", CustomFields: []byte(`{"visits":4,"note":"a\r\nBcc: x@y.example"}`)}

func render(t *testing.T, c content.Content, p content.Person) content.Content {
	t.Helper()
	tpl, err := content.Compile(c)
	if err != nil {
		t.Fatal(err)
	}
	out, err := tpl.Render(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFieldsOfTheLeadAreFilledIn(t *testing.T) {
	t.Parallel()

	out := render(t, content.Content{Body: `Hi {{ lead.first_name | default: "there" }}, visit {{ lead.custom.visits }}{{ lead.missing }}`}, mia)
	nobody := render(t, content.Content{Body: `Hi {{ lead.first_name | default: "there" }}`}, content.Person{})

	if out.Body != "Hi Mia, visit 4" || nobody.Body != "Hi there" {
		t.Errorf("%q, %q", out.Body, nobody.Body)
	}
}

func TestValuesAreEscapedInHTMLAndKeptOnOneLineInTheSubject(t *testing.T) {
	t.Parallel()

	out := render(t, content.Content{Subject: "For {{ lead.custom.note }}", HTML: "<p>{{ lead.company }}</p>", Body: "x"}, mia)

	if strings.ContainsAny(out.Subject, "\r\n") {
		t.Errorf("subject spans lines: %q", out.Subject)
	}
	if out.HTML != "<p>&lt;b&gt;Harbor &amp; Co&lt;/b&gt;</p>" {
		t.Errorf("html: %q", out.HTML)
	}
}

func TestChannelsNameThePartTheyMiss(t *testing.T) {
	t.Parallel()
	for channel, c := range map[string]content.Content{
		"email":    {Body: "x"},
		"sms":      {},
		"whatsapp": {},
	} {
		if err := c.Check(channel); err == nil {
			t.Errorf("%s takes %+v", channel, c)
		}
	}
	if err := (content.Content{Body: "Hi {{ lead.first_name"}).Check("sms"); err == nil {
		t.Error("a broken template is taken")
	}
	if err := (content.Content{}).Check("voice"); err != nil {
		t.Errorf("voice needs no text: %v", err)
	}
}

func TestTemplatesHaveNoTags(t *testing.T) {
	t.Parallel()

	for _, hostile := range []string{`{% include "/etc/passwd" %}`, `{% for i in (1..100000000) %}x{% endfor %}`} {
		if err := (content.Content{Body: hostile}).Check("sms"); err == nil {
			t.Errorf("%q is taken", hostile)
		}
	}
}

// FuzzTemplate holds that a template that may be saved can be filled in, or refused, for anybody, and
// that no value of a lead leaves its line or its place in HTML.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{`{{ lead.first_name | default: "there" | upcase }}`, "{{ lead.custom.note | strip }}", "{{ lead.custom }}", "{{ lead", "{% for i in (1..1000000) %}x{% endfor %}", "{{ (1..9999999) }}", `{{ "x" | default }}`, "{{ lead.first_name.size }}", "{{ lead[lead.custom.note] }}"} {
		f.Add(seed, "Mia\r\nBcc: <x>", `{"note":"<a>\r\n","deep":{"a":[1]}}`)
	}
	f.Fuzz(func(t *testing.T, text, name, custom string) {
		c := content.Content{Subject: text, Body: text, HTML: text, Params: map[string]string{"a": text}}
		if c.Check("email") != nil {
			return
		}
		tpl, err := content.Compile(c)
		if err != nil {
			t.Fatalf("%q passes the check and cannot be compiled: %v", text, err)
		}
		out, err := tpl.Render(content.Person{FirstName: name, CustomFields: []byte(custom)})
		if err != nil {
			return
		}
		if strings.Contains(out.Subject, "\n") && !strings.Contains(text, "\n") && !strings.Contains(text, "|") {
			t.Errorf("%q: the subject has two lines: %q", text, out.Subject)
		}
	})
}
