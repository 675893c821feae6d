package content_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/fault"
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

// attacks are templates that are refused, by the code that says why.
var attacks = map[string]string{
	"{{.}}": "template_invalid", `{{printf "%s" .}}`: "template_invalid", "{{ lead.first_name": "template_invalid", "{{ {{ lead.name }} }}": "template_invalid",
	"{{}}": "template_invalid", "{{ lead.name | }}": "template_filter_unknown", "{{ (1..100000000) }}": "template_invalid",
	"{{ lead[lead.custom.note] }}": "template_invalid", `{{ "x" }}`: "template_invalid", "{{ lead.name\x00 }}": "template_invalid",
	"{% include '/etc/passwd' %}": "template_invalid", "{% for i in (1..100000000) %}x{% endfor %}": "template_invalid", "{% raw %}{{": "template_invalid",
	"{% assign x = lead.name %}": "template_invalid", "{%": "template_invalid",
	"{{ lead.frist_name }}": "template_variable_unknown", "{{ lead }}": "template_variable_unknown", "{{ lead.custom }}": "template_variable_unknown",
	"{{ lead.custom.a.b }}": "template_variable_unknown", "{{ lead.name.size }}": "template_variable_unknown", "{{ tenant.secret }}": "template_variable_unknown",
	"{{ lead.custom.__proto__ }}": "template_variable_unknown", "{{ env.HOME }}": "template_variable_unknown",
	`{{ lead.name | append: "x" }}`: "template_filter_unknown", `{{ lead.name | default }}`: "template_filter_unknown", "{{ lead.name | default: lead.custom.x }}": "template_filter_unknown",
	`{{ lead.name | replace: "a", "aaaaaaaaaa" }}`:          "template_filter_unknown",
	"{{ lead.name" + strings.Repeat(" | upcase", 6) + " }}": "template_too_complex", strings.Repeat("{{ lead.name }}", 201): "template_too_complex",
	strings.Repeat("x", 64<<10+1): "template_too_complex", strings.Repeat("{{", 3_000): "template_invalid", "{{" + strings.Repeat("(", 6_000) + "}}": "template_invalid",
}

func TestTemplatesThatAskForMoreThanFieldsAreRefusedInEveryPart(t *testing.T) {
	t.Parallel()
	for text, code := range attacks {
		for part, c := range map[string]content.Content{
			"/body": {Subject: "x", Body: text}, "/html": {Subject: "x", HTML: text}, "/params/a": {Subject: "x", Body: "x", Params: map[string]string{"a": text}},
		} {
			var f *fault.Fault
			if err := c.Check("email"); !errors.As(err, &f) || f.Code != code || len(f.Violations) != 1 || f.Violations[0].Pointer != "/message_content"+part {
				t.Errorf("%.40q in %s: %+v, want %s", text, part, f, code)
			}
		}
	}
	for _, harmless := range []string{"@media(x){a{b:c}}", "100 %}", "{ lead.name }", "{{- lead.name -}}", "{{ lead.custom.a|default:'|}'|upcase }}", "{{ lead.custom_fields.a | default: 1 }}", "مرحبا \u202e"} {
		if err := (content.Content{Body: harmless}).Check("sms"); err != nil {
			t.Errorf("%q: %v", harmless, err)
		}
	}
}

func TestSubjectsAreOneLine(t *testing.T) {
	t.Parallel()

	for _, subject := range []string{"Hi\r\nBcc: x@y.example", "Hi\n", "Hi\x00", "Hi\u0085there"} {
		if err := (content.Content{Subject: subject, Body: "x"}).Check("email"); !errors.Is(err, content.ErrLine) {
			t.Errorf("%q: %v", subject, err)
		}
	}
}

func TestNothingOfAValueLeavesItsPlace(t *testing.T) {
	t.Parallel()
	said := content.Content{Subject: "For {{ lead.first_name }}", Body: "{{ lead.first_name }}{{ lead.custom.deep }}", HTML: `<a title="{{ lead.first_name | upcase }}">`, Params: map[string]string{"a": "{{ lead.first_name }}"}}

	out := render(t, said, content.Person{FirstName: "A\x00\"<b>\u202egnp.exe\r\nBcc: x", CustomFields: []byte(`{"deep":{"a":["<script>"]}}`)})

	if out.Subject != `For A"<b>gnp.exe Bcc: x` || out.Params["a"] != `A"<b>gnp.exe Bcc: x` {
		t.Errorf("subject %q, parameter %q", out.Subject, out.Params["a"])
	}
	if out.Body != "A\"<b>gnp.exe\r\nBcc: x" || strings.ContainsAny(strings.TrimSuffix(strings.TrimPrefix(out.HTML, `<a title="`), `">`), `<>"`) {
		t.Errorf("body %q, HTML %q", out.Body, out.HTML)
	}
}

func TestOutputIsBounded(t *testing.T) {
	t.Parallel()
	long := content.Person{CustomFields: []byte(`{"x":"` + strings.Repeat("x", 1000) + `"}`)}
	tpl, err := content.Compile(content.Content{Body: strings.Repeat("{{ lead.custom.x }}", 200)})
	if err != nil {
		t.Fatal(err)
	}

	if _, err := tpl.Render(long); !errors.Is(err, content.ErrOutput) {
		t.Errorf("200,000 bytes are written: %v", err)
	}
}

func TestVariablesWithoutADefaultAreMissedByName(t *testing.T) {
	t.Parallel()
	tpl, err := content.Compile(content.Content{
		Subject: "{{ lead.company }} {{ lead.first_name | upcase }}", HTML: `{{ lead.company }}{{ lead.last_name | default: "" }}`,
		Params: map[string]string{"a": "{{ lead.custom.visits }}{{ lead.custom.seen }}{{ lead.custom_fields.plan }}"},
	})
	if err != nil {
		t.Fatal(err)
	}

	got := tpl.Missing(content.Person{FirstName: " ", CustomFields: []byte(`{"visits":0,"seen":false,"plan":null}`)})

	if want := []string{"lead.company", "lead.custom.plan", "lead.first_name"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if none := tpl.Missing(content.Person{FirstName: "Mia", Company: "x", CustomFields: []byte(`{"visits":1,"seen":true,"plan":"a"}`)}); len(none) > 0 {
		t.Errorf("nothing is missing, but %q", none)
	}
}

// FuzzTemplate holds that a template that may be saved can be filled in for anybody, and that no
// value of a lead leaves its line or its place in HTML.
func FuzzTemplate(f *testing.F) {
	for seed := range attacks {
		f.Add(seed, "Mia\r\nBcc: <x>", `{"note":"<a>\r\n","deep":{"a":[1]}}`)
	}
	f.Add(`{{ lead.first_name | default: "there" | upcase }}{{ lead.custom.note | strip }}`, "<\u202e>", `{"note":"<a>\r\n"}`)
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
		if err != nil && !errors.Is(err, content.ErrOutput) {
			t.Fatalf("%q passes the check and cannot be filled in: %v", text, err)
		}
		if strings.ContainsFunc(out.Subject, unicode.IsControl) {
			t.Errorf("%q: the subject holds a control character: %q", text, out.Subject)
		}
		if strings.Count(out.HTML, "<") > strings.Count(text, "<") {
			t.Errorf("%q: a value opens a tag: %q", text, out.HTML)
		}
	})
}
