//go:build ignore

// This program writes asset/: what browsers need of Swagger UI and ReDoc, out of the very packages
// of npm that are named here.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bundle is a package of npm at one version, and what is taken out of it: code, packed by gzip, and
// licences. A change replaces what stands in the code once.
type bundle struct {
	name, version, integrity string
	code, licences           []string
	changes                  map[string]string
}

// Swagger UI stays at 5.32: 5.35 shows three operations of a contract that has more than 124. ReDoc stays at 2, since 3 can report to its maker from the reader's browser. Of 2 the maker's logo
// alone comes from elsewhere: without an address it is not shown.
var bundles = []bundle{{
	name: "swagger-ui-dist", version: "5.32.0",
	integrity: "nKZB0OuDvacB0s/lC2gbge+RigYvGRGpLLMWMFxaTUwfM+CfndVk9Th2IaTinqXiz6Mn26GK2zriCpv6/+5m3Q==",
	code:      []string{"swagger-ui-bundle.js", "swagger-ui.css"},
	licences:  []string{"LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"},
}, {
	name: "redoc", version: "2.5.4",
	integrity: "M6jWhG1qoBnH6TFmzJnstyCZ87HmOY/UzDm78mHiYihEdlV/YcS9ogOo1NlElnJMeLsyxHFe2yFc4sNjHTrABQ==",
	code:      []string{"bundles/redoc.standalone.js"},
	licences:  []string{"LICENSE", "bundles/redoc.standalone.js.LICENSE.txt"},
	changes:   map[string]string{`src:"https://cdn.redoc.ly/redoc/logo-mini.svg"`: `src:""`},
}}

func main() {
	if err := os.RemoveAll("asset"); err != nil {
		log.Fatal(err)
	}
	for _, b := range bundles {
		if err := b.write(); err != nil {
			log.Fatalf("%s %s: %v", b.name, b.version, err)
		}
	}
}

func (b bundle) write() error {
	files, err := b.fetch()
	if err != nil {
		return err
	}
	dir := filepath.Join("asset", b.name+"-"+b.version)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range b.code {
		code, err := b.changed(name, files["package/"+name])
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)+".gz"), packed(code), 0o644); err != nil {
			return err
		}
	}
	for _, name := range b.licences {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), files["package/"+name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// fetch has npm bring the package, and opens it only if it is the one that is meant.
func (b bundle) fetch() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "asset")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	npm := exec.Command("npm", "pack", "--silent", "--ignore-scripts", "--prefer-offline", b.name+"@"+b.version)
	npm.Dir, npm.Stderr = dir, os.Stderr
	if err := npm.Run(); err != nil {
		return nil, err
	}
	archive, err := os.ReadFile(filepath.Join(dir, b.name+"-"+b.version+".tgz"))
	if err != nil {
		return nil, err
	}
	if sum := sha512.Sum512(archive); base64.StdEncoding.EncodeToString(sum[:]) != b.integrity {
		return nil, errors.New("this is another package than the one that was pinned")
	}
	return unpack(archive)
}

func unpack(archive []byte) (map[string][]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for t := tar.NewReader(z); ; {
		header, err := t.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if files[header.Name], err = io.ReadAll(t); err != nil {
			return nil, err
		}
	}
}

func (b bundle) changed(name string, code []byte) ([]byte, error) {
	if len(code) == 0 {
		return nil, fmt.Errorf("it has no %s", name)
	}
	text := string(code)
	for from, to := range b.changes {
		if n := strings.Count(text, from); n != 1 {
			return nil, fmt.Errorf("%q stands %d times in %s", from, n, name)
		}
		text = strings.Replace(text, from, to, 1)
	}
	return []byte(text), nil
}

func packed(code []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is one
	_, _ = z.Write(code)                                  // memory takes all
	_ = z.Close()
	return b.Bytes()
}
