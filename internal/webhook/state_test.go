package webhook

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
	page, err := parser.ParseFile(token.NewFileSet(), "webhook.go", nil, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}

	var want strings.Builder
	for _, from := range States {
		if len(moves[from]) > 0 {
			fmt.Fprintf(&want, "\t%s -> %s\n", from, strings.Join(moves[from], " "))
		}
	}

	if !strings.HasSuffix(page.Doc.Text(), "The states of a delivery:\n\n"+want.String()) {
		t.Errorf("webhook.go draws other moves; these are they:\n%s", want.String())
	}
}

func TestStatesAreThoseOfTheDatabaseAndTheContract(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for constraint, states := range map[string][]string{"webhook_endpoints_status_check": Statuses, "webhook_deliveries_state_check": States} {
		var check string
		if err := d.Admin.QueryRow(context.Background(), "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1", constraint).Scan(&check); err != nil {
			t.Fatal(err)
		}
		var stored []string
		for _, m := range regexp.MustCompile(`'(\w+)'::text`).FindAllStringSubmatch(check, -1) {
			stored = append(stored, m[1])
		}
		if !slices.Equal(stored, states) {
			t.Errorf("%s knows %v, the table %v", constraint, stored, states)
		}
	}
	if !strings.Contains(string(api.Contract), "WebhookDeliveryState: {type: string, enum: ["+strings.Join(States, ", ")+"]") {
		t.Error("the contract knows other states")
	}
}
