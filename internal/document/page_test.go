package document_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/internal/document"
	"github.com/carillonhq/carillon/internal/server"
)

var link = regexp.MustCompile(`(?:href|src)="([^"#]*)`)

// ask is a page's answer to a request with these headers.
func ask(page *document.Page, method string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	page.ServeHTTP(w, r)
	return w
}

func TestPagesLeadNowhereButToEachOther(t *testing.T) {
	t.Parallel()
	all := pages(t)

	links := 0
	for path, p := range all {
		if !strings.HasPrefix(ask(p, http.MethodGet).Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, found := range link.FindAllStringSubmatch(read(p), -1) {
			if links++; all[found[1]] == nil {
				t.Errorf("%s leads to %q, which is none of the pages", path, found[1])
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d links were found", links)
	}
}

func TestEveryPageHasAPolicyAndNoScriptOfItsOwn(t *testing.T) {
	t.Parallel()
	inline := regexp.MustCompile(`<script>|<script [^>]*>[^<]|<style|\son\w+=|\sstyle=|javascript:`)

	for path, p := range pages(t) {
		w := ask(p, http.MethodGet)
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		if strings.HasPrefix(path, "/docs/errors") && strings.Contains(policy, "script") {
			t.Errorf("%s may run scripts", path)
		}
		if found := inline.FindString(w.Body.String()); found != "" {
			t.Errorf("%s holds %q", path, found)
		}
	}
}

func TestPageIsSentPackedToWhoTakesIt(t *testing.T) {
	t.Parallel()
	contract, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	page := pages(t)["/openapi.yaml"]

	for accepted, packed := range map[string]bool{
		"": false, "gzip": true, "br, gzip;q=0.5": true, "deflate,gzip": true, "gzip;q=0": false, "gzip; q=0.0": false, "br": false,
	} {
		w := ask(page, http.MethodGet, "Accept-Encoding", accepted)
		body := io.Reader(w.Body)
		if packed {
			if body, err = gzip.NewReader(w.Body); err != nil {
				t.Fatalf("%q: %v", accepted, err)
			}
		}
		got, err := io.ReadAll(body)
		if err != nil || !bytes.Equal(got, contract) {
			t.Errorf("%q: %d bytes of %d, %v", accepted, len(got), len(contract), err)
		}
		if (w.Header().Get("Content-Encoding") == "gzip") != packed || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: headers %v", accepted, w.Header())
		}
	}
}

func TestPageIsSentAgainOnlyWhenItChanged(t *testing.T) {
	t.Parallel()
	all := pages(t)

	for _, path := range []string{"/docs", "/redoc", "/openapi.json", "/llms.txt", "/docs/errors", "/docs/assets/page.css"} {
		first := ask(all[path], http.MethodGet)
		again := ask(all[path], http.MethodGet, "If-None-Match", first.Header().Get("ETag"), "Accept-Encoding", "gzip")
		other := ask(all[path], http.MethodGet, "If-None-Match", `W/"another"`)
		if first.Code != 200 || again.Code != 304 || again.Body.Len() > 0 || other.Code != 200 {
			t.Errorf("%s: %d, then %d, for another %d", path, first.Code, again.Code, other.Code)
		}
		if first.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: Cache-Control is %q", path, first.Header().Get("Cache-Control"))
		}
	}
}

func TestEveryAssetOpensAndCodeIsKeptWhereItsVersionIsInTheAddress(t *testing.T) {
	t.Parallel()
	version := regexp.MustCompile(`-\d+\.\d+\.\d+/.*\.(js|css)$`)

	for path, p := range pages(t) {
		w := ask(p, http.MethodGet)
		if !strings.HasPrefix(path, "/docs/assets/") {
			continue
		}
		kept := strings.Contains(w.Header().Get("Cache-Control"), "immutable")
		if w.Code != 200 || w.Body.Len() == 0 || w.Header().Get("Content-Type") == "" || kept != version.MatchString(path) {
			t.Errorf("%s: %d, %d bytes, %v", path, w.Code, w.Body.Len(), w.Header())
		}
	}
}

func TestJSONIsTheContractInItsOwnOrder(t *testing.T) {
	t.Parallel()
	contract, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}

	got := read(pages(t)["/openapi.json"])

	var written, read any
	if err := yaml.Unmarshal(contract, &written); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(got), &read); err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(written)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(asJSON, &written); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(written, read) {
		t.Error("the JSON says something else than the YAML")
	}
	at := 0
	for _, line := range regexp.MustCompile(`(?m)^  (/\S+):$`).FindAllStringSubmatch(string(contract), -1) {
		next := strings.Index(got[at:], `"`+line[1]+`":{`)
		if next < 0 {
			t.Fatalf("%s is missing or out of order", line[1])
		}
		at += next
	}
}

func TestShortTextListsEveryOperationUnderItsTag(t *testing.T) {
	t.Parallel()
	contract, err := os.ReadFile("../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}

	short := read(pages(t)["/llms.txt"])

	if !strings.HasPrefix(short, "# Carillon\n\n> Multi-tenant outreach") {
		t.Errorf("it begins with %.60q", short)
	}
	names := regexp.MustCompile(`(?m)^ +operationId: (\w+)$`).FindAllStringSubmatch(string(contract), -1)
	for _, name := range names {
		if strings.Count(short, "/"+name[1]+")") != 1 {
			t.Errorf("%s is not listed once", name[1])
		}
	}
	if !strings.Contains(short, "\n- `lead.unsubscribed`: A lead opted out of a channel.\n") {
		t.Error("no type of event is listed")
	}
	if len(names) < 50 || strings.Count(short, "\n- [") != len(names)+5 {
		t.Errorf("%d operations, %d lines", len(names), strings.Count(short, "\n- ["))
	}
}

func TestContractWithAnOperationOfNoTagIsRefused(t *testing.T) {
	t.Parallel()

	_, err := document.New([]byte("tags: [{name: a}]\npaths: {/x: {get: {operationId: x, tags: [b]}}}"), server.Status)

	if err == nil || !strings.Contains(err.Error(), "GET /x has no tag that is declared") {
		t.Errorf("got %v", err)
	}
}
