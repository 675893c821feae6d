package contract

import (
	"fmt"
	"net/url"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/carillonhq/carillon/internal/fault"
)

// base is the address of the document inside the schema compiler; nothing is ever fetched.
const base = "contract:///openapi"

// schemas compiles the schemas of one document.
type schemas struct {
	root        map[string]any
	compiler    *jsonschema.Compiler
	suggestions map[string]func(string) string // by format
}

// schema is a compiled schema that answers in violations.
type schema struct {
	compiled *jsonschema.Schema
	words    translator
}

func newSchemas(root map[string]any) schemas {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.UseLoader(noLoader{})
	for name, check := range textFormats {
		c.RegisterFormat(textFormat(name, check))
	}
	for name, check := range numberFormats {
		c.RegisterFormat(numberFormat(name, check))
	}
	return schemas{root: root, compiler: c, suggestions: map[string]func(string) string{}}
}

// noLoader refuses references to other documents.
type noLoader struct{}

func (noLoader) Load(string) (any, error) {
	return nil, fmt.Errorf("only references within the document are followed")
}

func (l *loader) registerText(name string, check func(string) error) {
	l.schemas.compiler.RegisterFormat(textFormat(name, check))
}

// prepare rewrites the document's schemas to what the compiler understands and hands them over.
func (l *loader) prepare() error {
	if err := rewrite(l.root); err != nil {
		return err
	}
	return l.schemas.compiler.AddResource(base, l.root)
}

// schema compiles the schema at n; nil when there is none.
func (l *loader) schema(n node) *schema {
	if n.missing() {
		return nil
	}
	fragment := (&url.URL{Fragment: n.pointer}).EscapedFragment()
	compiled, err := l.schemas.compiler.Compile(base + "#" + fragment)
	if err != nil {
		l.complain(n.pointer, "the schema does not compile: %v", err)
		return nil
	}
	return &schema{compiled: compiled, words: translator{l.root, l.schemas.suggestions}}
}

// check is what is wrong with value, all of it, sorted by pointer; none when it is right.
func (s *schema) check(value any) []fault.Violation {
	if s == nil {
		return nil
	}
	err := s.compiled.Validate(value)
	if err == nil {
		return nil
	}
	return s.words.violations(err)
}
