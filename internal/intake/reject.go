package intake

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// keep writes down which rows were refused, and of those who were erased nothing that they say.
func keep(ctx context.Context, tx *tenant.Tx, id uuid.UUID, rejects []reject) error {
	if len(rejects) == 0 {
		return nil
	}
	p := db.InsertImportRejectsParams{ImportID: id}
	for _, one := range rejects {
		if one.why.Code == lead.ErrErased.Code {
			one.cells = []string{}
		}
		cells, err := json.Marshal(one.cells)
		if err != nil {
			return err
		}
		reason := one.why.Message
		if len(one.why.Violations) > 0 {
			reason = one.why.Violations[0].Message
		}
		p.Numbers, p.Cells, p.ColumnNames = append(p.Numbers, one.number), append(p.Cells, string(cells)), append(p.ColumnNames, one.column)
		p.Codes, p.Reasons = append(p.Codes, one.why.Code), append(p.Reasons, reason)
	}
	return tx.InsertImportRejects(ctx, p)
}

// rejectPage is how many rejects are read at once.
const rejectPage = 1000

// WriteRejects writes the rows of an import that were refused as CSV: the columns of the file, and one
// with the reason. It fails as w does.
func (r *Room) WriteRejects(ctx context.Context, a tenant.Actor, im db.Import, w io.Writer) error {
	out, q := csv.NewWriter(w), r.DB.Read(a)
	out.UseCRLF = true
	if err := out.Write(guarded(im.Columns, len(im.Columns), reasonColumn)); err != nil {
		return err
	}
	for after, found := int64(0), rejectPage; found == rejectPage; {
		rows, err := q.ListImportRejects(ctx, db.ListImportRejectsParams{ImportID: im.ID, After: after, Page: rejectPage})
		if err != nil {
			return err
		}
		for _, row := range rows {
			var cells []string
			if err := json.Unmarshal(row.Cells, &cells); err != nil {
				return err
			}
			if err := out.Write(guarded(cells, len(im.Columns), row.Reason)); err != nil {
				return err
			}
			after = row.Number
		}
		found = len(rows)
		out.Flush()
	}
	return out.Error()
}

// guarded are cells that no spreadsheet takes for formulas, filled up to a width, and one more behind.
func guarded(cells []string, width int, last string) []string {
	row := make([]string, max(width, len(cells)), max(width, len(cells))+1)
	for i, cell := range cells {
		row[i] = cell
		if formula(cell) {
			row[i] = "'" + cell
		}
	}
	return append(row, last)
}

// number is what begins like a formula and is none: a phone number or an amount.
var number = regexp.MustCompile(`^[+-][0-9 ()./,-]*[0-9][0-9 ()./,-]*$`)

// formula says whether a spreadsheet would take a text for a formula.
func formula(text string) bool {
	return text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") && !number.MatchString(text)
}
