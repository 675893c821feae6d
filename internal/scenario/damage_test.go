package scenario_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/client"
)

// damages are what must make each invariant fail, done to the rows of a campaign that is well.
var damages = map[string]string{
	"a message that no attempt announced":              "INSERT INTO ledger (ref, message_id) VALUES (gen_random_uuid(), 'stray')",
	"a message to somebody else than its attempt says": "UPDATE ledger SET recipient = '15550000000' WHERE ref = (SELECT min(ref::text)::uuid FROM ledger)",
	"an attempt that was sent twice":                   "INSERT INTO ledger SELECT * FROM ledger LIMIT 1",
	"a target sent to again before the message before was known not to reach it": `
		UPDATE attempts SET number = 2, target_id = (SELECT min(target_id::text)::uuid FROM attempts)
		WHERE id = (SELECT max(id::text)::uuid FROM attempts)`,
	"a target sent to more often than its campaign allows": `
		UPDATE campaigns SET retry = '{"max_attempts": 0}'`,
	"a person addressed by two targets of a campaign": `
		UPDATE ledger SET recipient = '12020000000'`,
	"a target that may still change in a campaign that is over": `
		UPDATE targets SET status = 'unknown' WHERE id = (SELECT min(id::text)::uuid FROM targets)`,
	"a lead of the frozen list that is no target": `
		DELETE FROM targets WHERE id = (SELECT min(id::text)::uuid FROM targets)`,
	"a target that was made twice for one lead": `
		UPDATE targets SET lead_id = (SELECT min(lead_id::text)::uuid FROM targets)`,
	"a target whose counters are not those of its attempts": `
		UPDATE targets SET spent = spent + 1 WHERE id = (SELECT min(id::text)::uuid FROM targets)`,
	"an accepted attempt that the provider does not have": `
		DELETE FROM ledger WHERE ref = (SELECT min(ref::text)::uuid FROM ledger)`,
	"a message whose attempt is neither accepted nor given up": `
		UPDATE attempts SET state = 'not_sent' WHERE id = (SELECT min(id::text)::uuid FROM attempts)`,
	"a target that counts as reached without an accepted attempt": `
		UPDATE attempts SET state = 'rejected' WHERE id = (SELECT min(id::text)::uuid FROM attempts)`,
	"a target that counts as not reached with an accepted attempt": `
		UPDATE targets SET status = 'failed' WHERE id = (SELECT min(id::text)::uuid FROM targets)`,
	"a target whose attempts are not numbered 1 to n": `
		UPDATE attempts SET number = 2 WHERE id = (SELECT min(id::text)::uuid FROM attempts)`,
	"a target with two open requests": `
		UPDATE attempts SET state = 'unknown', number = row, target_id = (SELECT min(target_id::text)::uuid FROM attempts)
		FROM (SELECT id, row_number() OVER () AS row FROM attempts) n WHERE n.id = attempts.id`,
	"a change of state that is not in the drawing": `
		UPDATE targets SET status = 'sending'`,
	"a message taken outside the life of its attempt": `
		UPDATE ledger SET accepted_at = accepted_at + interval '1 hour'`,
	"a target of whose beginning nothing was told, or more than once": `
		DELETE FROM fact WHERE type = 'message.queued'`,
	"a target of which more or fewer sends were told than the provider took": `
		INSERT INTO fact SELECT 'message.sent', id FROM targets`,
	"a target that ended without a word, or with more than one": `
		UPDATE targets SET status = 'failed' WHERE id = (SELECT min(id::text)::uuid FROM targets)`,
	"a log with a gap, or shorter than it says": `
		UPDATE events SET id = gen_random_uuid(), seq = seq + 1 WHERE seq = (SELECT max(seq) FROM events)`,
	"an attempt whose campaign or account is not its target's": `
		UPDATE attempts SET connection_id = id`,
	"a message that was taken for not sent": `
		UPDATE attempts SET contradicted = true`,
	"attempts.target_id leads to another tenant or nowhere": `
		UPDATE attempts SET tenant_id = (SELECT tenant_id FROM tenants WHERE slug = 'harbor')`,
	"targets.lead_id leads to another tenant or nowhere": `
		DELETE FROM leads`,
}

func TestCheckerFindsEveryKindOfDamage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.record()
	c := r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.audience("bluebird", 5, numbered)
	r.work()
	r.finished(c, r.run(c, textCampaign(list)), 20*time.Second)
	r.quiet(10 * time.Second)

	tx, err := r.db.Admin.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	lay(t, tx, r.out.Brevo.Ledger())

	for _, b := range breaches(t, tx) {
		t.Errorf("nothing is damaged yet: %v", b)
	}
	for _, i := range invariants {
		if damages[i.claim] == "" {
			t.Errorf("nothing shows that this can fail: %s", i.claim)
		}
	}
	for claim, sql := range damages {
		if found := damaged(t, tx, sql); !slices.Contains(found, claim) {
			t.Errorf("not found: %s; but %q", claim, found)
		}
	}
}

// damaged does harm that no constraint hinders, returns what the checker says, and takes it back.
func damaged(t *testing.T, tx pgx.Tx, sql string) (claims []string) {
	t.Helper()
	ctx := context.Background()
	part, err := tx.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = part.Rollback(ctx) }()
	for _, s := range []string{
		"ALTER TABLE targets ENABLE ALWAYS TRIGGER remember", "SET LOCAL session_replication_role = replica",
		"DROP INDEX attempt_open", "ALTER TABLE attempts DROP CONSTRAINT attempt_number", sql,
	} {
		if _, err := part.Exec(ctx, s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	for _, b := range breaches(t, part) {
		claims = append(claims, b.claim)
	}
	return claims
}

// textCampaign is a plain campaign of text messages to a list.
func textCampaign(list [16]byte) client.NewCampaign {
	return client.NewCampaign{
		Name: "Story", Channel: client.ChannelSms, LeadListID: list, Timezone: new("Europe/Lisbon"),
		MessageContent: client.MessageContent{Body: new("Hello {{ lead.first_name }}")},
	}
}
