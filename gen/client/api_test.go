package client_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

func TestListIsWalkedPageByPageAsFarAsItIsWanted(t *testing.T) {
	t.Parallel()
	w := &wire{answer: func(w http.ResponseWriter, nth int) {
		next := []string{`"a&b"`, `"c"`, "null"}[nth%3]
		write(w, 200, fmt.Sprintf(`{"data":[{"first_name":"%d"},{"first_name":"%d"}],"has_more":true,"next_cursor":%s,"limit":2}`, 2*nth, 2*nth+1, next))
	}}
	api, names := w.api(t), ""

	for lead, err := range api.Leads.List(t.Context(), &client.ListLeadsParams{Tag: []string{"vip"}}) {
		if err != nil {
			t.Fatal(err)
		}
		names += lead.FirstName.MustGet()
	}
	for range api.Leads.List(t.Context(), nil) {
		break
	}

	var asked []url.Values
	for _, q := range w.got {
		asked = append(asked, q.URL.Query())
	}
	if names != "012345" || len(asked) != 4 || asked[0].Has("cursor") || asked[1].Get("cursor") != "a&b" || asked[2].Get("cursor") != "c" || asked[2].Get("tag") != "vip" {
		t.Errorf("%s by %v", names, asked)
	}
}

func TestWalkThatFailsEndsWithTheError(t *testing.T) {
	t.Parallel()
	w := &wire{answer: refuses("not_found", "not_found")}
	failures := 0

	for _, err := range w.api(t).Leads.List(t.Context(), nil) {
		var refused *client.Error
		if !errors.As(err, &refused) {
			t.Error(err)
		}
		failures++
	}

	if failures != 1 {
		t.Errorf("it was told %d times", failures)
	}
}

func TestTagThatWouldLeadElsewhereIsNotSent(t *testing.T) {
	t.Parallel()
	w := &wire{answer: says(204, "")}
	api := w.api(t)

	for _, tag := range []string{"", ".", ".."} {
		if err := api.Leads.RemoveTag(t.Context(), uuid.Nil, tag); err == nil || len(w.got) > 0 {
			t.Errorf("%q: %v", tag, err)
		}
	}
	if err := api.Leads.RemoveTag(t.Context(), uuid.Nil, "naïve/q?"); err != nil || !strings.HasSuffix(w.got[0].URL.EscapedPath(), "/tags/na%C3%AFve%2Fq%3F") {
		t.Errorf("%v to %s", err, w.got[0].URL.EscapedPath())
	}
}

func TestStreamIsHandedOnAndOutlivesTheTimeout(t *testing.T) {
	t.Parallel()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		w.WriteHeader(200)
		for range 3 {
			time.Sleep(100 * time.Millisecond)
			_, _ = io.WriteString(w, ":\n")
			_ = http.NewResponseController(w).Flush()
		}
	}))
	defer front.Close()
	api, err := client.Connect(front.URL, client.Options{Auth: client.Token("x"), Timeout: 150 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}

	answer, err := api.Client.ListEvents(t.Context(), nil)

	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || string(body) != ":\n:\n:\n" || answer.Body.Close() != nil {
		t.Errorf("%q %v", body, err)
	}
}

func TestConnectSaysWhatIsMissing(t *testing.T) {
	t.Parallel()

	for _, address := range []string{"", "carillon.example", "ftp://carillon.example", "http://", "http://[::1"} {
		if _, err := client.Connect(address, client.Options{Auth: client.Token("x")}); err == nil {
			t.Errorf("%q is taken for an address", address)
		}
	}
	if _, err := client.Connect("http://carillon.example", client.Options{}); err == nil {
		t.Error("nobody is calling")
	}
}
