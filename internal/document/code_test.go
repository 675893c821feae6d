package document_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/document"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/server"
)

// Where codes stand in the source, told by a way of reading that the generator does not share.
var (
	faultCode     = regexp.MustCompile(`fault\.New\(\s*[\w."]+,\s*"([^"]*)"`)
	refusalCode   = regexp.MustCompile(`(?m)^\t"(\w+)":\s+fault\.New`)
	violationCode = regexp.MustCompile(`Code:\s+"(\w+)"|\.Code = "(\w+)"|rule\{"(\w+)"|(?:malformed\([\w.]+, |refuse\(|wrong\()"(\w+)"`)
)

// pages are all pages of the product's own contract.
func pages(t *testing.T) map[string]*document.Page {
	t.Helper()
	contract, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := document.New(contract, server.Status)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// read is a page as it is sent to who takes no gzip.
func read(page *document.Page) string {
	w := httptest.NewRecorder()
	page.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	return w.Body.String()
}

// source is the text of all files of the rooms below a directory.
func source(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_gen.go") {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// found are the codes that a pattern finds.
func found(pattern *regexp.Regexp, text string) []string {
	var codes []string
	for _, match := range pattern.FindAllStringSubmatch(text, -1) {
		codes = append(codes, strings.Join(match[1:], ""))
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func TestEveryCodeThatCanBeAnsweredHasAPage(t *testing.T) {
	t.Parallel()
	all := pages(t)
	house := source(t, "..")

	for what, codes := range map[string][]string{
		"fault":      found(faultCode, house),
		"constraint": found(refusalCode, source(t, "../tenant")),
		"violation":  found(violationCode, source(t, "../contract")),
		"own":        found(violationCode, source(t, "../server")),
	} {
		if len(codes) == 0 {
			t.Errorf("no %s was found in the source", what)
		}
		for _, code := range codes {
			if all["/docs/errors/"+code] == nil {
				t.Errorf("the %s %s has no page: run ./task generate, or tell of it in field.go", what, code)
			}
		}
	}
	if made := strings.Count(house, "fault.New("); len(faultCode.FindAllString(house, -1)) != made {
		t.Errorf("%d of %d faults have a code that can be read", len(faultCode.FindAllString(house, -1)), made)
	}
}

func TestNoPageTellsOfACodeThatIsNeverAnswered(t *testing.T) {
	t.Parallel()
	house := source(t, "..")
	said := slices.Concat(found(faultCode, house), found(violationCode, house))

	for path := range pages(t) {
		code, ok := strings.CutPrefix(path, "/docs/errors/")
		if ok && !slices.Contains(said, code) {
			t.Errorf("%s: nothing answers with this code", path)
		}
	}
}

func TestPageOfACodeSaysWhatItMeansAndWhatToDo(t *testing.T) {
	t.Parallel()
	all := pages(t)

	page := read(all["/docs/errors/campaign_not_startable"])
	for _, want := range []string{
		"<h1>Campaign not startable</h1>", "<code>campaign_not_startable</code>", "status 409 Conflict", "Only a draft can be started.",
		"<p>The campaign was started already.</p>", "<p>Read the resource again", "&#34;type&#34;: &#34;/docs/errors/campaign_not_startable&#34;",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	list := read(all["/docs/errors"])
	status := regexp.MustCompile(`status [45]\d\d [A-Z]`)
	for path, p := range all {
		if !strings.HasPrefix(path, "/docs/errors/") {
			continue
		}
		text := read(p)
		_, means, _ := strings.Cut(text, "<h2>What it means</h2>")
		means, do, _ := strings.Cut(means, "<h2>What to do</h2>")
		if !status.MatchString(text) || !strings.Contains(means, "<p>") || !strings.Contains(do, "<p>") || !strings.Contains(text, "<blockquote>") {
			t.Errorf("%s is incomplete:\n%s", path, text)
		}
		if !strings.Contains(list, `href="`+path+`"`) {
			t.Errorf("%s is not in the list", path)
		}
	}
}

func TestKindOfFailureWithoutAStatusStopsTheStart(t *testing.T) {
	t.Parallel()

	_, err := document.New([]byte("tags: []"), func(fault.Kind) int { return 0 })

	if err == nil || !strings.Contains(err.Error(), "has no status") {
		t.Errorf("got %v", err)
	}
}

func TestContractThatIsNoYAMLStopsTheStart(t *testing.T) {
	t.Parallel()

	if _, err := document.New([]byte("a: ["), server.Status); err == nil {
		t.Error("it was taken")
	}
}
