package vapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
)

const (
	listPage  = 100
	listPages = 20
)

// Lookup reads the list of calls made since a minute before the first lost one was sent, and
// matches them by our reference. A call counts as absent only when the list was read to its end;
// how soon Vapi lists a new call is not documented, so the caller should look more than once. It
// fails when a page could not be read before every lost call was found.
func (c *Client) Lookup(ctx context.Context, lost []channel.Lost) ([]channel.Finding, error) {
	if len(lost) == 0 {
		return nil, nil
	}
	found, whole, err := c.search(ctx, lost)
	var findings []channel.Finding
	for _, l := range lost {
		id, ok := found[l.Ref]
		if ok || whole {
			findings = append(findings, channel.Finding{Ref: l.Ref, Found: ok, ProviderID: id})
		}
	}
	if len(findings) > 0 {
		return findings, nil
	}
	return nil, err
}

// search pages backwards through the calls, by time: Vapi has no cursor. whole is true when
// everything since the first lost call was read.
func (c *Client) search(ctx context.Context, lost []channel.Lost) (found map[uuid.UUID]string, whole bool, err error) {
	found = map[uuid.UUID]string{}
	seen := map[string]bool{}
	query := url.Values{
		"phoneNumberId": {c.account.PhoneNumberID}, "limit": {strconv.Itoa(listPage)},
		"createdAtGe": {oldest(lost).Add(-time.Minute).UTC().Format(time.RFC3339Nano)},
	}
	for range listPages {
		var calls []call
		if err := c.get(ctx, "/call", query).Decode(&calls); err != nil {
			return found, false, err
		}
		before, last := len(seen), time.Time{}
		for _, call := range calls {
			seen[call.ID] = true
			found[call.ref()] = call.ID
			if made := call.made(); last.IsZero() || made.Before(last) {
				last = made
			}
		}
		if len(calls) < listPage {
			return found, true, nil
		}
		if len(seen) == before || last.IsZero() {
			return found, false, nil
		}
		query.Set("createdAtLe", last.Format(time.RFC3339Nano))
	}
	return found, false, nil
}

func oldest(lost []channel.Lost) time.Time {
	first := lost[0].SentAt
	for _, l := range lost {
		if l.SentAt.Before(first) {
			first = l.SentAt
		}
	}
	return first
}

// Poll reads the calls that w.IDs name, each in the form that PollFeed reads. A call that Vapi no
// longer knows is left out. What was read before a failure comes with the error.
func (c *Client) Poll(ctx context.Context, w channel.Watch) ([]json.RawMessage, error) {
	var calls []json.RawMessage
	for _, id := range w.IDs {
		reply := c.get(ctx, "/call/"+url.PathEscape(id), nil)
		if reply.Status == http.StatusNotFound {
			continue
		}
		var raw json.RawMessage
		if err := reply.Decode(&raw); err != nil {
			return calls, errors.Join(fmt.Errorf("vapi: poll stopped after %d of %d calls", len(calls), len(w.IDs)), err)
		}
		calls = append(calls, raw)
	}
	return calls, nil
}
