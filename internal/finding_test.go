package internal_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// The functions below are the laws of law_test.go: each lists what breaks one.

func queriesMade(s source) []string {
	if s.in("tenant", "isolation") || s.path == "scenario/bench_api_test.go" { // these take queries apart, and measure them bare
		return nil
	}
	return s.uses(module+"gen/db", "New")
}

func requestsMade(s source) []string {
	if s.test() || s.in("channel/", "outbound", "access", "sim/", "devstack", "../gen/client") {
		return nil
	}
	return s.uses("net/http", "Get|Head|Post|PostForm|NewRequest|NewRequestWithContext|DefaultClient|DefaultTransport")
}

func riverWithoutLog(s source) []string {
	var found []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if lit, is := n.(*ast.CompositeLit); is && lit.Type != nil && text(lit.Type) == "river.Config" && !names(lit, "Logger") {
			found = append(found, s.at(lit))
		}
		return true
	})
	return found
}

// names says whether a literal gives a field a value.
func names(lit *ast.CompositeLit, field string) bool {
	return slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool {
		pair, is := e.(*ast.KeyValueExpr)
		return is && text(pair.Key) == field
	})
}

func txMeetsNetwork(s source) []string {
	var found []string
	for f := range s.functions() {
		var tx, network bool
		for _, field := range f.Type.Params.List {
			switch text(field.Type) {
			case "*tenant.Tx":
				tx = true
			case "channel.Sender", "*outbound.Client", "*http.Client", "http.RoundTripper", "net.Conn":
				network = true
			}
		}
		if tx && network {
			found = append(found, s.at(f)+f.Name.Name)
		}
	}
	return found
}

func environmentRead(s source) []string {
	if s.test() || s.in("config", "postgres", "../cmd/", "../gen/client") {
		return nil
	}
	return s.uses("os", "Getenv|LookupEnv|Environ|ExpandEnv")
}

func undocumented(s source) []string {
	if s.test() {
		return nil
	}
	var found []string
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
				found = append(found, s.at(d)+d.Name.Name)
			}
		case *ast.GenDecl:
			found = append(found, s.undocumentedIn(d)...)
		}
	}
	return found
}

// undocumentedIn lists the exported types, constants and variables of a declaration; a comment
// above a group, or at the end of a line, serves.
func (s source) undocumentedIn(d *ast.GenDecl) []string {
	var found []string
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if d.Doc == nil && spec.Doc == nil && spec.Name.IsExported() {
				found = append(found, s.at(spec)+spec.Name.Name)
			}
		case *ast.ValueSpec:
			if d.Doc == nil && spec.Doc == nil && spec.Comment == nil && spec.Names[0].IsExported() {
				found = append(found, s.at(spec)+spec.Names[0].Name)
			}
		}
	}
	return found
}

func longFile(s source) []string {
	if n := s.set.Position(s.file.End()).Line; n > 350 && !s.test() {
		return []string{fmt.Sprintf("%d lines", n)}
	}
	return nil
}

func longFunction(s source) []string {
	var found []string
	for f := range s.functions() {
		if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > 70 && !s.test() {
			found = append(found, fmt.Sprintf("%s%s has %d lines", s.at(f), f.Name.Name, n))
		}
	}
	return found
}

func booleanParameter(s source) []string {
	var found []string
	for f := range s.functions() {
		for _, field := range f.Type.Params.List {
			if text(field.Type) == "bool" && !s.test() {
				found = append(found, s.at(field)+f.Name.Name)
			}
		}
	}
	return found
}

func initFunction(s source) []string {
	var found []string
	for f := range s.functions() {
		if f.Name.Name == "init" && f.Recv == nil {
			found = append(found, s.at(f)+"init")
		}
	}
	return found
}

func skipped(s source) []string {
	var found []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !s.test() {
			return true
		}
		switch name := text(call.Fun); {
		case strings.HasSuffix(name, ".Skip"), strings.HasSuffix(name, ".SkipNow"), strings.HasSuffix(name, ".Skipf"):
			found = append(found, s.at(call)+name)
		}
		return true
	})
	return found
}

func alone(s source) []string {
	var found []string
	for f := range s.functions() {
		if !s.test() || !strings.HasPrefix(f.Name.Name, "Test") || f.Name.Name == "TestMain" {
			continue
		}
		first, _ := f.Body.List[0].(*ast.ExprStmt)
		if first == nil {
			found = append(found, s.at(f)+f.Name.Name)
			continue
		}
		if call, ok := first.X.(*ast.CallExpr); !ok || text(call.Fun) != "t.Parallel" {
			found = append(found, s.at(f)+f.Name.Name)
		}
	}
	return found
}

// functions are the functions and methods of the file that have a body.
func (s source) functions() func(yield func(*ast.FuncDecl) bool) {
	return func(yield func(*ast.FuncDecl) bool) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && !yield(f) {
				return
			}
		}
	}
}

// receiver is the type a method belongs to, without its star and its parameters.
func receiver(f *ast.FuncDecl) string {
	e := f.Recv.List[0].Type
	for {
		switch inner := e.(type) {
		case *ast.StarExpr:
			e = inner.X
		case *ast.IndexExpr:
			e = inner.X
		default:
			return text(e)
		}
	}
}
