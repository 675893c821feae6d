package document

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// vendored is what ./task assets takes out of packages of npm, with their licences.
//
//go:embed asset
var vendored embed.FS

const assetPath = "/docs/assets/"

// media are the types of what browsers load, by the ends of names.
var media = map[string]string{
	".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
}

const licence = "text/plain; charset=utf-8"

// assets are what pages load: the viewers, kept for ever since their version is in the address, and
// the little that is ours.
func assets() (map[string]*Page, error) {
	pages := map[string]*Page{}
	for _, name := range files(vendored, "asset/*/*") {
		body, err := vendored.ReadFile(name)
		if err != nil {
			return nil, err
		}
		served := assetPath + strings.TrimPrefix(name, "asset/")
		if code, gzipped := strings.CutSuffix(served, ".gz"); gzipped {
			pages[code] = packed(media[path.Ext(code)], body)
			continue
		}
		pages[served] = small(licence, "", body)
	}
	for _, name := range files(own, "page/assets/*") {
		body, err := own.ReadFile(name)
		if err != nil {
			return nil, err
		}
		pages[assetPath+path.Base(name)] = small(media[path.Ext(name)], "", body)
	}
	return pages, nil
}

// files are the names that match a pattern, which is one.
func files(tree fs.FS, pattern string) []string {
	names, _ := fs.Glob(tree, pattern)
	return names
}

// versioned is where the files of a vendored package are served.
func versioned(name string) (string, error) {
	found := files(vendored, "asset/"+name+"-*")
	if len(found) != 1 {
		return "", fmt.Errorf("document: %d versions of %s: run ./task assets", len(found), name)
	}
	return assetPath + path.Base(found[0]), nil
}
