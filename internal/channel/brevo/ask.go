package brevo

import (
	"context"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
)

// wait lets one lookup through every lookupPause, over all goroutines of the client.
func (c *Client) wait(ctx context.Context) error {
	select {
	case <-c.pace:
		time.AfterFunc(lookupPause, func() { c.pace <- struct{}{} })
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// gather asks about one group after the other and stops at the first failure. What was learned
// before it is kept; only when that is nothing is the failure returned.
func gather(groups [][]channel.Lost, ask func([]channel.Lost) ([]channel.Finding, error)) ([]channel.Finding, error) {
	var findings []channel.Finding
	for _, g := range groups {
		found, err := ask(g)
		findings = append(findings, found...)
		if err != nil && len(findings) == 0 {
			return nil, err
		}
		if err != nil {
			break
		}
	}
	return findings, nil
}

// group puts together what has the same key, in order of first appearance.
func group(lost []channel.Lost, key func(channel.Lost) string) [][]channel.Lost {
	at := map[string]int{}
	var groups [][]channel.Lost
	for _, l := range lost {
		i, ok := at[key(l)]
		if !ok {
			i = len(groups)
			at[key(l)] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], l)
	}
	return groups
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

func oneNumber(lost []channel.Lost) bool {
	for _, l := range lost {
		if digits(l.To) != digits(lost[0].To) {
			return false
		}
	}
	return true
}
