package internal_test

import (
	"go/ast"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// ours are the constraints that no request can run into: the service itself writes around them
// with ON CONFLICT or a lock, and one that is hit all the same is a defect.
var ours = []string{"target_once", "attempt_number", "attempt_open", "callback_known", "sending_once", "campaigns_list", "campaigns_ref",
	"conversation_of_lead", "conversation_of_sender", "entry_once", "call_once", "automation_version_number", "run_once", "firing_once",
	"api_key_public_id", "tenant_mode", "connection_mode", "leads_merged", "leads_merged_into", "delivery_once", "webhook_attempt_number",
	"template_version_number", "campaigns_origin_check", "suppression_named", "suppressions_reason_check"}

func TestConstraintACustomerCanHitIsAnErrorCode(t *testing.T) {
	t.Parallel()
	refusals := refusals(t)

	hit := map[string]bool{}
	for path, sql := range migrations(t) {
		names, nameless := constraints(sql)
		if nameless > 0 {
			t.Errorf("%s: %d UNIQUE without a name of its own", path, nameless)
		}
		for _, name := range names {
			hit[name] = true
			if refusals[name] == "" && !slices.Contains(ours, name) {
				t.Errorf("%s: %s is neither in tenant/refusal.go nor on the list of our own", path, name)
			}
		}
	}

	for name, code := range refusals {
		if name != code {
			t.Errorf("constraint %s has another code, %s", name, code)
		}
		if !hit[name] {
			t.Errorf("constraint %s is in no migration", name)
		}
	}
}

func TestFaultCodeMeansOneKindOfFailure(t *testing.T) {
	t.Parallel()
	kinds := map[string]string{}
	snake := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, f := range s.faults() {
			if !snake.MatchString(f.code) {
				t.Errorf("%s: %sthe code %q is no constant in snake_case", s.path, f.at, f.code)
			}
			if kind, known := kinds[f.code]; known && kind != f.kind {
				t.Errorf("%s: %s%s is %s, and %s elsewhere", s.path, f.at, f.code, f.kind, kind)
			}
			kinds[f.code] = f.kind
		}
	}

	if len(kinds) < 20 {
		t.Errorf("only %d codes were found", len(kinds))
	}
}

func TestConstraintsAndFaultsAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()

	names, nameless := constraints(`
		CREATE TABLE a (x text UNIQUE, y text CONSTRAINT y_taken UNIQUE, UNIQUE (x, y), CONSTRAINT y_long CHECK (length(y) > 3),
			CONSTRAINT y_unknown FOREIGN KEY (y) REFERENCES b (y), FOREIGN KEY (x) REFERENCES b (x));
		CREATE UNIQUE INDEX x_taken ON a (x);`)
	faults := parse(t, "a.go", `package a
		var ErrA = fault.New(fault.Invalid, "a_wrong", "Fix it.").At("/a")
		func f(code string) error { return fault.New(fault.Conflict, code, "") }`).faults()

	if !slices.Equal(names, []string{"y_taken", "y_long", "y_unknown", "x_taken"}) || nameless != 2 {
		t.Errorf("found %v and %d without a name", names, nameless)
	}
	want := []declared{{"line 2: ", "fault.Invalid", "a_wrong"}, {"line 3: ", "fault.Conflict", ""}}
	if !slices.Equal(faults, want) {
		t.Errorf("found %v", faults)
	}
}

var (
	named  = regexp.MustCompile(`CONSTRAINT (\w+) (?:UNIQUE|CHECK|EXCLUDE|FOREIGN KEY)\b|CREATE UNIQUE INDEX (\w+)`)
	unique = regexp.MustCompile(`\bUNIQUE\b`)
)

// constraints lists what can refuse a row by name, and counts what would refuse it without one.
// A CHECK without a name only repeats what the contract refused before.
func constraints(sql string) (names []string, nameless int) {
	for _, m := range named.FindAllStringSubmatch(sql, -1) {
		names = append(names, m[1]+m[2])
	}
	return names, len(unique.FindAllString(named.ReplaceAllString(sql, ""), -1))
}

var refusal = regexp.MustCompile(`"(\w+)":\s+fault\.New\(fault\.\w+, "(\w+)"`)

// refusals is the table of tenant/refusal.go: constraint and code.
func refusals(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("tenant/refusal.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, m := range refusal.FindAllStringSubmatch(string(raw), -1) {
		all[m[1]] = m[2]
	}
	return all
}

// declared is one call of fault.New; code is empty where it is no constant.
type declared struct{ at, kind, code string }

func (s source) faults() []declared {
	var found []declared
	ast.Inspect(s.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || text(call.Fun) != "fault.New" || len(call.Args) != 3 {
			return true
		}
		d := declared{at: s.at(call), kind: text(call.Args[0])}
		if lit, ok := call.Args[1].(*ast.BasicLit); ok {
			d.code, _ = strconv.Unquote(lit.Value)
		}
		found = append(found, d)
		return true
	})
	return found
}
