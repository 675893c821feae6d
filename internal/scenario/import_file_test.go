package scenario_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/carillonhq/carillon/gen/client"
)

// throng writes a file of leads as a spreadsheet would in Germany, row by row: with a mark, semicolons and
// quotes; among every fifty rows one without a contact that can be, one that comes twice, one that changes
// a lead, one whose quotes are wrong.
type throng struct {
	rows     int
	naughty  []string
	expected client.Import // counts only
}

const throngHead = "\uFEFFKundennummer;E-Mail;Mobil;Vorname;Nachname;Firma;Notiz;Tags\r\n"

// newThrong is a file with a number of rows, and what must become of them.
func newThrong(rows int) *throng {
	c := &throng{rows: rows}
	if rows < 500_000 { // else the file would be longer than one may be
		c.naughty = harmful()
	}
	for i := range rows {
		switch i % 50 {
		case 7, 23:
			c.expected.Rejected++
		case 13:
			c.expected.Skipped++
		case 19:
			c.expected.Updated++
		default:
			c.expected.Created++
		}
	}
	c.expected.State = "succeeded"
	return c
}

// harmful are texts that have broken programs, as a cell can hold them.
func harmful() (texts []string) {
	raw, err := os.ReadFile("testdata/corpora/naughty.json")
	if err == nil {
		err = json.Unmarshal(raw, &texts)
	}
	if err != nil {
		panic(err)
	}
	return slices.DeleteFunc(texts, func(s string) bool { return len(s) > 900 || strings.ContainsRune(s, 0) })
}

// note is what the file says of a lead beside its contacts.
func (c *throng) note(i int) string {
	if len(c.naughty) == 0 {
		return ""
	}
	return c.naughty[i%len(c.naughty)] + " \"" + fmt.Sprint(i) + "\"\r\n" + "second line"
}

// kept is a note as it is kept: without space around it, and without an apostrophe before a formula.
func (c *throng) kept(i int) string {
	note := strings.TrimSpace(c.note(i))
	if rest, guarded := strings.CutPrefix(note, "'"); guarded && strings.ContainsAny(rest[:1], "=+-@\t\r") {
		return rest
	}
	return note
}

// row is one row of the file.
func (c *throng) row(w *csv.Writer, out io.Writer, i int) error {
	mail, of, name := fmt.Sprintf("lead%d@crowd.example", i), i, "Mia"
	switch i % 50 {
	case 7:
		mail = "lead at crowd"
	case 13:
		of, mail = i-1, fmt.Sprintf("lead%d@crowd.example", i-1)
	case 19:
		of, mail, name = i-1, "", "Noor"
	case 23:
		w.Flush()
		_, err := fmt.Fprintf(out, "c-%d;\"lead\"%d@crowd.example;;;;;;\r\n", i, i)
		return err
	}
	return w.Write([]string{fmt.Sprintf("c-%d", of), mail, fmt.Sprintf("+1202%07d", 2000000+of), name, "Lindqvist", "Harbor Café", c.note(of), "crowd,fair"})
}

// WriteTo implements io.WriterTo.
func (c *throng) WriteTo(out io.Writer) (int64, error) {
	w := csv.NewWriter(out)
	w.Comma, w.UseCRLF = ';', true
	_, err := io.WriteString(out, throngHead)
	for i := 0; i < c.rows && err == nil; i++ {
		err = c.row(w, out, i)
	}
	w.Flush()
	return 0, err
}

// file is the throng to be read.
func (c *throng) file() io.Reader {
	r, w := io.Pipe()
	go func() {
		_, err := c.WriteTo(w)
		_ = w.CloseWithError(err)
	}()
	return r
}
