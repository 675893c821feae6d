package document

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// contractPages are the contract as it is written, as JSON in the same order, and in short.
func contractPages(contract []byte) (map[string]*Page, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(contract, &root); err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	var asJSON bytes.Buffer
	if err := writeJSON(&asJSON, &root); err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	short, err := llms(&root)
	return map[string]*Page{
		"/openapi.yaml": large("application/yaml", contract),
		"/openapi.json": large("application/json", asJSON.Bytes()),
		"/llms.txt":     large("text/plain; charset=utf-8", short),
	}, err
}
