package automation

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

func TestDrawingsInThePackageCommentAreTheTables(t *testing.T) {
	t.Parallel()
	page, err := parser.ParseFile(token.NewFileSet(), "automation.go", nil, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}

	want := "The states of an automation:\n\n" + drawn(States, moves) + "\nThe states of a run:\n\n" + drawn(RunStates, steps)

	if !strings.HasSuffix(page.Doc.Text(), want) {
		t.Errorf("automation.go draws other moves; these are they:\n%s", want)
	}
}

func drawn(states []string, ways map[string][]string) string {
	var all strings.Builder
	for _, from := range states {
		if len(ways[from]) > 0 {
			fmt.Fprintf(&all, "\t%s -> %s\n", from, strings.Join(ways[from], " "))
		}
	}
	return all.String()
}

func TestStatesAreThoseOfTheDatabaseAndTheContract(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for _, c := range []struct {
		constraint, contract string
		states               []string
	}{
		{"automations_status_check", `\n    AutomationStatus: \{type: string, enum: (?:&\w+ )?\[([^\]]+)\]`, States},
		{"automation_runs_state_check", `\n    AutomationRunState:\n      type: string\n      enum: (?:&\w+ )?\[([^\]]+)\]`, RunStates},
		{"automation_firings_outcome_check", ``, []string{OnTime, Late, Skipped}},
	} {
		var check string
		if err := d.Admin.QueryRow(context.Background(), "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1", c.constraint).Scan(&check); err != nil {
			t.Fatal(err)
		}
		var stored []string
		for _, m := range regexp.MustCompile(`'(\w+)'::text`).FindAllStringSubmatch(check, -1) {
			stored = append(stored, m[1])
		}
		if !slices.Equal(stored, c.states) {
			t.Errorf("%s knows %v, the table %v", c.constraint, stored, c.states)
		}
		if enum := regexp.MustCompile(c.contract).FindSubmatch(api.Contract); c.contract != "" && (enum == nil || string(enum[1]) != strings.Join(c.states, ", ")) {
			t.Errorf("the contract knows %q, the table %v", enum, c.states)
		}
	}
}

func TestNamesAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	contract := string(api.Contract)
	for name, tr := range triggers {
		if !regexp.MustCompile(`\n    TriggerType:\n.*\n      enum: (?:&\w+ )?\[.*\b` + name + `\b.*\]`).MatchString(contract) {
			t.Errorf("the contract does not know the trigger %s", name)
		}
		line := regexp.MustCompile(`\n  ` + regexp.QuoteMeta(string(tr.event)) + `: \{.* trigger: (\w+),`).FindStringSubmatch(contract)
		if line != nil && line[1] != name && tr.channel == "" {
			t.Errorf("the contract calls %s %s, the table %s", tr.event, line[1], name)
		}
	}
	for name := range rules {
		if !strings.Contains(contract, "\n        action_type: {type: string, const: "+name+",") {
			t.Errorf("the contract does not know the action %s", name)
		}
		if deeds[name] == nil && rules[name].channel == "" {
			t.Errorf("nothing does the action %s", name)
		}
	}
}
