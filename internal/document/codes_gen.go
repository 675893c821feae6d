//go:build ignore

// This program writes codes.json: every code that a fault of this source carries, with what the
// comment above the fault says that it means and what its text says.
package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// entry is one line of codes.json.
type entry struct {
	Code  string   `json:"code"`
	Kind  string   `json:"kind"`
	Means []string `json:"means,omitempty"`
	Says  []string `json:"says"`
}

// scan gathers the faults that are declared in files.
type scan struct {
	kinds   map[string]string // the constants of package fault
	entries map[string]*entry
}

func main() {
	s := scan{kinds: map[string]string{}, entries: map[string]*entry{}}
	if err := errors.Join(s.walk("../fault", s.constants), s.walk("..", s.faults)); err != nil {
		log.Fatal(err)
	}
	var all []*entry
	for _, e := range s.entries {
		slices.Sort(e.Means)
		slices.Sort(e.Says)
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *entry) int { return cmp.Compare(a.Code, b.Code) })
	out, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("codes.json", append(out, '\n'), 0o644); err != nil {
		log.Fatal(err)
	}
}

// walk shows every file below a directory that is no test and no program of its own.
func (s scan) walk(dir string, show func(*ast.File) error) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_gen.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		if err := show(file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
}

// constants learns what the kinds are called.
func (s scan) constants(file *ast.File) error {
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			if value, err := text(v.Values[0]); err == nil {
				s.kinds[v.Names[0].Name] = value
			}
		}
		return true
	})
	return nil
}

// faults learns the faults that variables of the package hold, each alone or in a table.
func (s scan) faults(file *ast.File) error {
	for _, d := range file.Decls {
		declared, ok := d.(*ast.GenDecl)
		if !ok || declared.Tok != token.VAR {
			continue
		}
		for _, spec := range declared.Specs {
			v := spec.(*ast.ValueSpec)
			doc := v.Doc
			if !declared.Lparen.IsValid() {
				doc = declared.Doc
			}
			if err := s.declared(v, meaning(v, doc)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s scan) declared(v *ast.ValueSpec, means string) (err error) {
	for _, value := range v.Values {
		ast.Inspect(value, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && name(call.Fun) == "fault.New" {
				err = errors.Join(err, s.add(call.Args, means))
			}
			return true
		})
	}
	return err
}

func (s scan) add(args []ast.Expr, means string) error {
	kind, known := s.kinds[strings.TrimPrefix(name(args[0]), "fault.")]
	if !known {
		kind, _ = text(args[0])
	}
	code, err := text(args[1])
	if err != nil {
		return err
	}
	says, err := text(args[2])
	if err != nil {
		return err
	}
	e := s.entries[code]
	if e == nil {
		e = &entry{Code: code, Kind: kind}
		s.entries[code] = e
	}
	if e.Kind != kind {
		return fmt.Errorf("%s is %s here and %s elsewhere", code, kind, e.Kind)
	}
	if means != "" && means != says && !slices.Contains(e.Means, means) {
		e.Means = append(e.Means, means)
	}
	if !slices.Contains(e.Says, says) {
		e.Says = append(e.Says, says)
	}
	return nil
}

// meaning is the first sentence of a comment of the form "Name: meaning. More.", which is for those
// who call the API; what follows is for those who call the function.
func meaning(v *ast.ValueSpec, doc *ast.CommentGroup) string {
	said, ok := strings.CutPrefix(strings.Join(strings.Fields(doc.Text()), " "), v.Names[0].Name+": ")
	if !ok {
		return ""
	}
	said, _, _ = strings.Cut(said, ". ")
	letters := []rune(strings.TrimSuffix(said, ".") + ".")
	letters[0] = unicode.ToUpper(letters[0])
	return string(letters)
}

// name is an identifier, qualified or not; "" for anything else.
func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return name(e.X) + "." + e.Sel.Name
	}
	return ""
}

// text is what a literal says, or a sum of them.
func text(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strconv.Unquote(e.Value)
	case *ast.BinaryExpr:
		left, err := text(e.X)
		if err != nil {
			return "", err
		}
		right, err := text(e.Y)
		return left + right, err
	}
	return "", errors.New("the code and the text of a fault are literals, so that they can be collected")
}
