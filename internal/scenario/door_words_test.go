package scenario_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// furnished is a header of somebody who may do everything in a tenant, and ids of what is there, by
// the names of parameters and properties that take them.
func (r *rig) furnished() (http.Header, map[string]string) {
	r.t.Helper()
	list := r.list("bluebird-admin", `{"name":"x","kind":"static"}`).ID.String()
	lead := r.lead("bluebird-admin", `{"external_id":"x"}`).ID.String()
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo).ID.String()
	draft := r.campaign("bluebird-admin", strings.Replace(foundingCampaign, `"uuid"`, `"`+list+`"`, 1)).ID.String()
	member := membershipOf(r.t, r.as("bluebird-admin"), "bluebird-viewer").String()
	return r.choosing("root", "bluebird"), map[string]string{
		"list_id": list, "lead_list_id": list, "lead_id": lead, "connection_id": conn, "campaign_id": draft, "membership_id": member,
		"template_id":     r.template("bluebird-admin", `{"name":"y","channel":"sms","message_content":{"body":"x"}}`).String(),
		"task_id":         r.task("bluebird-admin", `{"title":"x"}`).ID.String(),
		"automation_id":   r.automation("bluebird-admin", taskAutomation).ID.String(),
		"conversation_id": r.opened("sms", "lead_id, connection_id", lead, conn).String(),
	}
}

// aim is a string and where it goes.
type aim struct {
	place place
	word  string
}

// atLeast is how many strings a place gets; the header that chooses a tenant is the same everywhere.
func (p place) atLeast() int {
	if p.in == "header" {
		return 4
	}
	return 12
}

// aims send every string to every sixth operation and some to every place: to send each to all
// would take many minutes and meet the same code.
func aims(words []string, byOperation [][]place) [][]aim {
	all := make([][]aim, len(byOperation))
	for i, places := range byOperation {
		open := slices.DeleteFunc(slices.Clone(places), func(p place) bool { return p.in == "header" })
		for j, p := range places {
			n := 0
			for k, word := range words {
				mine := k%6 == i%6 && len(open) > 0 && open[k/6%len(open)].String() == p.String()
				if mine || n < p.atLeast() && k >= (i*7+j*13)%400 {
					all[i] = append(all[i], aim{p, word})
					n++
				}
			}
		}
	}
	return all
}

func TestNaughtyStringsBringNothingDownAndComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	words := naughtyWords(t)
	header, known := r.furnished()
	atlas := newAtlas(t, header, known)
	var byOperation [][]place
	count := 0
	for _, op := range r.operations() {
		if places := atlas.places(op); len(places) > 0 {
			byOperation = append(byOperation, places)
			count += len(places)
		}
	}
	all := aims(words, byOperation)
	var answers, echoes tally

	barrage(all, func(aims []aim) { // one after the other within an operation: who changes a thing reads it back
		for _, m := range aims {
			r.try(m, &answers, &echoes)
		}
	})

	t.Logf("%d strings, %d places of %d operations, answers:%s; of what was taken:%s", len(words), count, len(byOperation), &answers, &echoes)
	if len(byOperation) < 75 || count < 400 || answers.counts["Created"]+answers.counts["OK"] < 1500 || echoes.counts["came back"] < 1200 {
		t.Error("that is too few")
	}
}

// try sends a string to a place, and reads it back where it was taken.
func (r *rig) try(m aim, answers, echoes *tally) {
	s, ok := m.place.request(m.word)
	if !ok {
		answers.add("unsent")
		return
	}
	s.what = m.place.String()
	a := r.fire(s)
	answers.add(http.StatusText(a.status))
	if a.status/100 == 2 && m.place.in == "body" {
		echoes.add(r.echo(m, s, a))
	}
}

// echo compares a string that was taken with what the answer and then a read show in its place.
func (r *rig) echo(m aim, s shot, a answer) string {
	var made struct {
		ID      string
		Results []struct {
			EventID string `json:"event_id"`
			LeadID  string `json:"lead_id"`
		}
	}
	_ = json.Unmarshal([]byte(a.body), &made)
	p := m.place
	shown := heard(p, m.word, a.body)
	if len(made.Results) > 0 { // events and leads are made several at a time, and read one by one
		made.ID = made.Results[0].EventID + made.Results[0].LeadID
		p.name = strings.TrimPrefix(strings.TrimPrefix(p.name, "/events/0"), "/leads/0")
		s.target = strings.TrimSuffix(s.target, "/bulk")
		if made.ID == "" {
			return "refused in its row"
		}
	}
	if s.op.Method == http.MethodPost {
		s.target += "/" + made.ID
	}
	if read := r.operation(http.MethodGet, s.target); read != nil {
		got := r.fire(shot{op: read, target: s.target, header: s.header, what: "to see " + p.String()})
		shown = append(shown, heard(p, m.word, got.body)...)
	}
	switch {
	case len(shown) == 0 && (m.word == "" || unseen.MatchString(p.String())):
		return "not to be seen"
	case len(shown) == 0:
		r.t.Errorf("%s: %q is not to be seen afterwards", p, m.word)
	case slices.ContainsFunc(shown, func(text string) bool { return text != m.word }):
		r.t.Errorf("%s: %q came back as %q", p, m.word, shown)
	}
	return "came back"
}

// unseen are places whose text no answer shows: secrets, questions, and events, which a worker
// numbers first and which have a test of their own; of a preview, what its channel does not have. An
// empty text is none.
var unseen = regexp.MustCompile(`^(\w+Connection body /secret|(createExport|createImport|updateImport|previewLeadFilter|previewContent|previewTemplate|testSendTemplate|testAutomation|sendEvents) )`)

// heard is the text that an answer shows at a place: as a key, in a list, or as it is. Lists of text
// may have an order of their own.
func heard(p place, word, body string) []string {
	var at any
	if json.Unmarshal([]byte(body), &at) != nil {
		return nil
	}
	for _, part := range strings.Split(p.name, "/")[1:] {
		switch here := at.(type) {
		case map[string]any:
			at = here[part]
		case []any:
			at = nil
			if len(here) > 0 {
				at = here[max(0, slices.Index(here, any(word)))]
			}
		}
	}
	if keys, ok := at.(map[string]any); ok && p.key {
		if _, there := keys[word]; there {
			return []string{word}
		}
		return slices.Collect(maps.Keys(keys))
	}
	if text, ok := at.(string); ok && !p.key {
		return []string{text}
	}
	return nil
}

func TestNaughtyEventsAreKeptByteForByte(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	words := naughtyWords(t)
	events := make([]any, len(words))
	data := func(i int) map[string]any {
		return map[string]any{"word": fmt.Sprint(i), "text": words[i], "list": []any{words[i], map[string]any{words[i]: words[i]}}}
	}
	for i := range words {
		events[i] = spec{"id": fmt.Sprint(i), "type": "custom.corpus", "data": data(i)}
	}

	r.ask("POST", "/api/v1/events", encode(spec{"events": events}), r.bearer("bluebird-operator")).wants(t, "all at once", 200, "")

	kept := r.corpusEvents(len(words))
	for i, word := range words {
		if got := kept[fmt.Sprint(i)]; !reflect.DeepEqual(got, data(i)) {
			t.Errorf("%q came back as %q", word, got)
		}
	}
}

// corpusEvents are the data of the n events of type custom.corpus, by the word in each.
func (r *rig) corpusEvents(n int) map[string]map[string]any {
	r.t.Helper()
	defer r.work()()
	kept, after := map[string]map[string]any{}, int64(0)
	r.await("all events", 30*time.Second, func() bool {
		a := r.ask("GET", fmt.Sprintf("/api/v1/events?type=custom.corpus&limit=200&after=%d", after), "", r.bearer("bluebird-operator"))
		var page client.EventPage
		if err := json.Unmarshal([]byte(a.body), &page); err != nil {
			r.t.Fatal(err)
		}
		for _, e := range page.Data {
			kept[e.Data["word"].(string)] = e.Data
			after = e.Sequence
		}
		return len(kept) == n
	})
	return kept
}
