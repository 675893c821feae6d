package contract

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// node is a place in the document: its JSON pointer and what stands there, nil when nothing does.
type node struct {
	pointer string
	value   any
}

// at is the place below n that the keys lead to.
func (n node) at(keys ...string) node {
	for _, key := range keys {
		n = node{n.pointer + "/" + escape(key), child(n.value, key)}
	}
	return n
}

func (n node) missing() bool { return n.value == nil }

// keys are the names of a mapping, sorted; none for anything else.
func (n node) keys() []string {
	m, _ := n.value.(map[string]any)
	return slices.Sorted(maps.Keys(m))
}

// items are the places of a list; none for anything else.
func (n node) items() []node {
	list, _ := n.value.([]any)
	items := make([]node, len(list))
	for i := range list {
		items[i] = n.at(strconv.Itoa(i))
	}
	return items
}

// text is a string, "" for anything else.
func (n node) text() string {
	s, _ := n.value.(string)
	return s
}

// texts are the strings of a list.
func (n node) texts() []string {
	var texts []string
	for _, item := range n.items() {
		texts = append(texts, item.text())
	}
	return texts
}

// is reports whether a boolean true stands here.
func (n node) is() bool { return n.value == true }

func child(value any, key string) any {
	switch v := value.(type) {
	case map[string]any:
		return v[key]
	case []any:
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(v) {
			return v[i]
		}
	}
	return nil
}

// find is the place that a JSON pointer leads to.
func find(root any, pointer string) node {
	n := node{value: root}
	if pointer == "" {
		return n
	}
	for _, token := range strings.Split(pointer, "/")[1:] {
		n = n.at(unescape(token))
	}
	return n
}

var (
	pointerEscape   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")
)

func escape(token string) string   { return pointerEscape.Replace(token) }
func unescape(token string) string { return pointerUnescape.Replace(token) }

// pointerTo joins the tokens of a place in a body to a JSON pointer.
func pointerTo(tokens []string) string {
	var b strings.Builder
	for _, token := range tokens {
		b.WriteByte('/')
		b.WriteString(escape(token))
	}
	return b.String()
}
