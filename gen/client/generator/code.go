package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

// code is what client.gen.go declares.
type code struct {
	calls   map[string]call         // of ClientInterface, by operationId in lower case
	structs map[string][]*ast.Field // by name
	aliases map[string]string       // of types
}

// call is one function of ClientInterface.
type call struct {
	name       string
	parameters []parameter // without the context and the editors
}

type parameter struct{ Name, Type string }

func parse(path string) (code, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return code{}, err
	}
	c := code{calls: map[string]call{}, structs: map[string][]*ast.Field{}, aliases: map[string]string{}}
	ast.Inspect(file, func(n ast.Node) bool {
		if t, ok := n.(*ast.TypeSpec); ok {
			c.declare(t)
		}
		return true
	})
	return c, nil
}

func (c code) declare(t *ast.TypeSpec) {
	switch it := t.Type.(type) {
	case *ast.StructType:
		c.structs[t.Name.Name] = it.Fields.List
	case *ast.InterfaceType:
		if t.Name.Name == "ClientInterface" {
			c.interfaced(it)
		}
	default:
		c.aliases[t.Name.Name] = types.ExprString(it)
	}
}

func (c code) interfaced(i *ast.InterfaceType) {
	for _, f := range i.Methods.List {
		made := call{name: f.Names[0].Name}
		for _, p := range f.Type.(*ast.FuncType).Params.List {
			made.parameters = append(made.parameters, parameter{p.Names[0].Name, types.ExprString(p.Type)})
		}
		made.parameters = made.parameters[1 : len(made.parameters)-1]
		c.calls[strings.ToLower(made.name)] = made
	}
}

// field is the type of a struct's field whose name begins so, without its star; "" when none does.
func (c code) field(of, prefix string) string {
	for _, f := range c.structs[of] {
		if len(f.Names) == 1 && strings.HasPrefix(f.Names[0].Name, prefix) {
			return strings.TrimPrefix(types.ExprString(f.Type), "*")
		}
	}
	return ""
}

// queried says whether a struct of parameters holds any of the query, and not of headers alone.
func (c code) queried(params string) bool {
	for _, f := range c.structs[params] {
		if f.Tag != nil && strings.Contains(f.Tag.Value, "form:") {
			return true
		}
	}
	return false
}

// plain is what the type of a parameter in a path stands for.
func (c code) plain(name string) string {
	if alias, is := c.aliases[name]; is {
		name = alias
	}
	return strings.Replace(name, "openapi_types.", "uuid.", 1)
}
