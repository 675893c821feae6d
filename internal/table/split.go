package table

import (
	"bytes"
	"errors"
	"strings"
)

// errMore: the row does not end in the view.
var errMore = errors.New("the row goes on")

// view is as much of a text as was read.
type view struct {
	text      []byte
	delimiter byte
	whole     bool // nothing comes after it
}

// row takes the first row apart and says how long it is, with its end. It fails with errMore and
// ErrQuotes.
func (v view) row() (cells []string, n int, err error) {
	for {
		cell, length, err := v.cell(n)
		if err != nil {
			return nil, 0, err
		}
		cells, n = append(cells, cell), n+length
		switch {
		case n == len(v.text):
			return cells, n, nil
		case v.text[n] != v.delimiter:
			n, err = v.lineEnd(n)
			return cells, n, err
		case n+1 == len(v.text) && !v.whole:
			return nil, 0, errMore
		}
		n++
	}
}

// lineEnd is where the line goes on to the next that ends at n.
func (v view) lineEnd(n int) (int, error) {
	switch {
	case v.text[n] == '\n':
		return n + 1, nil
	case n+1 == len(v.text) && !v.whole:
		return 0, errMore
	case n+1 < len(v.text) && v.text[n+1] == '\n':
		return n + 2, nil
	}
	return n + 1, nil
}

// ends says whether a cell ends before a byte.
func (v view) ends(c byte) bool { return c == v.delimiter || c == '\n' || c == '\r' }

// cell is the cell that begins at n, and how long it is as it is written.
func (v view) cell(n int) (string, int, error) {
	text := v.text[n:]
	if len(text) > 0 && text[0] == '"' {
		return v.quoted(text)
	}
	for i, c := range text {
		if v.ends(c) {
			return string(text[:i]), i, nil
		}
	}
	if !v.whole {
		return "", 0, errMore
	}
	return string(text), len(text), nil
}

// quoted is a cell between quotes, in which two stand for one.
func (v view) quoted(text []byte) (string, int, error) {
	at, doubled := 1, false
	for {
		i := bytes.IndexByte(text[at:], '"')
		if i < 0 {
			return "", 0, errMore
		}
		at += i + 1
		if at == len(text) || text[at] != '"' {
			break
		}
		at, doubled = at+1, true
	}
	switch {
	case at == len(text) && !v.whole:
		return "", 0, errMore
	case at < len(text) && !v.ends(text[at]):
		return "", 0, ErrQuotes
	}
	inner := string(text[1 : at-1])
	if doubled {
		inner = strings.ReplaceAll(inner, `""`, `"`)
	}
	return inner, at, nil
}
