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
	Responses   map[string]struct{ Content map[string]yaml.Node }

	method, path string
}

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

// operations are those that customers call and that answer at once: no streams.
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
			if op.Tags[0] != foreign && !op.streams() {
				all = append(all, op)
			}
		}
	}
	return all, nil
}

// streams says whether an operation answers with anything but JSON or nothing.
func (o operation) streams() bool {
	for status, response := range o.Responses {
		if _, isJSON := response.Content["application/json"]; strings.HasPrefix(status, "2") && len(response.Content) > 0 && !isJSON {
			return true
		}
	}
	return false
}

// says is the doc comment of an operation, of one paragraph.
func (o operation) says() string {
	summary := strings.TrimSpace(o.Summary)
	if !strings.ContainsAny(summary[len(summary)-1:], ".?!") {
		summary += "."
	}
	return summary + " " + strings.Join(strings.Fields(o.Description), " ")
}
