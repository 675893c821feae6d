package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	contractText "github.com/carillonhq/carillon/api"
	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
)

// FuzzCursor holds that only cursors made for this list, tenant and filters are taken.
func FuzzCursor(f *testing.F) {
	keys, err := secret.NewKeyring("a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=")
	if err != nil {
		f.Fatal(err)
	}
	s, v := &Server{Rooms: Rooms{Keys: keys}}, visit{actor: tenant.Actor{Tenant: uuid.New()}, url: &url.URL{}, head: http.Header{}}
	ctx := context.WithValue(context.Background(), visitKey{}, v)
	made := map[string]bool{}
	for _, purpose := range []string{"leads", "campaigns"} {
		p, err := s.pager(ctx, purpose, nil, nil, nil)
		if err != nil {
			f.Fatal(err)
		}
		_, _, next, err := cut(&pager{keys: keys, visit: v, purpose: p.purpose, limit: 1}, []int{1, 2}, func(int) position { return last })
		if err != nil {
			f.Fatal(err)
		}
		cursor, _ := next.Get()
		made[cursor] = purpose == "leads"
		f.Add(cursor)
	}
	f.Add("v1.00000000.gAAAAA")
	f.Fuzz(func(t *testing.T, cursor string) {
		_, err := s.pager(ctx, "leads", nil, &cursor, nil)
		if err != nil && !errors.Is(err, errCursor) || err == nil && !made[cursor] || err != nil && made[cursor] {
			t.Errorf("%q: %v", cursor, err)
		}
	})
}

// FuzzMergePatch holds that of a lead's change, what is absent stays, what is null is emptied and
// what is there is taken, as RFC 7396 has it.
func FuzzMergePatch(f *testing.F) {
	rules, err := contract.Load(contractText.Contract, contract.WithFormat("timezone", func(string) error { return nil }))
	if err != nil {
		f.Fatal(err)
	}
	op := rules.Operations["updateLead"]
	for _, seed := range []string{`{"first_name":null}`, `{"first_name":""}`, `{"company":"x","status":"lost"}`, `{"external_id":"\ud83d\ude00"}`, `{"first_name":"a","first_name":null}`, `{"First_name":"a"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		q := httptest.NewRequest(op.Method, "/", nil)
		q.Header.Set("Content-Type", "application/merge-patch+json")
		body, err := op.CheckRequest(q, func(string) string { return uuid.Nil.String() }, raw)
		var change api.LeadChange
		if err != nil || json.Unmarshal(raw, &change) != nil {
			return
		}
		given := body.Value.(map[string]any)
		for name, field := range map[string]nullable.Nullable[string]{"first_name": change.FirstName, "company": change.Company, "external_id": change.ExternalID} {
			was := "before"
			now := &was
			patch(field, &now)
			switch value, there := given[name]; {
			case !there && now != &was, there && value == nil && now != nil, there && value != nil && (now == nil || *now != value):
				t.Errorf("%s: %s becomes %v", raw, name, now)
			}
		}
	})
}
