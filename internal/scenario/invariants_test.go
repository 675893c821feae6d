package scenario_test

// invariant is a question to a database beside which the provider's ledger lies: sql returns the
// ids of what breaks the invariant, and claim says what such a row is.
type invariant struct{ number, claim, sql string }

// announced counts the facts of some types about a target t.
const announced = "(SELECT count(*) FROM fact WHERE fact.object_id = t.id AND fact.type IN "

// invariants are I1 to I7, I13, I15 and I16 of the design, for channels on which the provider echoes our
// attempt. The rest of I15, the tenant along every reference, is made from the catalogue.
var invariants = []invariant{
	{"I1", "a message that no attempt announced", `
		SELECT l.message_id FROM ledger l LEFT JOIN attempts a ON a.id = l.ref
		WHERE a.id IS NULL`},
	{"I1", "a message to somebody else than its attempt says", `
		SELECT a.id::text FROM ledger l JOIN attempts a ON a.id = l.ref
		WHERE ltrim(a.recipient, '+') <> l.recipient`},

	{"I2", "an attempt that was sent twice", `
		SELECT ref::text FROM ledger GROUP BY ref HAVING count(*) > 1`},
	{"I2", "a target sent to again before the message before was known not to reach it", `
		SELECT target_id::text FROM (
			SELECT a.target_id, a.state, a.closed_at, lead(l.started_at) OVER (PARTITION BY a.target_id ORDER BY l.accepted_at) AS again_at
			FROM ledger l JOIN attempts a ON a.id = l.ref) sent
		WHERE again_at IS NOT NULL AND (state <> 'accepted' OR closed_at IS NULL OR closed_at > again_at)`},
	{"I2", "a target sent to more often than its campaign allows", `
		SELECT a.target_id::text FROM ledger l JOIN attempts a ON a.id = l.ref JOIN campaigns c ON c.id = a.campaign_id
		GROUP BY a.target_id, c.retry HAVING count(*) > coalesce((c.retry ->> 'max_attempts')::integer, 3)`},
	{"I2", "a person addressed by two targets of a campaign", `
		SELECT a.campaign_id::text FROM ledger l JOIN attempts a ON a.id = l.ref JOIN targets t ON t.id = a.target_id
		GROUP BY a.campaign_id, t.occasion, l.recipient HAVING count(DISTINCT a.target_id) > 1`},

	{"I3", "a target that may still change in a campaign that is over", `
		SELECT t.id::text FROM targets t JOIN campaigns c ON c.id = t.campaign_id
		WHERE c.finished_at IS NOT NULL AND t.status IN ('pending', 'sending', 'accepted', 'unknown')`},
	{"I3", "a lead of the frozen list that is no target", `
		SELECT m.lead_id::text FROM campaigns c JOIN lead_list_members m ON m.list_id = c.list_id
		LEFT JOIN targets t ON t.campaign_id = c.id AND t.lead_id = m.lead_id
		WHERE c.frozen_at IS NOT NULL AND t.id IS NULL`},
	{"I3", "a target that was made twice for one lead", `
		SELECT lead_id::text FROM targets GROUP BY campaign_id, lead_id, occasion HAVING count(*) > 1`},
	{"I3", "a target whose counters are not those of its attempts", `
		SELECT t.id::text FROM targets t LEFT JOIN attempts a ON a.target_id = t.id
		GROUP BY t.id, t.attempts, t.spent
		HAVING t.attempts <> count(a.id) OR t.spent <> count(a.id) FILTER (WHERE a.state <> 'not_sent')`},

	{"I4", "an accepted attempt that the provider does not have", `
		SELECT a.id::text FROM attempts a LEFT JOIN ledger l ON l.ref = a.id
		WHERE a.state = 'accepted' AND l.ref IS NULL`},
	{"I4", "a message whose attempt is neither accepted nor given up", `
		SELECT a.id::text FROM attempts a JOIN ledger l ON l.ref = a.id
		WHERE a.state NOT IN ('accepted', 'unresolved')`},
	{"I4", "a target that counts as reached without an accepted attempt", `
		SELECT t.id::text FROM targets t
		WHERE t.status IN ('accepted', 'completed')
		  AND NOT EXISTS (SELECT FROM attempts a WHERE a.target_id = t.id AND a.state = 'accepted')`},
	{"I4", "a target that counts as not reached with an accepted attempt", `
		SELECT t.id::text FROM targets t
		WHERE t.status NOT IN ('accepted', 'completed')
		  AND EXISTS (SELECT FROM attempts a WHERE a.target_id = t.id AND a.state = 'accepted' AND a.closed_at IS NULL)`},

	{"I5", "a target whose attempts are not numbered 1 to n", `
		SELECT target_id::text FROM attempts GROUP BY target_id
		HAVING min(number) <> 1 OR max(number) <> count(*) OR count(DISTINCT number) <> count(*)`},
	{"I5", "a target with two open requests", `
		SELECT target_id::text FROM attempts WHERE state IN ('sending', 'unknown')
		GROUP BY target_id HAVING count(*) > 1`},

	{"I6", "a change of state that is not in the drawing", `
		SELECT h.kind || ' ' || h.id || ' ' || h.before || ' to ' || h.after FROM history h
		LEFT JOIN legal USING (kind, before, after) WHERE legal.kind IS NULL`},
	{"I7", "a message taken outside the life of its attempt", `
		SELECT a.id::text FROM ledger l JOIN attempts a ON a.id = l.ref
		WHERE l.started_at < a.created_at OR l.accepted_at > a.deadline`},
	{"I13", "a target of whose beginning nothing was told, or more than once", `
		SELECT t.id::text FROM targets t
		WHERE ` + announced + `('message.queued')) > 1 OR ` + announced + `('message.queued', 'message.skipped')) = 0`},
	{"I13", "a target of which more or fewer sends were told than the provider took", `
		SELECT t.id::text FROM targets t
		WHERE ` + announced + `('message.sent', 'call.started')) <> (SELECT count(*) FROM attempts a WHERE a.target_id = t.id AND a.state = 'accepted')`},
	{"I13", "a target that ended without a word, or with more than one", `
		SELECT t.id::text FROM targets t
		WHERE t.status = 'failed' AND ` + announced + `('message.failed', 'call.failed')) <> 1
		   OR t.status IN ('skipped', 'expired') AND ` + announced + `('message.skipped')) <> 1`},
	{"I13", "a log with a gap, or shorter than it says", `
		SELECT l.tenant_id::text FROM event_logs l LEFT JOIN events e ON e.tenant_id = l.tenant_id
		GROUP BY l.tenant_id, l.last_seq HAVING count(e.seq) <> l.last_seq OR coalesce(max(e.seq), 0) <> l.last_seq OR count(DISTINCT e.id) <> l.last_seq`},

	{"I15", "an attempt whose campaign or account is not its target's", `
		SELECT a.id::text FROM attempts a JOIN targets t ON t.id = a.target_id JOIN campaigns c ON c.id = t.campaign_id
		WHERE (a.campaign_id, a.connection_id) IS DISTINCT FROM (c.id, c.connection_id)`},
	{"I16", "a message that was taken for not sent", `
		SELECT id::text FROM attempts WHERE contradicted`},
}
