package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one hand-written Go file.
type source struct {
	path string // from internal/, with slashes: lead/lead.go, ../cmd/carillon/main.go
	set  *token.FileSet
	file *ast.File
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// law finds what breaks it; broken is a file that must be found.
type law struct {
	name   string
	find   func(source) []string
	path   string
	broken string
}

var laws = []law{
	{"only tenant makes queries", queriesMade, "lead/lead.go",
		`package lead; import "github.com/carillonhq/carillon/gen/db"; var q = db.New(nil)`},
	{"only hands, access, outbound and the client make requests", requestsMade, "lead/lead.go",
		`package lead; import "net/http"; func f() { _, _ = http.Get("https://example.com") }`},
	{"a transaction and the network never meet", txMeetsNetwork, "dispatch/send.go",
		`package dispatch; func f(tx *tenant.Tx, s channel.Sender) {}`},
	{"the environment is read by config, and by the client for partners", environmentRead, "lead/lead.go",
		`package lead; import "os"; var home = os.Getenv("HOME")`},
	{"River is told where to log, or it writes on standard output", riverWithoutLog, "lead/lead.go",
		`package lead; import "github.com/riverqueue/river"; var c = river.Config{Schema: "river"}`},
	{"an exported name has a comment", undocumented, "lead/lead.go",
		`package lead; func Create() {}`},
	{"a file has at most 350 lines", longFile, "lead/lead.go",
		"package lead\n" + strings.Repeat("\n", 350) + "func f() {}"},
	{"a function has at most 70 lines", longFunction, "lead/lead.go",
		"package lead\nfunc f() {" + strings.Repeat("\n", 70) + "}"},
	{"a parameter is no boolean", booleanParameter, "lead/lead.go",
		`package lead; func f(force bool) {}`},
	{"nothing runs before main", initFunction, "lead/lead.go",
		`package lead; func init() {}`},
	{"a test does not skip itself", skipped, "lead/lead_test.go",
		`package lead; import "testing"; func TestX(t *testing.T) { t.Skip() }`},
	{"a test runs beside the others", alone, "lead/lead_test.go",
		`package lead; import "testing"; func TestX(t *testing.T) { t.Log(); t.Parallel() }`},
}

func TestSourceKeepsTheLaws(t *testing.T) {
	t.Parallel()

	for _, s := range sources(t) {
		for _, l := range laws {
			for _, found := range l.find(s) {
				t.Errorf("%s: %s: %s", l.name, s.path, found)
			}
		}
	}
}

func TestEveryLawFindsWhatBreaksIt(t *testing.T) {
	t.Parallel()

	for _, l := range laws {
		if found := l.find(parse(t, l.path, l.broken)); len(found) != 1 {
			t.Errorf("%s: found %q", l.name, found)
		}
	}
}

// sources are all Go files below internal, cmd and gen/client that a person wrote.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, root := range []string{".", "../cmd", "../gen/client"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".go" && !strings.HasSuffix(path, ".gen.go") {
				all = append(all, parse(t, filepath.ToSlash(path), nil))
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	return all
}

func parse(t *testing.T, path string, text any) source {
	t.Helper()
	s := source{path: path, set: token.NewFileSet()}
	var err error
	if s.file, err = parser.ParseFile(s.set, path, text, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		t.Fatal(err)
	}
	return s
}

// in says whether the file lies in one of the packages, or below one that ends in /.
func (s source) in(packages ...string) bool {
	return slices.ContainsFunc(packages, func(p string) bool {
		return filepath.ToSlash(filepath.Dir(s.path)) == p || strings.HasSuffix(p, "/") && strings.HasPrefix(s.path, p)
	})
}

// uses lists the names of package path, such as "net/http", that the file uses and that match.
func (s source) uses(path, match string) []string {
	name := ""
	for _, spec := range s.file.Imports {
		if imported, _ := strconv.Unquote(spec.Path.Value); imported == path {
			name = filepath.Base(path)
			if spec.Name != nil {
				name = spec.Name.Name
			}
		}
	}
	wanted := regexp.MustCompile("^(" + match + ")$")
	var found []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if ok && name != "" && text(sel.X) == name && wanted.MatchString(sel.Sel.Name) {
			found = append(found, s.at(sel)+text(sel))
		}
		return true
	})
	return found
}

// at is the line of a node, as it stands before a finding.
func (s source) at(n ast.Node) string { return fmt.Sprintf("line %d: ", s.set.Position(n.Pos()).Line) }

// text is a type or a name as it is written, as far as the laws need it.
func text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return text(e.X) + "." + e.Sel.Name
	case *ast.StarExpr:
		return "*" + text(e.X)
	}
	return ""
}
