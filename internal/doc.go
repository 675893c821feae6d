// Package internal is the architecture page of Carillon. It holds no code: it is read with
// go doc ./internal, and house_test.go beside it holds what it says.
//
// # The picture
//
// Two doors, rooms, one well. What people ask for comes in by server, over HTTP. What the clock
// asks for comes in by worker, as a job. Behind the doors lie rooms, one for each noun of the
// business, and all rooms draw from one well: a tenant.Tx, which can see one tenant and nobody
// else. Hands (channel/...) reach out to providers and know nothing of the house. On the other
// side of the wire stand simulators (sim/...), which share no code with the hands that call them.
//
//	     people                  time                 providers
//	        │                      │                      ▲ │
//	┌───────▼───────┐      ┌───────▼───────┐       ┌──────┴─▼──────┐
//	│    server     │      │    worker     │       │  channel/...  │
//	└───────┬───────┘      └───────┬───────┘       └──────▲────────┘
//	┌───────▼──────────────────────▼──────────────────────┴────────┐
//	│ lead  list  campaign  dispatch  connection  consent  content │
//	│ callback  conversation  journal  task  automation  template  │
//	│ webhook  audit  merge  person  export  intake                │
//	└──────────────────────────────┬───────────────────────────────┘
//	                       ┌───────▼───────┐
//	                       │   tenant.Tx   │──▶ Postgres, walled by tenant
//	                       └───────────────┘
//
// # The map
//
//	api                the contract, openapi.yaml: operations, shapes, who may call what
//	gen                written by machines from the contract and the queries, never by a person
//	gen/api            types, routes and the interface that server implements
//	gen/client         the partners' client, without a line of the server's: beside what is generated
//	                   stand retries, pages, streams and errors, written by people
//	gen/client/webhook what a webhook says, once its signature is checked
//	gen/client/generator writes a method of the client for each operation
//	gen/db             the queries, as Go
//	gen/ts             the npm package: of its src, generated is written by a machine, and what a
//	                   contract cannot say by people: retries, pages, streams, sign-in, webhooks
//	db                 roles, migrations, queries
//	cmd/carillon       the binary: one file for each command
//	assembly           puts the house together, for commands and scenarios alike
//
//	server             door for requests: body to parameters, row to response, failure to problem
//	worker             door for time: kinds of job, queues, the watch that wakes them
//
//	lead               people who can be contacted, and how their contacts are written
//	merge              two leads that are one person, made one
//	list               lead lists, static and by filter
//	intake             imports: files of leads, carried out row by row
//	campaign           audience, schedule, start, pause, finish
//	automation         trigger, conditions, actions, and the runs that carry them out
//	dispatch           the ledger: decide, claim, send, account, reconcile
//	connection         a tenant's accounts at providers, their secrets and their pauses
//	consent            who must not be contacted, and what people said of it
//	content            a message, filled in for a person
//	template           contents that are kept: a draft, versions, what they would look like
//	conversation       threads with who writes back: what came in, replies, hand-over
//	callback           what providers tell us: kept raw, applied once
//	webhook            what we tell tenants' systems: signed, until they have taken it
//	journal            the event log: numbers facts, has them heard, and wakes who follows them
//	audit              the audit log: who asked for what and what came of it, in a chain that can be checked
//	task               what people have to do
//	export             files made of leads, targets and the audit log
//	person             what a person may ask for by law: all that is kept of them, and that nothing is
//
//	access             who is calling, person or program, and what they may do
//	contract           whether a request obeys the contract
//	document           what is read about the API: viewers, errors, llms.txt
//	tenant             the well: transactions, the actor, jobs, facts
//	event              names of facts
//	fault              the few kinds of failure
//	window             when a person may be contacted; pure
//	gsm                how a text travels: its alphabet, and how many segments; pure
//	spelling           the name that was meant
//	schedule           when a cron expression comes due; pure
//	table              rows of cells in text, in whatever dialect; pure
//	outbound           requests and connections to addresses that tenants choose, to public servers only
//	ratelimit          how many sends and requests may go: sliding windows, in Redis or in memory
//	secret             sealing of tenants' secrets under master keys
//	metric             what a process counts and how much waits, for Prometheus; no label is a tenant's
//	queue              River UI, for who runs the platform
//	trace              follows a cause through processes: ids, spans, what is sent of them
//	clock              business time, which may run faster in development
//	config             the environment as one struct
//	schema             brings a database to the state this binary expects
//	doctor             what ails an installation, and what to do
//
//	forward            a tenant's events, brought to a developer's machine
//
//	channel            what is asked of any provider: Sender, Message, Receipt, Report
//	channel/wire       requests that are sent at most once
//	channel/brevo      email, SMS, WhatsApp
//	channel/vapi       voice
//	channel/smtp       email by a tenant's own server
//
//	sim                what the simulators have in common
//	sim/brevo          a Brevo with its own ledger and its own bad days
//	sim/vapi           a Vapi, likewise
//	sim/supabase       an issuer of tokens
//	postgres           a private Postgres for development and tests
//	devstack           everything one machine needs: Postgres, simulators, issuer, demo data
//	dbtest             a database for one test
//	redistest          a Redis for one test, or a cluster
//	scenario           stories told through the front door
//	isolation          proofs that no tenant sees another
//
// # The laws
//
//  1. The contract is the list. Operations, shapes and who may call them stand in openapi.yaml and
//     nowhere else.
//  2. One well. Queries are made by package tenant alone, and each names the tenant itself, so that
//     the wall of the database and the words of the query each suffice.
//  3. A transaction and the network never meet: what takes a *tenant.Tx makes no request.
//  4. Doors hold no rules, and rooms know no doors.
//  5. A read without a rule needs no room: the door asks the query itself.
//  6. A fact is written once, in the transaction that makes it true; all that reacts reads it.
//  7. A constraint's name is its error code: the customer reads what the database says.
//  8. What a machine can write, a person does not edit, and ./task check proves it.
//  9. Decisions are pure. Clock, zones, policy and facts go in, a verdict and its reasons come out,
//     and sending, preview and explanation ask the same function.
//
// # A request
//
// The generated route leads to middleware that is written once: who calls, whether these are too many
// requests, whether the role covers the operation, whether the request obeys the contract. Then two functions are written by
// hand, the handler in server and the rule in its room, and sqlc's query is the third. A handler
// returns its error; one place in server turns errors into bytes.
//
// A request under an Idempotency-Key is one transaction as a whole, which commits what was done
// together with the answer: all that the handler does by Tx and Read joins it, without the handler
// knowing. The answer goes out when it stands. So whoever was not answered asks again, and is given
// that answer or has the request carried out, never both. An operation that reaches the network is
// no change of ours and says so in the contract (x-effect: none): no transaction is held open for it.
//
// # A send
//
// River wakes workers, and our own tables decide. A slice of work has three steps. Promise, in one
// transaction: claim due targets, decide, write an attempt for each. Act, outside of any: call the
// provider with the attempt's id. Account, in one transaction: compare and set what came of it.
// What may have been sent and was not confirmed is unknown, never failed, and is looked up. Losing
// every job loses nothing, since the watch finds what is due.
//
// What an automation or a person sends to one lead is a target of the same ledger, of a row of
// campaigns that has no list. So is a template that people send to themselves to see it.
//
// # An answer
//
// What a person writes back comes in as a callback and is put into the thread with the lead, one for
// each channel; whoever is no lead waits in a thread without one. What went out is not copied: a
// page of a thread reads the entries beside the ledger, so that it shows what providers say now. A
// person's reply makes the thread a human's, and the decision keeps automations out of it.
//
// # A fact
//
// What becomes true is emitted into the outbox by the transaction that makes it true. The journal
// moves it into the tenant's log, numbered without gaps, and in that same transaction automations
// hear it and write down the runs they begin. A run then advances one action at a time: what the
// action does and that it was done commit together, so a worker may die anywhere. Sends of a run are
// targets like a campaign's and go the same way; what is told of them carries the run's causes, by
// which a chain of automations is followed, and stopped.
//
// Webhooks hear it in the same way and write down a delivery for each endpoint that wants it. Each
// endpoint is served beside the others: a turn accounts for what came back and promises the next
// requests in one transaction, and the requests are made outside of any. The body is written from the
// log when it is sent, so telling again is telling the same.
//
// Streams read the log as pages do, by number, and keep no place in it but the caller's own. In each
// process one lookout looks at the ends of the logs that somebody follows, and wakes who does; between
// reads a stream holds nothing of the store's. It asks again now and then whether its caller may still
// be told, and ends when the server stops.
package internal
