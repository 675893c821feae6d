package dispatch

import (
	"context"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/internal/dbtest"
)

func TestDrawingInThePackageCommentIsTheTable(t *testing.T) {
	t.Parallel()
	var drawn strings.Builder
	for _, from := range slices.Sorted(maps.Keys(moves)) {
		fmt.Fprintf(&drawn, "\t%s -> %s\n", from, strings.Join(slices.Sorted(slices.Values(moves[from])), " "))
	}

	page, err := parser.ParseFile(token.NewFileSet(), "dispatch.go", nil, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}

	if !strings.Contains(page.Doc.Text(), "The states of a target:\n\n"+drawn.String()) || strings.Count(page.Doc.Text(), " -> ") != len(moves) {
		t.Errorf("dispatch.go draws other moves; these are they:\n%s", drawn.String())
	}
}

func TestStatesAreThoseOfTheDatabaseAndTheContract(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	attempts := []string{attemptSending, attemptAccepted, attemptRejected, attemptNotSent, attemptUnknown, attemptUnresolved}

	same(t, "targets' CHECK", checked(t, d, "targets", "status"), States)
	same(t, "attempts' CHECK", checked(t, d, "attempts", "state"), attempts)
	enum := regexp.MustCompile(`\n    TargetStatus: \{type: string, enum: (?:&\w+ )?\[([^\]]+)\]`).FindSubmatch(api.Contract)
	if enum == nil {
		t.Fatal("the contract has no TargetStatus")
	}
	same(t, "TargetStatus", strings.Split(string(enum[1]), ", "), States)
}

func TestEveryStateIsReachedAndOnlyTerminalOnesMayStay(t *testing.T) {
	t.Parallel()
	reached := map[string]bool{Pending: true}
	for from, ways := range moves {
		if !slices.Contains(States, from) {
			t.Errorf("%q is no state", from)
		}
		for _, to := range ways {
			reached[to] = true
		}
	}
	for _, state := range States {
		if !reached[state] {
			t.Errorf("nothing leads to %q", state)
		}
		if !Terminal(state) && len(moves[state]) == 0 {
			t.Errorf("%q is not an end and has no way out", state)
		}
		for _, to := range moves[state] {
			if Terminal(state) && !Terminal(to) && !(state == Unresolved && to == Accepted) {
				t.Errorf("%q has ended and may become %q", state, to)
			}
		}
	}
}

// checked are the values that a column's CHECK names.
func checked(t *testing.T, d *dbtest.DB, table, column string) []string {
	t.Helper()
	var definition string
	err := d.Admin.QueryRow(context.Background(),
		"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1", table+"_"+column+"_check").Scan(&definition)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, m := range regexp.MustCompile(`'(\w+)'::text`).FindAllStringSubmatch(definition, -1) {
		values = append(values, m[1])
	}
	return values
}

func same(t *testing.T, where string, got, want []string) {
	t.Helper()
	if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("%s: %v; the table has %v", where, got, want)
	}
}
