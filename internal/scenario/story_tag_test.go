package scenario_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

func TestTagsArePutOnAndTakenOffWhateverTheySay(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	l := r.lead("bluebird-operator", `{"external_id":"7"}`)
	strange := []string{"vip", "100%", "%41", "A", "a/b", "a%2Fb", "a+b", "a b", "\u00e9", "e\u0301", "#1", "?", ".", "..", "'; --", "😀"}

	tagged := must[*client.AddLeadTagsResponse](t, 200)(c.AddLeadTagsWithResponse(ctx, l.ID, nil, client.LeadTags{Tags: strange})).JSON200
	again := must[*client.AddLeadTagsResponse](t, 200)(c.AddLeadTagsWithResponse(ctx, l.ID, nil, client.LeadTags{Tags: strange[:3]})).JSON200

	left := tagged.Tags
	if len(left) != len(strange) || again.Version != tagged.Version || !slices.Equal(again.Tags, left) {
		t.Errorf("tags are %q, then %q", left, again.Tags)
	}
	for _, tag := range strange {
		if tag == "." || tag == ".." {
			continue // no client can put these into a path
		}
		r.ask("DELETE", "/api/v1/leads/"+l.ID.String()+"/tags/"+url.PathEscape(tag), "", r.bearer("bluebird-operator")).wants(t, tag, 204, "")
		left = slices.DeleteFunc(slices.Clone(left), func(s string) bool { return s == tag })
		now := must[*client.GetLeadResponse](t, 200)(c.GetLeadWithResponse(ctx, l.ID, nil)).JSON200
		if !slices.Equal(now.Tags, left) {
			t.Errorf("without %q: got %q, want %q", tag, now.Tags, left)
		}
	}
	must[*client.RemoveLeadTagResponse](t, 204)(c.RemoveLeadTagWithResponse(ctx, l.ID, "never there", nil))
	must[*client.RemoveLeadTagResponse](t, 404)(c.RemoveLeadTagWithResponse(ctx, uuid.New(), "vip", nil))
}

func TestLeadCarriesAHundredTags(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	l := r.lead("bluebird-operator", `{"external_id":"7","tags":["twice","twice","one"]}`)
	tags := make([]string, 98)
	for i := range tags {
		tags[i] = fmt.Sprint("t", i)
	}
	at, operator := "/api/v1/leads/"+l.ID.String()+"/tags", r.bearer("bluebird-operator")

	r.ask("POST", at, encode(map[string]any{"tags": tags}), operator).wants(t, "a hundred", 200, "")
	a := r.ask("POST", at, `{"tags":["one too many","twice"]}`, operator).wants(t, "one too many", 422, "lead_too_many_tags")

	if a.at("/tags").Code == "" || r.db.Int(t, "SELECT count(*) FROM lead_tags") != 100 {
		t.Errorf("%s", a.body)
	}
}
