// Command generator writes resources.gen.go: one type for each tag of the contract, with one method
// for each of its operations, over the functions in client.gen.go. go generate runs it.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"log"
	"os"
	"text/template"
)

//go:embed resources.tmpl
var page string

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: generator openapi.yaml client.gen.go resources.gen.go")
	}
	if err := write(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

// write makes resources out of a contract and of the client that was generated from it.
func write(contract, generated, out string) error {
	spec, err := read(contract)
	if err != nil {
		return err
	}
	code, err := parse(generated)
	if err != nil {
		return err
	}
	resources, err := gather(spec, code)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	whole := map[string]any{"Version": spec.Info.Version, "Resources": resources}
	if err := template.Must(template.New("").Parse(page)).Execute(&text, whole); err != nil {
		return err
	}
	formatted, err := format.Source(text.Bytes())
	if err != nil {
		return fmt.Errorf("%w in\n%s", err, text.Bytes())
	}
	return os.WriteFile(out, formatted, 0o644)
}
