package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// spec is what the generator reads of a contract.
type spec struct {
	Info  struct{ Version string }
	Tags  []struct{ Name, Description string }
	Paths yaml.Node // a mapping, in the order in which it is written
}

// operation is one method on one path.
type operation struct {
	ID          string `yaml:"operationId"`
	Summary     string
	Description string
	Tags        []string
	Responses   map[string]struct{ Content map[string]content }

	method, path string
}

// content is what the generator reads of a media type.
type content struct {
	Stream reference `yaml:"x-stream"`
}

// reference is a schema's name, or those of the events of a stream with what each tells.
type reference struct {
	Ref   string               `yaml:"$ref"`
	Kinds map[string]reference `yaml:",inline"`
}

func (r reference) name() string { return r.Ref[strings.LastIndex(r.Ref, "/")+1:] }

// foreign is the tag of what providers call, and customers never.
const foreign = "provider-callbacks"

func read(path string) (spec, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return spec{}, err
	}
	var s spec
	return s, yaml.Unmarshal(raw, &s)
}

// operations are those that customers call and whose answer is known to be JSON, all at once or in a stream.
func (s spec) operations() ([]operation, error) {
	var all []operation
	for i := 0; i < len(s.Paths.Content); i += 2 {
		path, item := s.Paths.Content[i].Value, s.Paths.Content[i+1]
		for j := 0; j < len(item.Content); j += 2 {
			method := strings.ToUpper(item.Content[j].Value)
			if !slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}, method) {
				continue
			}
			op := operation{method: method, path: path}
			if err := item.Content[j+1].Decode(&op); err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
			if op.Tags[0] != foreign && op.known() {
				all = append(all, op)
			}
		}
	}
	return all, nil
}

// known says whether an operation answers with nothing but JSON, nothing, or a stream of JSON.
func (o operation) known() bool {
	for status, response := range o.Responses {
		if _, isJSON := response.Content["application/json"]; strings.HasPrefix(status, "2") && len(response.Content) > 0 && !isJSON {
			return o.streams()
		}
	}
	return true
}

// streams says whether an operation answers with a stream.
func (o operation) streams() bool { return o.told().Ref != "" || len(o.told().Kinds) > 0 }

// told is what a stream tells.
func (o operation) told() reference { return o.Responses["200"].Content["text/event-stream"].Stream }

// says is the doc comment of an operation, of one paragraph.
func (o operation) says() string {
	summary := strings.TrimSpace(o.Summary)
	if !strings.ContainsAny(summary[len(summary)-1:], ".?!") {
		summary += "."
	}
	return summary + " " + strings.Join(strings.Fields(o.Description), " ")
}
