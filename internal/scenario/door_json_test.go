package scenario_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/contract"
)

// strict are the files that some parsers take and ours refuses: those of a key twice, a NUL, half a
// surrogate pair, a number beyond all, and too deep a nest.
func strict(f sample) bool {
	for _, word := range []string{"duplicated_key", "null", "surrogate", "huge_exp", "NUL", "U+0000", "nested"} {
		if strings.Contains(f.name, word) {
			return true
		}
	}
	return false
}

func TestEveryOperationTellsJSONFromWhatIsNone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	files := jsonTexts(t)
	header, known := r.furnished()
	var takers []*contract.Operation
	for _, op := range r.operations() {
		if len(bodies(t)[op.ID].media) > 0 {
			takers = append(takers, op)
		}
	}
	var got tally

	barrage(takers, func(op *contract.Operation) {
		for _, f := range files {
			a := r.fire(shot{op: op, target: fill(op, known), body: f.content, header: header, what: f.name})
			readable := a.problem.Code != "malformed_body"
			got.add(f.name[:1] + " " + http.StatusText(a.status))
			if f.name[0] == 'y' && !readable && !strict(f) || f.name[0] == 'n' && f.content != "" && readable {
				t.Errorf("%s: %s: %d %s", op.ID, f.name, a.status, a.body)
			}
		}
	})

	t.Logf("%d files at %d operations:%s", len(files), len(takers), &got)
	if len(files) != 318 || len(takers) < 24 {
		t.Error("that is too few")
	}
}

func TestValuesOfEveryKindComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	files, operator := jsonTexts(t), r.bearer("bluebird-operator")
	op := r.rules.Operations["sendEvents"]
	var got tally

	barrage(files, func(f sample) {
		body := `{"events":[{"id":` + encode(f.name) + `,"type":"custom.corpus","data":{"word":` + encode(f.name) + `,"a":` + f.content + `}}]}`
		a := r.fire(shot{op: op, target: op.Path, body: body, header: operator, what: f.name})
		got.add(f.name[:1] + " " + http.StatusText(a.status))
		if f.name[0] == 'n' && a.status != 400 || f.name[0] == 'y' && a.status != 200 && !strict(f) {
			t.Errorf("%s: %d %s", f.name, a.status, a.body)
		}
	})

	t.Logf("as a value:%s", &got)
	taken := got.counts["y OK"] + got.counts["i OK"]
	if taken < 80 {
		t.Error("too few were taken")
	}
	kept := r.corpusEvents(taken)
	for _, f := range files {
		var want any
		if data, ok := kept[f.name]; ok && (json.Unmarshal([]byte(f.content), &want) != nil || !reflect.DeepEqual(data["a"], want)) {
			t.Errorf("%s: %s came back as %v", f.name, f.content, data["a"])
		}
	}
}

// callers are the operations of providers, with what proves that they are called by one, and a body
// in which every text may be replaced.
func (r *rig) callers() []shot {
	r.t.Helper()
	var all []shot
	add := func(c client.Connection, operation, kind, body string) {
		token := must[*client.GetCallbackTokenResponse](r.t, 200)(r.as("bluebird-admin").GetCallbackTokenWithResponse(context.Background(), c.ID, nil)).JSON200.Token
		path := strings.TrimPrefix(c.CallbackUrls[kind], r.url)
		all = append(all, shot{op: r.rules.Operations[operation], target: path, body: body, header: http.Header{
			"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("x:"+token))}, "Content-Type": {"application/json"}}})
	}
	brevo, vapi := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo), r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	add(brevo, "receiveBrevoEmail", "email", `{"event":"delivered","email":"a@b.example","message-id":"<1@b.example>","X-Mailin-custom":"{}","ts_event":1780000000,"ts_epoch":"1780000000000","link":"https://a.example","reason":"x"}`)
	add(brevo, "receiveBrevoSms", "sms", `{"to":"120255501000","msg_status":"reply","messageId":"1","date":"2026-01-01 00:00:00","ts_event":"1780000000","tag":"x","tags":["x"],"reply":"STOP","description":"x","reason":"x","bounce_type":"x"}`)
	add(vapi, "receiveVapiCallStatus", "call_status", `{"message":{"type":"end-of-call-report","status":"ended","endedReason":"customer-busy","timestamp":1780000000000,"startedAt":"2026-01-01T00:00:00Z",`+
		`"call":{"id":"c1","name":"x","customer":{"number":"+12025550100"}},"analysis":{"summary":"x"},"artifact":{"transcript":"x","recordingUrl":"x","messages":[{"role":"user","message":"x"}]}}}`)
	return all
}

func TestCallbacksOfAnyContentAreKeptAndWorkedOff(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	callers := r.callers()
	var shots []shot
	for _, c := range callers {
		for _, f := range jsonTexts(t) {
			c.body, c.what = f.content, f.name
			shots = append(shots, c)
		}
		plain := callers[slices.IndexFunc(callers, func(s shot) bool { return s.op == c.op })].body
		for i, word := range append(naughtyWords(t), slices.Repeat([]string{"\x00", "a\x00b", strings.Repeat("é", 40_000)}, 20)...) {
			c.body, c.what = replaced(plain, word, i), "a naughty string"
			shots = append(shots, c)
		}
	}
	var got tally

	barrage(shots, func(s shot) {
		a := r.fire(s)
		got.add(http.StatusText(a.status))
		if a.status != 200 && s.body != "" {
			t.Errorf("%s: %s: %d %s", s.op.ID, s.what, a.status, a.body)
		}
	})

	r.await("a look at each", 60*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM callbacks WHERE status = 'pending' AND tries = 0") == 0
	})
	t.Logf("%d callbacks:%s; %d were read", len(shots), &got, r.db.Int(t, "SELECT count(*) FROM callbacks WHERE last_error IS NULL"))
	if n := r.db.Int(t, "SELECT count(*) FROM callbacks WHERE last_error !~ '^(brevo: the callback is neither|vapi: not a message)'"); n > 0 {
		t.Errorf("%d of them failed for another reason than that nobody can read them", n)
	}
}

// replaced is a JSON text in which a string takes the place of the nth of its texts, from 0, round
// and round.
func replaced(body, word string, n int) string {
	var all any
	_ = json.Unmarshal([]byte(body), &all)
	var puts []func()
	var walk func(v any, put func(any))
	walk = func(v any, put func(any)) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(v[key], func(with any) { v[key] = with })
			}
		case []any:
			for i := range v {
				walk(v[i], func(with any) { v[i] = with })
			}
		case string:
			puts = append(puts, func() { put(word) })
		}
	}
	walk(all, nil)
	puts[n%len(puts)]()
	return encode(all)
}
