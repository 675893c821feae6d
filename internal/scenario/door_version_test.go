package scenario_test

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// holding are headers that say which version a request is about.
func holding(from http.Header, name, tag string) http.Header {
	h := from.Clone()
	h.Set(name, tag)
	return h
}

func TestChangeIsMadeOfTheVersionItIsMeantForAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	root, known, genuine := r.filled()
	changes := map[string]string{}
	for _, e := range gallery(t) {
		if e.status == 0 {
			changes[e.operation] = genuine.Replace(encode(e.value))
		}
	}

	tried := 0
	for _, op := range r.operations() {
		if op.Method != "PATCH" || !op.Tagged() {
			continue
		}
		if op.ID == "updateImport" {
			continue // is made once: story_import_test.go
		}
		tried++
		at, change := fill(op, known), changes[op.ID]
		read := r.ask("GET", at, "", root).wants(t, op.ID, 200, "").header.Get("Etag")
		version, _, _ := strings.Cut(read, "-")
		version += `"`

		late := r.ask("PATCH", at, change, holding(root, "If-Match", `"999"`)).wants(t, op.ID+" of another version", 412, "version_conflict")
		if late.header.Get("Etag") != version {
			t.Errorf("%s: the present version is %s, not %s", op.ID, version, late.header.Get("Etag"))
		}
		if same := r.ask("GET", at, "", holding(root, "If-None-Match", read)).wants(t, op.ID+" that is refused", 304, ""); same.body != "" || same.header.Get("Etag") != read {
			t.Errorf("%s: %q under %s", op.ID, same.body, same.header.Get("Etag"))
		}
		now := r.ask("PATCH", at, change, holding(root, "If-Match", read)).wants(t, op.ID, 200, "").header.Get("Etag")
		r.ask("PATCH", at, change, holding(root, "If-Match", version)).wants(t, op.ID+" once more", 412, "version_conflict")
		r.ask("GET", at, "", holding(root, "If-None-Match", read)).wants(t, op.ID+" that was made", 200, "")
		r.ask("GET", at, "", holding(root, "If-None-Match", `"1-00", W/`+now)).wants(t, op.ID+" that is known", 304, "")
		r.ask("PATCH", at, change, holding(root, "If-Match", "*")).wants(t, op.ID+" of any version", 200, "")
		for _, wrong := range []string{"3", `W/"3"`, `"x"`, `"1", "2"`} {
			r.ask("PATCH", at, change, holding(root, "If-Match", wrong)).wants(t, op.ID+" of "+wrong, 422, "validation_failed")
		}
	}

	if tried < 9 {
		t.Errorf("only %d operations were tried", tried)
	}
}

func TestOfChangesMeantForOneVersionOneIsMade(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	at := "/api/v1/leads/" + r.lead("bluebird-operator", `{"external_id":"mia"}`).ID.String()
	admin := holding(r.bearer("bluebird-admin"), "If-Match", `"1"`)
	var made, late atomic.Int32

	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			switch a := r.ask("PATCH", at, `{"company":"Harbor Cafe"}`, admin); a.status {
			case http.StatusOK:
				made.Add(1)
			case http.StatusPreconditionFailed:
				late.Add(1)
			}
		})
	}
	all.Wait()

	if made.Load() != 1 || late.Load() != 7 {
		t.Errorf("%d were made, %d were late", made.Load(), late.Load())
	}
}
