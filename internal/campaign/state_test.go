package campaign

import (
	"context"
	"fmt"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/internal/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func TestDrawingInThePackageCommentIsTheTable(t *testing.T) {
	t.Parallel()
	var drawn strings.Builder
	for _, from := range States {
		if len(moves[from]) > 0 {
			fmt.Fprintf(&drawn, "\t%s -> %s\n", from, strings.Join(moves[from], " "))
		}
	}

	page, err := parser.ParseFile(token.NewFileSet(), "campaign.go", nil, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}

	if !strings.HasSuffix(page.Doc.Text(), "The states of a campaign:\n\n"+drawn.String()) {
		t.Errorf("campaign.go draws other moves; these are they:\n%s", drawn.String())
	}
}

func TestStatesAreThoseOfTheDatabaseAndTheContract(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	var check string
	err := d.Admin.QueryRow(context.Background(), "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'campaigns_status_check'").Scan(&check)
	if err != nil {
		t.Fatal(err)
	}

	var stored []string
	for _, m := range regexp.MustCompile(`'(\w+)'::text`).FindAllStringSubmatch(check, -1) {
		stored = append(stored, m[1])
	}
	enum := regexp.MustCompile(`\n    CampaignStatus: \{type: string, enum: (?:&\w+ )?\[([^\]]+)\]`).FindSubmatch(api.Contract)

	if !slices.Equal(stored, States) {
		t.Errorf("the database knows %v, the table %v", stored, States)
	}
	if enum == nil || string(enum[1]) != strings.Join(States, ", ") {
		t.Errorf("the contract knows %q, the table %v", enum, States)
	}
}

func TestOnlyTheEndsHaveNoWayOut(t *testing.T) {
	t.Parallel()
	for _, state := range States {
		end := slices.Contains([]string{Completed, Cancelled, Failed}, state)
		if end != (len(moves[state]) == 0) {
			t.Errorf("%s leads to %v", state, moves[state])
		}
		if state != Draft && len(origins(state)) == 0 {
			t.Errorf("nothing leads to %s", state)
		}
	}
}
