package document

import (
	"bytes"
	"encoding/json"
	"iter"

	"go.yaml.in/yaml/v3"
)

// writeJSON writes what a node says, its keys in the order in which they stand.
func writeJSON(b *bytes.Buffer, n *yaml.Node) error {
	switch n.Kind {
	case yaml.DocumentNode:
		return writeJSON(b, n.Content[0])
	case yaml.AliasNode:
		return writeJSON(b, n.Alias)
	case yaml.MappingNode:
		return writeMapping(b, n)
	case yaml.SequenceNode:
		return writeSequence(b, n)
	}
	return writeScalar(b, n)
}

func writeMapping(b *bytes.Buffer, n *yaml.Node) error {
	before := "{"
	for key, value := range pairs(n) {
		name, err := json.Marshal(key)
		if err != nil {
			return err
		}
		b.WriteString(before)
		b.Write(name)
		b.WriteByte(':')
		if err := writeJSON(b, value); err != nil {
			return err
		}
		before = ","
	}
	if before == "{" {
		b.WriteString(before)
	}
	b.WriteByte('}')
	return nil
}

func writeSequence(b *bytes.Buffer, n *yaml.Node) error {
	b.WriteByte('[')
	for i, item := range n.Content {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := writeJSON(b, item); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

// writeScalar writes a number as it stands, which the contract holds to be JSON's way.
func writeScalar(b *bytes.Buffer, n *yaml.Node) error {
	var value any = n.Value
	switch n.ShortTag() {
	case "!!null":
		value = nil
	case "!!bool":
		value = json.RawMessage(n.Value)
	case "!!int", "!!float":
		value = json.Number(n.Value)
	}
	text, err := json.Marshal(value)
	b.Write(text)
	return err
}

// pairs are the keys of a mapping and what stands under each; none for anything else.
func pairs(n *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i < len(n.Content); i += 2 {
			if !yield(n.Content[i].Value, n.Content[i+1]) {
				return
			}
		}
	}
}
