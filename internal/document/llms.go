package document

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"go.yaml.in/yaml/v3"
)

// operation is what llms.txt tells of one. A webhook has the type of an event in place of a path, and no
// name.
type operation struct {
	Method, Path string
	Name         string `yaml:"operationId"`
	Summary      string
	Tags         []string
}

// tag is a part of the contract, with its operations in the order in which they are written.
type tag struct {
	Name, Description string
	Operations        []operation `yaml:"-"`
}

// overview is what llms.txt tells of the contract.
type overview struct {
	Info            struct{ Title, Summary, Description string }
	Tags            []tag
	Paths, Webhooks yaml.Node
}

// llms is llms.txt in the form of llmstxt.org: a title, a summary, and lists of links.
func llms(root *yaml.Node) ([]byte, error) {
	var o overview
	if err := root.Decode(&o); err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	for _, items := range []*yaml.Node{&o.Paths, &o.Webhooks} {
		if err := o.gather(items); err != nil {
			return nil, fmt.Errorf("document: %w", err)
		}
	}
	t, err := template.ParseFS(own, "page/llms.txt")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, o)
	return b.Bytes(), err
}

// gather puts every operation under its tag.
func (o *overview) gather(items *yaml.Node) error {
	for path, item := range pairs(items) {
		for method, n := range pairs(item) {
			op := operation{Method: strings.ToUpper(method), Path: path}
			if n.Kind != yaml.MappingNode {
				continue // the parameters that operations of a path share
			}
			if err := n.Decode(&op); err != nil {
				return err
			}
			at := slices.IndexFunc(o.Tags, func(t tag) bool { return slices.Contains(op.Tags, t.Name) })
			if at < 0 {
				return fmt.Errorf("%s %s has no tag that is declared", op.Method, op.Path)
			}
			o.Tags[at].Operations = append(o.Tags[at].Operations, op)
		}
	}
	return nil
}
