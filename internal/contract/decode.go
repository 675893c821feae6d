package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/carillonhq/carillon/internal/fault"
)

// decoder reads one JSON text the way every later reader will: what two parsers could understand
// differently is refused.
type decoder struct {
	json *json.Decoder
	left int // values that may still come
	path []string
}

// decode is the value of a JSON text: objects as map[string]any, numbers as json.Number. It fails
// with ErrMalformedBody carrying one violation when the text is no UTF-8 or no JSON, is followed
// by more, nests deeper than MaxDepth, holds more values than most, a NUL, half a surrogate pair,
// a number beyond float64, or a key twice, be it in other letter case.
func decode(raw []byte, most int) (any, error) {
	if !utf8.Valid(raw) {
		return nil, malformed(nil, "invalid_utf8", "The body must be UTF-8 text.")
	}
	var whole json.RawMessage
	if err := json.Unmarshal(raw, &whole); err != nil {
		return nil, notJSON(err)
	}
	if loneSurrogate(raw) {
		return nil, malformed(nil, "invalid_utf8", `Write both halves of a \u surrogate pair.`)
	}
	d := decoder{json: json.NewDecoder(bytes.NewReader(raw)), left: most}
	d.json.UseNumber()
	return d.value()
}

func notJSON(err error) error {
	message := "The body must be one JSON value."
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		message = "The body must be one JSON value; reading stopped at byte " +
			strconv.FormatInt(syntax.Offset, 10) + "."
	}
	return malformed(nil, "malformed_json", message)
}

func malformed(path []string, code, message string) error {
	return ErrMalformedBody.Listing(fault.Violation{
		In: fault.Body, Pointer: pointerTo(path), Code: code, Message: message})
}

func (d *decoder) refuse(code, message string) error { return malformed(d.path, code, message) }

func (d *decoder) value() (any, error) {
	if d.left--; d.left < 0 {
		return nil, malformed(nil, "too_many_values", "Send at most "+strconv.Itoa(MaxNodes)+" values in one body.")
	}
	token, err := d.json.Token()
	if err != nil {
		return nil, notJSON(err)
	}
	switch t := token.(type) {
	case json.Delim:
		return d.container(t)
	case string:
		return t, d.checkText(t)
	case json.Number:
		return t, d.checkNumber(t.String())
	}
	return token, nil
}

func (d *decoder) container(open json.Delim) (any, error) {
	if len(d.path) >= MaxDepth {
		return nil, malformed(nil, "too_deep", "Nest at most "+strconv.Itoa(MaxDepth)+" levels.")
	}
	if open == '[' {
		return d.list()
	}
	return d.object()
}

func (d *decoder) list() (any, error) {
	list := []any{}
	for d.json.More() {
		d.path = append(d.path, strconv.Itoa(len(list)))
		item, err := d.value()
		if err != nil {
			return nil, err
		}
		d.path = d.path[:len(d.path)-1]
		list = append(list, item)
	}
	_, err := d.json.Token()
	return list, err
}

func (d *decoder) object() (any, error) {
	object := map[string]any{}
	var folded map[string]bool // keys whose lower-case form is not themselves
	for d.json.More() {
		token, err := d.json.Token()
		if err != nil {
			return nil, notJSON(err)
		}
		key, _ := token.(string)
		if err := d.checkText(key); err != nil {
			return nil, err
		}
		plain := fold(key)
		if _, twice := object[plain]; twice || folded[plain] {
			return nil, d.refuse("duplicate_key", "A key stands twice in this object; letter case does not tell keys apart.")
		}
		if plain != key {
			if folded == nil {
				folded = map[string]bool{}
			}
			folded[plain] = true
		}
		d.path = append(d.path, key)
		if object[key], err = d.value(); err != nil {
			return nil, err
		}
		d.path = d.path[:len(d.path)-1]
	}
	_, err := d.json.Token()
	return object, err
}

// fold is the form that encoding/json compares keys in; ſ and the Kelvin sign are letters too.
func fold(key string) string {
	for i := range len(key) {
		if c := key[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ToLower(strings.ToUpper(key))
		}
	}
	return key
}

func (d *decoder) checkText(s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return d.refuse("nul_character", "Text must not hold the character NUL.")
	}
	return nil
}

// checkNumber keeps numbers to what float64 can hold, since exact arithmetic on a huge exponent
// would take the process down.
func (d *decoder) checkNumber(s string) error {
	f, err := strconv.ParseFloat(s, 64)
	tiny := f == 0 && strings.ContainsAny(mantissa(s), "123456789")
	if err != nil || tiny || len(s) > 128 {
		return d.refuse("number_out_of_range", "Numbers must have at most 128 characters and fit a 64-bit float.")
	}
	return nil
}

func mantissa(s string) string {
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		return s[:i]
	}
	return s
}

// loneSurrogate reports a \u escape that is half a pair, which encoding/json would quietly replace.
// The text is known to be JSON.
func loneSurrogate(raw []byte) bool {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++
		switch unit := escaped(raw, i); {
		case unit>>10 == 0xDC00>>10:
			return true
		case unit>>10 == 0xD800>>10:
			if escaped(raw, i+6)>>10 != 0xDC00>>10 || raw[i+5] != '\\' {
				return true
			}
			i += 6
		}
	}
	return false
}

// escaped is the code unit of the escape uXXXX at i, 0 when there is none.
func escaped(raw []byte, i int) uint64 {
	if i+5 > len(raw) || raw[i] != 'u' {
		return 0
	}
	unit, _ := strconv.ParseUint(string(raw[i+1:i+5]), 16, 64)
	return unit
}
