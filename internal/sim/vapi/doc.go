// Package vapi simulates Vapi's REST interface for outgoing calls: creating, listing and
// ending them, their life from queued to ended, and the messages to the server URL. It knows
// nothing of the code that calls it.
//
// # Numbers that choose their fate
//
// A number is judged by its last six digits. Everybody else answers, talks and hangs up.
//
//	999001  busy
//	999002  no answer
//	999003  a voicemail box; without voicemailDetection it ends as customer-ended-call
//	999004  the language model fails in mid-call
//	999005  refused by the fraud check before it rings
//	999006  misdialed
//	999007  ends at once because the concurrency limit is reached
//	999008  400, nothing created
//	999009  500, nothing created
//	999010  answers, but no message is ever delivered
//	999011  ends for a reason that nobody documented
//	999012  the line fails before it rings
//	999021  busy the first time on this account, then completed
//	999022  no answer the first time on this account, then completed
//
// # Control
//
// Requests under /_sim/ steer the simulator and need no key. Serve it on loopback only.
//
//	GET  /_sim/ledger?account=   every call that was created
//	GET  /_sim/counts            created, by account and by how they ended; slots in use
//	POST /_sim/faults?account=   sim.Faults, for one account or for all
package vapi
