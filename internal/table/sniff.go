package table

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Text is a file as text that Sniff has looked at: without its byte order mark, and in UTF-8 where it
// was in UTF-16.
type Text struct {
	in      io.Reader
	utf16   bool
	broken  int    // bytes that are not of UTF-8
	letters int    // of UTF-8 that are not of ASCII
	rest    []byte // of a letter that was cut
}

// Open reads a file's text, whatever it is written in.
func Open(in io.Reader) (*Text, error) {
	mark := make([]byte, 3)
	n, err := io.ReadFull(in, mark)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	mark = mark[:n]
	whole := io.MultiReader(bytes.NewReader(mark), in)
	switch {
	case bytes.HasPrefix(mark, []byte("\xEF\xBB\xBF")):
		return &Text{in: in}, nil
	case bytes.HasPrefix(mark, []byte("\xFF\xFE")), bytes.HasPrefix(mark, []byte("\xFE\xFF")):
		return &Text{in: unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(whole), utf16: true}, nil
	}
	return &Text{in: whole}, nil
}

// Read implements io.Reader.
func (t *Text) Read(p []byte) (int, error) {
	n, err := t.in.Read(p)
	if !t.utf16 {
		t.look(p[:n])
	}
	return n, err
}

// look counts letters that are of UTF-8 and bytes that are not.
func (t *Text) look(p []byte) {
	for len(t.rest) > 0 && len(p) > 0 && !utf8.FullRune(t.rest) {
		t.rest, p = append(t.rest, p[0]), p[1:]
	}
	if len(t.rest) > 0 && utf8.FullRune(t.rest) {
		whole := t.rest
		t.rest = nil
		t.look(whole)
	}
	for len(p) > 0 {
		if p[0] < utf8.RuneSelf {
			p = p[1:]
			continue
		}
		if !utf8.FullRune(p) {
			t.rest = bytes.Clone(p)
			return
		}
		r, size := utf8.DecodeRune(p)
		if r == utf8.RuneError && size == 1 {
			t.broken++
		} else {
			t.letters++
		}
		p = p[size:]
	}
}

// Encoding is what the file is written in, as far as it was read: UTF8, UTF16, or, where more bytes
// are not of UTF-8 than letters are, Windows1252, in which every byte is a letter.
func (t *Text) Encoding() string {
	switch {
	case t.utf16:
		return UTF16
	case t.broken > t.letters:
		return Windows1252
	}
	return UTF8
}

// delimiters that tables are written with, the most usual first.
var delimiters = []byte{',', ';', '\t', '|'}

// looked is how many rows tell the delimiter.
const looked = 20

// Delimiter is the one by which the beginning of a text falls into rows that are as long as its first:
// of those the one that makes most rows agree, and then most cells. A text of one column has a comma.
func Delimiter(head []byte) byte {
	best, most := delimiters[0], 0
	for _, d := range delimiters {
		if n := agreeing(head, d); n > most {
			best, most = d, n
		}
	}
	return best
}

// agreeing is how much is said for a delimiter; 0 where nothing is.
func agreeing(head []byte, d byte) int {
	r := NewReader(bytes.NewReader(head), Dialect{Delimiter: d, Encoding: Windows1252}, 0) // in which every byte is a letter
	columns, rows, agree := 0, 0, 0
	for rows < looked {
		row, err := r.Next()
		if err != nil {
			break
		}
		if row.Blank() {
			continue
		}
		if columns == 0 {
			columns = len(row.Cells)
		}
		switch {
		case row.Err == nil && len(row.Cells) == columns:
			agree++
		case columns < 2 || rows == 0:
			return 0
		case r.Offset() == int64(len(head)): // it may be cut
			continue
		}
		rows++
	}
	if columns < 2 {
		return 0
	}
	return 1 + 1000*agree/max(rows, 1)*10 + min(columns, 1000)
}
