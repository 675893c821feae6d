package isolation_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// swap is an ask of A's in which one of its own values, or several, give way to another's.
type swap struct {
	op    operation
	ask   ask
	holes []string // that are swapped
}

func (s swap) String() string {
	return fmt.Sprintf("%s with another tenant's %s in %s", s.op.id, strings.Join(s.holes, ", "), s.ask.query+s.ask.body+s.ask.tenant)
}

// swaps are all comparisons there are to make: every value of every ask for itself, and where a
// path has several, all of its values together.
func swaps(ops []operation) []swap {
	var all []swap
	for _, op := range ops {
		for _, a := range asksOf(op) {
			for _, name := range a.holes(op) {
				all = append(all, swap{op, a, []string{name}})
			}
			if inPath := hole.FindAllStringSubmatch(op.path, -1); len(inPath) > 1 && !op.public && a.tenant == "" {
				all = append(all, swap{op, a, a.holes(op)[:len(inPath)]})
			}
		}
	}
	return all
}

// taken is A's cast with some values of another's.
func (s swap) taken(h *house, from cast) cast {
	c := cast{h.a.token, maps.Clone(h.a.values)}
	for _, name := range s.holes {
		c.values[name] = from.values[name]
	}
	return c
}

// reply is what A is told when it asks with the values of another, and whether that did harm to B.
// Told is blind to what differs by chance: the values themselves, ids, clocks, versions, and digests of them.
func (h *house) reply(s swap, from cast) (told, raw string, harm bool) {
	h.t.Helper()
	r := s.ask.with(s.op, s.taken(h, from))
	status, header, body := h.call(h.a, r.method, r.path, r.header, r.body)
	if s.op.public && status == 200 {
		body += h.apply()
	}
	for _, name := range []string{"Date", "X-Request-Id", "Content-Length", "RateLimit", "ETag"} {
		header.Del(name)
	}
	raw = fmt.Sprint(status, header, body)
	told = raw
	for _, name := range s.holes {
		told = strings.ReplaceAll(told, from.values[name], "<it>")
	}
	harm = h.harmed()
	if s.op.method != "GET" && status < 300 {
		h.reset(h.a)
	}
	return chance.ReplaceAllString(told, "<any>"), raw, harm
}

var chance = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|req_[0-9a-f]{32}|` + clocked.String())

// differences compares, for every swap, the reply to an id of B's with the reply to nobody's, and
// looks for B in the former. It returns what differs, by operation.
func (h *house) differences(all []swap) map[string][]string {
	h.t.Helper()
	found := map[string][]string{}
	for _, s := range all {
		say := func(format string, args ...any) {
			found[s.op.id] = append(found[s.op.id], s.String()+": "+fmt.Sprintf(format, args...))
		}
		foreign := h.b
		if slices.Contains(s.holes, "cursor") {
			foreign = h.withCursor(s)
		}
		nobody, _, _ := h.reply(s, h.stranger)
		told, raw, harm := h.reply(s, foreign)
		if told != nobody {
			say("the reply differs\nof another: %s\nof nobody:  %s", told, nobody)
		}
		if harm {
			say("the other tenant changed")
		}
		if leaks := h.leaked(raw, given(s, foreign)...); len(leaks) > 0 {
			say("the reply names %v: %s", leaks, raw)
		}
	}
	return found
}

// given are the values of B's that A has put in itself: no leak when they come back.
func given(s swap, from cast) []string {
	var put []string
	for _, name := range s.holes {
		put = append(put, from.values[name])
	}
	return put
}

// withCursor is B's cast with a cursor that B was given for the same list.
func (h *house) withCursor(s swap) cast {
	h.t.Helper()
	r := ask{as: s.ask.as}.with(s.op, h.b)
	_, _, body := h.call(h.b, "GET", r.path+"?limit=1", nil, "")
	_, rest, _ := strings.Cut(body, `"next_cursor":"`)
	cursor, _, ok := strings.Cut(rest, `"`)
	if !ok {
		h.t.Fatalf("%s gave B no cursor: %s", s.op.id, body)
	}
	c := cast{h.b.token, maps.Clone(h.b.values)}
	c.values["cursor"] = cursor
	return c
}

// indifferent reports every difference as an error.
func (h *house) indifferent() {
	h.t.Helper()
	h.indifferentTo(swaps(operations(h.t)))
}

func (h *house) indifferentTo(all []swap) {
	h.t.Helper()
	for _, lines := range h.differences(all) {
		for _, line := range lines {
			h.t.Error(line)
		}
	}
	asked := map[string]bool{}
	for _, s := range all {
		asked[s.op.id] = true
	}
	if len(asked) < 40 || len(all) < 100 {
		h.t.Errorf("only %d operations and %d replies were compared", len(asked), len(all))
	}
	h.discreet()
	h.t.Logf("%d operations, %d comparisons", len(asked), len(all))
}

func TestNoReplyTellsOneTenantOfAnother(t *testing.T) {
	t.Parallel()
	newHouse(t, layers{wall: true, words: true}).indifferent()
}

func TestTheWallAloneIsEnough(t *testing.T) {
	t.Parallel()
	newHouse(t, layers{wall: true}).indifferent()
}

func TestTheWordsOfTheQueriesAloneAreEnough(t *testing.T) {
	t.Parallel()
	newHouse(t, layers{words: true}).indifferent()
}

// TestWhoMayBeElsewhereIsHereAlone compares the replies to people who could see the other tenant,
// had they chosen it: a member of both, and who runs the platform.
func TestWhoMayBeElsewhereIsHereAlone(t *testing.T) {
	t.Parallel()
	for who, sql := range map[string]string{
		"member of both": "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ('$B', gen_random_uuid(), '$P', 'tenant_admin')",
		"super admin":    "INSERT INTO platform_admins (user_id) VALUES ('$P')",
	} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, layers{wall: true, words: true})
			h.db.Exec(t, strings.NewReplacer("$B", h.b.values["tenant_id"], "$P", h.a.values["admin_id"]).Replace(sql))
			h.sums = checksums(t, h.db.Admin, h.b.id("tenant_id"))
			h.choice = h.a.values["tenant_id"]

			h.indifferentTo(slices.DeleteFunc(swaps(operations(t)), func(s swap) bool {
				return s.ask.tenant != "" || s.op.id == "createTenant" // they may choose, and slugs are the platform's
			}))
		})
	}
}

// mute are operations that could tell nothing of others even without walls: what they take is
// unique within a tenant, a sealed cursor, or a person.
var mute = []string{
	"createTenant", "addMembership", "createConnection", "createLeadField", "createLeadList", "listApiKeys",
	"listAutomations", "listCampaigns", "listConnections", "listExports", "listImports", "listLeadFields", "listLeadLists", "listMemberships", "listTemplates", "listWebhookEndpoints",
}

func TestWithoutBothLayersEveryOperationTells(t *testing.T) {
	t.Parallel()
	h := newHouse(t, layers{})
	all := slices.DeleteFunc(swaps(operations(t)), func(s swap) bool { return s.op.public || s.ask.tenant != "" })

	found := h.differences(all)

	for _, s := range all {
		if len(found[s.op.id]) == 0 && !slices.Contains(mute, s.op.id) {
			t.Errorf("%s tells nothing even without walls", s)
		}
	}
}
