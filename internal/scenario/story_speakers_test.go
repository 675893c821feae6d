package scenario_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

// chapter is a part of the story that one person lives through.
type chapter struct {
	Chapter, As, Tenant string
	Steps               []step
}

// step is one call and what has to come of it; testdata/story.yaml says how it is written.
type step struct {
	Do      string
	With    map[string]any
	Body    any
	Keep    map[string]string
	Want    map[string]any
	Until   map[string]any
	Refused string
}

// telling is the story as one speaker tells it.
type telling struct {
	*rig
	speak speaker
	known map[string]any // what was kept, by name
}

// TestThreeSpeakersTellOneStory: whether it is asked in Go, in TypeScript or by hand, every operation
// does the same.
func TestThreeSpeakersTellOneStory(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	account := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	t.Cleanup(hook.Close)
	r.work()
	story := r.story()

	for d, name := range []string{"go", "ts", "raw"} {
		t.Run(name, func(t *testing.T) {
			own := *r
			own.t = t
			tell := telling{&own, own.voice(name), map[string]any{
				"n": name, "d": fmt.Sprint(d), "now": time.Now().Unix(), "tomorrow": time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339),
				"vapi_key": devstack.VapiKey("bluebird"), "hook": hook.URL, "endpoint": account.CallbackUrls["sms"][len(account.CallbackUrls["sms"])-36:],
				"callback_token": r.callbackToken(account),
			}}
			for _, c := range story {
				tell.chapter(c)
			}
		})
	}
}

// story reads testdata/story.yaml. Every operation has to be in it that customers can call and that
// answers once; streams have stories of their own.
func (r *rig) story() []chapter {
	r.t.Helper()
	text, err := os.ReadFile("testdata/story.yaml")
	if err != nil {
		r.t.Fatal(err)
	}
	var story []chapter
	if err := yaml.Unmarshal(text, &story); err != nil {
		r.t.Fatal(err)
	}
	told := map[string]bool{}
	for _, c := range story {
		for _, s := range c.Steps {
			told[s.Do] = told[s.Do] || s.Refused == ""
			if r.rules.Operations[s.Do] == nil {
				r.t.Fatalf("the story asks for %q, which the contract does not know", s.Do)
			}
		}
	}
	for _, op := range r.operations() {
		if tellable(op) && !told[op.ID] {
			r.t.Errorf("the story in testdata does not ask for %s: add a step", op.ID)
		}
	}
	return story
}

// foreign is the tag of what providers call.
const foreign = "provider-callbacks"

func (s *telling) chapter(c chapter) {
	s.t.Helper()
	for _, step := range c.Steps {
		asked := call{op: s.rules.Operations[step.Do], person: c.As, tenant: s.filled(c.Tenant).(string), body: s.filled(step.Body)}
		asked.with, _ = s.filled(step.With).(map[string]any)
		h := s.answer(asked, step)
		if h.Failed != "" || h.Refused != step.Refused {
			s.t.Fatalf("%s: %s got %q %s, wanted %q", c.Chapter, step.Do, h.Refused, h.Failed, step.Refused)
		}
		for name, pointer := range step.Keep {
			s.known[name] = pointed(h.Body, pointer)
		}
		for _, wrong := range s.differ(h.Body, step.Want, step.Until) {
			s.t.Errorf("%s: %s: %s", c.Chapter, step.Do, wrong)
		}
	}
}

// answer asks, again and again where something has to be true sooner or later.
func (s *telling) answer(c call, step step) outcome {
	speak := s.speak
	if c.op.Tag == foreign { // what providers say, no client says
		speak = s.reports
	}
	h := speak(c)
	for end := time.Now().Add(20 * time.Second); len(s.differ(h.Body, step.Until)) > 0 && time.Now().Before(end); h = speak(c) {
		time.Sleep(50 * time.Millisecond)
	}
	return h
}

// reports is what a provider says.
func (s *telling) reports(c call) outcome {
	address := s.url + fill(c.op, map[string]string{"endpoint_id": c.with["endpoint_id"].(string)})
	if status := s.post(address, "Authorization", fmt.Sprint("Bearer ", s.known["callback_token"]), encode(c.body)); status != http.StatusOK {
		return outcome{Failed: fmt.Sprint("it was answered with ", status)}
	}
	return outcome{}
}

// differ says where a body is not what it should be.
func (s *telling) differ(body any, wants ...map[string]any) []string {
	var found []string
	for _, want := range wants {
		for pointer, value := range want {
			if got, value := pointed(body, pointer), s.filled(value); encode(got) != encode(value) {
				found = append(found, fmt.Sprintf("%s is %s, not %s", pointer, encode(got), encode(value)))
			}
		}
	}
	slices.Sort(found)
	return found
}

var word = regexp.MustCompile(`\$[a-z_]+`)

// filled replaces every $name in a value by what was kept under it.
func (s *telling) filled(value any) any {
	switch v := value.(type) {
	case string:
		if kept, whole := s.known[strings.TrimPrefix(v, "$")]; whole && strings.HasPrefix(v, "$") {
			return kept
		}
		return word.ReplaceAllStringFunc(v, func(name string) string { return fmt.Sprint(s.known[name[1:]]) })
	case []any:
		all := []any{}
		for _, one := range v {
			all = append(all, s.filled(one))
		}
		return all
	case map[string]any:
		all := map[string]any{}
		for name, one := range v {
			all[name] = s.filled(one)
		}
		return all
	}
	return value
}

// pointed is what a JSON pointer leads to; nil where there is nothing.
func pointed(value any, pointer string) any {
	for name := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			var i int
			if err := json.Unmarshal([]byte(name), &i); err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}
