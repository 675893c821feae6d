package scenario_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// toll is what a campaign under fire came to, by the provider's ledger and by our account.
type toll struct{ accepted, lost, twice, contradicted, unresolved int }

// toll counts, of a campaign to so many addresses, who got nothing and who got more than one message.
func (r *rig) toll(audience int) toll {
	r.t.Helper()
	messages := map[string]int{}
	for _, e := range r.out.Brevo.Ledger() {
		if !e.Duplicate {
			messages[e.Recipient]++
		}
	}
	o := toll{
		accepted: r.out.Brevo.Counts().Total, lost: audience - len(messages),
		contradicted: r.db.Int(r.t, "SELECT count(*) FROM attempts WHERE contradicted"),
		unresolved:   r.db.Int(r.t, "SELECT count(*) FROM attempts WHERE state = 'unresolved'"),
	}
	for _, n := range messages {
		o.twice += min(n-1, 1)
	}
	return o
}

// blamed counts, for each kind of fault, the requests whose worker was lost: each is laid to the first
// fault after its promise.
func (b *battle) blamed() map[string]int {
	b.t.Helper()
	rows, err := b.db.Admin.Query(context.Background(), `
		SELECT created_at FROM attempts
		WHERE id IN (SELECT id FROM history WHERE kind = 'attempts' AND after = 'unknown' AND error = 'worker_lost')`)
	if err != nil {
		b.t.Fatal(err)
	}
	promises, err := pgx.CollectRows(rows, pgx.RowTo[time.Time])
	if err != nil {
		b.t.Fatal(err)
	}
	blamed := map[string]int{}
	for _, promised := range promises {
		kind := "none"
		if i := slices.IndexFunc(b.strikes, func(s strike) bool { return !s.at.Before(promised) }); i >= 0 {
			kind = b.strikes[i].kind
		}
		blamed[kind]++
	}
	return blamed
}

// late is how many faults struck when a campaign to so many had been sent.
func (b *battle) late(audience int) (n int) {
	for _, s := range b.strikes {
		n += s.accepted / audience
	}
	return n
}

// table is the report of a battle.
func (b *battle) table(seed uint64, sizes map[string]uint64, o toll) string {
	b.t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "seed %d, %d targets, %d workers\n", seed, sizes["targets"], sizes["workers"])
	fmt.Fprintf(&text, "%-10s %6s %15s %10s\n", "fault", "times", "workers lost in", "per fault")
	blamed := b.blamed()
	for _, f := range faults {
		times := 0
		for _, s := range b.strikes {
			if s.kind == f.name {
				times++
			}
		}
		fmt.Fprintf(&text, "%-10s %6d %15d %10.1f\n", f.name, times, blamed[f.name], float64(blamed[f.name])/float64(max(times, 1)))
	}
	fmt.Fprintf(&text, "%-10s %6s %15d\n", "none", "", blamed["none"])
	fmt.Fprintf(&text, "%d of %d faults struck while the campaign was under way\n", len(b.strikes)-b.late(int(sizes["targets"])), len(b.strikes))
	fmt.Fprintf(&text, "workers that found nothing at their start: %d\n", b.fallen)
	fmt.Fprintf(&text, "accepted %d, lost %d, contacted twice %d, contradictions %d, unresolved %d\n", o.accepted, o.lost, o.twice, o.contradicted, o.unresolved)
	for _, line := range b.fates() {
		fmt.Fprintln(&text, line)
	}
	return text.String()
}

// publish logs a text, and leaves it as a file in the directory $CARILLON_REPORT.
func (r *rig) publish(name, text string) {
	r.t.Helper()
	r.t.Logf("\n%s", text)
	if dir := os.Getenv("CARILLON_REPORT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			r.t.Error(err)
		}
	}
}

// fates are, for each way in which requests became unknown, how many did and who settled them.
func (r *rig) fates() []string {
	return r.texts(`
		WITH lost AS (SELECT DISTINCT ON (id) id, error FROM history WHERE kind = 'attempts' AND after = 'unknown' ORDER BY id, at),
		     found AS (SELECT id, after, resolved_by FROM history WHERE kind = 'attempts' AND before = 'unknown' AND after <> 'unknown')
		SELECT format('unknown for %s: %s, now %s by %s', lost.error, count(*), coalesce(found.after, 'still unknown'), coalesce(found.resolved_by, 'nobody'))
		FROM lost LEFT JOIN found USING (id)
		GROUP BY lost.error, found.after, found.resolved_by
		ORDER BY 1`)
}
