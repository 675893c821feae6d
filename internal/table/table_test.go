package table_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/internal/table"
)

func TestEveryFileOfCSVSpectrumIsReadAsMeant(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/csv-spectrum/csvs/*.csv")
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		meant := strings.Replace(strings.Replace(file, "csvs", "json", 1), ".csv", ".json", 1)
		var want []map[string]string
		if err := json.Unmarshal(listed(read(t, meant)), &want); err != nil {
			t.Fatal(err)
		}

		if strings.Contains(file, "location_coordinates") {
			want[0]["Contact Phone Number"] = "2095257564" // as the file has it, and its JSON has not
		}

		rows := rowsOf(t, read(t, file))

		got := []map[string]string{}
		for _, row := range rows[1:] {
			one := map[string]string{}
			for i, name := range rows[0].Cells {
				one[name] = row.Cells[i]
			}
			got = append(got, one)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

func TestRowThatCannotBeReadHidesNoOther(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", table.MaxRow)
	for name, c := range map[string]struct {
		text string
		err  error
	}{
		"text behind a quote":      {`"b"c,2`, table.ErrQuotes},
		"a quote that is not shut": {`"b,2`, table.ErrQuotes},
		"a NUL":                    {"b\x00,2", table.ErrNUL},
		"bytes that are no text":   {"b\xFF\xFE,2", table.ErrText},
		"a gigantic cell":          {long + long + long + ",2", table.ErrTooLong},
		"a gigantic quoted cell":   {`"` + long + long + `",2`, table.ErrTooLong},
	} {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			r := table.NewReader(strings.NewReader("é,1"+end+c.text+end+"ü,3"+end), table.Dialect{Delimiter: ',', Encoding: table.UTF8}, 0)
			rows := all(t, r)
			if len(rows) != 3 || rows[0].Err != nil || !errors.Is(rows[1].Err, c.err) || !slices.Equal(rows[2].Cells, []string{"ü", "3"}) {
				t.Errorf("%s before %q: %d rows, %v", name, end, len(rows), rows[min(1, len(rows)-1)].Err)
			}
			if told := strings.Join(rows[1].Cells, ","); len(told) > 32<<10 || strings.Contains(told, "\x00") || !utf8.ValidString(told) {
				t.Errorf("%s: of the row are told %d bytes", name, len(told))
			}
		}
	}
}

func TestQuoteWithinACellIsALetter(t *testing.T) {
	t.Parallel()
	rows := rowsOf(t, []byte("a,b\n5\" pipe,=1+1\n"))
	if !slices.Equal(rows[1].Cells, []string{`5" pipe`, "=1+1"}) {
		t.Errorf("%q", rows[1].Cells)
	}
}

// dialects are ways to write the same table.
func TestAnyTableInAnyDialectIsReadBackTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		delimiter := rapid.SampledFrom([]byte(",;\t|")).Draw(t, "delimiter")
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "end")
		encoding := rapid.SampledFrom([]string{"utf-8", "bom", "utf-16le", "utf-16be", "windows-1252"}).Draw(t, "encoding")
		letters := rapid.SampledFrom([]rune("ab\"'\n\r,;\t| =+-éßñ€"))
		width := rapid.IntRange(2, 6).Draw(t, "columns")
		cells := rapid.SliceOfN(rapid.StringOfN(letters, 0, 12, -1), width, width)
		want := append([][]string{slices.Repeat([]string{"näme"}, width)}, rapid.SliceOfN(cells, 1, 30).Draw(t, "rows")...)
		text := ""
		for _, row := range want {
			text += written(t, row, delimiter) + end
		}

		got := [][]string{}
		for _, row := range readBack(t, encoded(t, text, encoding)) {
			got = append(got, row.Cells)
		}

		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestReadingGoesOnFromAnyRow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("a,\"\n\r\x00é")), 0, 200, -1).Draw(t, "text")
		d := table.Dialect{Delimiter: ',', Encoding: table.UTF8}
		r := table.NewReader(strings.NewReader(text), d, 0)
		offsets, rows := []int64{}, []table.Row{}
		for {
			at := r.Offset()
			row, err := r.Next()
			if err != nil {
				break
			}
			offsets, rows = append(offsets, at), append(rows, row)
		}
		if r.Offset() != int64(len(text)) {
			t.Fatalf("read %d of %d bytes", r.Offset(), len(text))
		}
		for i, at := range offsets {
			again := all(t, table.NewReader(strings.NewReader(text[at:]), d, at))
			if !reflect.DeepEqual(again, rows[i:]) {
				t.Fatalf("from %d: %q, want %q", at, again, rows[i:])
			}
		}
	})
}

func TestBrokenReadIsNoEnd(t *testing.T) {
	t.Parallel()
	away := errors.New("away")
	r := table.NewReader(io.MultiReader(strings.NewReader("a,b\nc"), broken{away}), table.Dialect{Delimiter: ','}, 0)
	if row, err := r.Next(); err != nil || len(row.Cells) != 2 {
		t.Errorf("first row: %v %v", row, err)
	}
	if row, err := r.Next(); !errors.Is(err, away) {
		t.Errorf("second row: %v %v", row, err)
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// fails is what tests and properties have in common.
type fails interface {
	Helper()
	Fatal(...any)
}

// listed is JSON as a list: of one row the package gives the row.
func listed(raw []byte) []byte {
	if text := bytes.TrimSpace(raw); text[0] == '{' {
		return slices.Concat([]byte("["), text, []byte("]"))
	}
	return raw
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func all(t fails, r *table.Reader) []table.Row {
	t.Helper()
	rows := []table.Row{}
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

// rowsOf reads a text, which has no letters but of ASCII or UTF-8.
func rowsOf(t *testing.T, text []byte) []table.Row {
	t.Helper()
	return all(t, table.NewReader(bytes.NewReader(text), table.Dialect{Delimiter: ',', Encoding: table.UTF8}, 0))
}

// readBack reads a file by what is found out about it.
func readBack(t fails, file []byte) []table.Row {
	t.Helper()
	in, err := table.Open(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	d := table.Dialect{Delimiter: table.Delimiter(text), Encoding: in.Encoding()}
	return all(t, table.NewReader(bytes.NewReader(text), d, 0))
}

// written is a row, quoted where it must be and sometimes where it need not be.
func written(t *rapid.T, row []string, delimiter byte) string {
	cells := []string{}
	for _, cell := range row {
		if strings.ContainsAny(cell, "\"\n\r"+string(delimiter)) || rapid.Bool().Draw(t, "quoted") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		cells = append(cells, cell)
	}
	return strings.Join(cells, string(delimiter))
}

func encoded(t *rapid.T, text, encoding string) []byte {
	var err error
	switch encoding {
	case "bom":
		text = "\uFEFF" + text
	case "utf-16le":
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	case "utf-16be":
		text, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	case "windows-1252":
		text, err = charmap.Windows1252.NewEncoder().String(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return []byte(text)
}
