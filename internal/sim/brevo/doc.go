// Package brevo simulates Brevo's REST interface under /v3: transactional SMS, email and
// WhatsApp, their statistics, webhooks and callbacks. It knows nothing of the code that calls it.
//
// # Recipients that choose their fate
//
// A phone number is judged by its last six digits, an email address by its local part up to
// a "+". Everybody else is reached.
//
//	999001  hardbounce    delivered to nobody, for good
//	999002  softbounce    not reached this time
//	999003  blocked       on the block list
//	999004  complaint     reached, then complains (phones: is put on the block list)
//	999005  unsubscribed  reached, then opts out
//	999006                reached, then answers "STOP"
//	999007                reached, then answers "Yes, tell me more"
//	999008  refused       400 invalid_parameter
//	999009  error         500, nothing accepted
//	999010  silent        accepted, no event ever
//	999011  opened        reached, then opens (WhatsApp: reads)
//	999012  clicked       reached, then opens and clicks
//
// # Control
//
// Requests under /_sim/ steer the simulator and need no key. Serve it on loopback only.
//
//	GET  /_sim/ledger?account=        what was accepted, and what was refused as a repeat
//	GET  /_sim/counts?tag=            accepted by channel and account, and for the tags asked for
//	POST /_sim/reply                  {account, channel, from, text}
//	POST /_sim/unsubscribe            {account, channel, from}
//	POST /_sim/faults?account=        sim.Faults, for one account or for all
//
// Scheduled email (scheduledAt) is not simulated and is refused. An email to several people in
// one version has the fate and the ledger entry of the first of them.
package brevo
