// Package document is what people and machines read about the API: Swagger UI, ReDoc, the contract
// itself, a page for every error code, llms.txt. All of it stands in the binary, and a browser that
// shows it asks no other server.
package document

import (
	"embed"
	"html/template"
	"maps"

	"github.com/carillonhq/carillon/internal/fault"
)

//go:generate go run codes_gen.go

//go:embed page
var own embed.FS

// Policies of what a page may do: each the tightest under which it works.
const (
	nothing       = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
	plainPolicy   = nothing + "style-src 'self'; img-src 'self'"
	swaggerPolicy = nothing + "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
	// ReDoc searches in a worker, and makes two styles.
	redocPolicy = nothing + "script-src 'self'; style-src 'self' '" + emptyStyle + "' '" + scrollStyle + "'; " +
		"img-src 'self' data:; connect-src 'self'; worker-src blob:"

	emptyStyle  = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" // into which rules are put
	scrollStyle = "sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc=" // of its scroll bars, in this version
)

// New is every page by its path. Status is the HTTP status that a kind of failure is answered with.
// It fails if the contract is no YAML, and if the binary was built from tables that do not fit it.
func New(contract []byte, status func(fault.Kind) int) (map[string]*Page, error) {
	pages := map[string]*Page{}
	for _, build := range []func() (map[string]*Page, error){
		assets, viewers,
		func() (map[string]*Page, error) { return errorPages(status) },
		func() (map[string]*Page, error) { return contractPages(contract) },
	} {
		built, err := build()
		if err != nil {
			return nil, err
		}
		maps.Copy(pages, built)
	}
	return pages, nil
}

// viewers are the pages that show the contract.
func viewers() (map[string]*Page, error) {
	shown, err := template.ParseFS(own, "page/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*Page{}
	for _, v := range []struct{ path, template, assets, policy string }{
		{"/docs", "swagger.html", "swagger-ui-dist", swaggerPolicy},
		{"/redoc", "redoc.html", "redoc", redocPolicy},
	} {
		at, err := versioned(v.assets)
		if err != nil {
			return nil, err
		}
		if pages[v.path], err = html(shown, v.template, at, v.policy); err != nil {
			return nil, err
		}
	}
	return pages, nil
}
