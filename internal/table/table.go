// Package table reads what spreadsheets and databases write as text: rows of cells, in whatever
// delimiter, line ending and encoding. A row that cannot be read is told by itself and hides none of
// those after it.
package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// MaxRow is how long a row may be, in bytes.
const MaxRow = 256 << 10

// Why a row cannot be read.
var (
	ErrQuotes  = errors.New("a quoted cell does not end where the next one begins")
	ErrTooLong = errors.New("the row is longer than 256 KiB")
	ErrNUL     = errors.New("the row holds a NUL")
	ErrText    = errors.New("the row holds bytes that are no text")
)

// Encodings of a text.
const (
	UTF8        = "utf-8"
	UTF16       = "utf-16"
	Windows1252 = "windows-1252"
)

// Dialect is how a table is written.
type Dialect struct {
	Delimiter byte
	Encoding  string // UTF8 or Windows1252
}

// Row is one row of a table.
type Row struct {
	Cells []string // of one that cannot be read, its beginning, with what is no text marked
	Err   error    // why it cannot be read; nil where it can
}

// Blank says whether nothing is written in the row.
func (r Row) Blank() bool { return r.Err == nil && len(r.Cells) == 1 && r.Cells[0] == "" }

// Reader reads rows one after the other.
type Reader struct {
	in      *bufio.Reader
	dialect Dialect
	decoder *encoding.Decoder
	offset  int64
}

// NewReader reads a text from the start of a row, which is at this offset.
func NewReader(in io.Reader, d Dialect, offset int64) *Reader {
	return &Reader{in: bufio.NewReaderSize(in, MaxRow), dialect: d, decoder: charmap.Windows1252.NewDecoder(), offset: offset}
}

// Offset is where the next row begins, in bytes.
func (r *Reader) Offset() int64 { return r.offset }

// Next reads a row. It fails with io.EOF after the last, and as what it reads from does.
func (r *Reader) Next() (Row, error) {
	window, err := r.in.Peek(4 << 10)
	for {
		if len(window) == 0 {
			return Row{}, end(err)
		}
		cells, n, found := view{window, r.dialect.Delimiter, errors.Is(err, io.EOF)}.row()
		switch {
		case found == nil:
			row := r.row(cells, window[:n])
			return row, r.skip(n)
		case errors.Is(found, errMore) && len(window) < MaxRow && err == nil:
			window, err = r.in.Peek(min(4*len(window), MaxRow))
		case err != nil && !errors.Is(err, io.EOF):
			return Row{}, err
		default:
			return r.broken(window, found)
		}
	}
}

// end is the error at the end of a text.
func end(err error) error {
	if err == nil {
		return io.EOF
	}
	return err
}

func (r *Reader) skip(n int) error {
	n, err := r.in.Discard(n)
	r.offset += int64(n)
	return err
}

// row is a row that could be taken apart, unless its text is none.
func (r *Reader) row(cells []string, raw []byte) Row {
	row := Row{Cells: cells}
	if r.dialect.Encoding == Windows1252 {
		for i, cell := range cells {
			cells[i], _ = r.decoder.String(cell) // every byte is something there
		}
	} else if !utf8.Valid(raw) {
		row.Err = ErrText
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		row.Err = ErrNUL
	}
	if row.Err != nil {
		printable(cells)
	}
	return row
}

// kept is how much is told of a row that cannot be taken apart, in bytes.
const kept = 8 << 10

// broken leaves out the first line of what cannot be taken apart.
func (r *Reader) broken(window []byte, found error) (Row, error) {
	if errors.Is(found, errMore) {
		found = ErrQuotes
		if len(window) == MaxRow {
			found = ErrTooLong
		}
	}
	n, ended := line(window)
	row := Row{Cells: strings.Split(strings.TrimRight(string(window[:min(n, kept)]), "\r\n"), string(r.dialect.Delimiter)), Err: found}
	printable(row.Cells)
	err := r.skip(n)
	for !ended && err == nil {
		if window, err = r.in.Peek(MaxRow); len(window) > 0 {
			n, ended = line(window)
			err = r.skip(n)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return row, err
}

// line is how long the first line of a text is, with its end, and whether that is in it.
func line(text []byte) (n int, ended bool) {
	i := bytes.IndexAny(text, "\r\n")
	switch {
	case i < 0:
		return len(text), false
	case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
		return i + 2, true
	}
	return i + 1, true
}

// printable marks what is no text in cells, so that they can be shown and kept.
func printable(cells []string) {
	for i, cell := range cells {
		cells[i] = strings.ReplaceAll(strings.ToValidUTF8(cell, "\uFFFD"), "\x00", "\uFFFD")
	}
}
