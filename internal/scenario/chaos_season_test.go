package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

// homes are forty zones. Most change their clocks: by an hour, half an hour and two, at one, two and
// three o'clock, at midnight, and on a Thursday or Saturday evening; some lie off the full hour.
var homes = []string{
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "America/Adak",
	"America/Halifax", "America/St_Johns", "America/Miquelon", "America/Nuuk", "America/Havana", "America/Toronto",
	"Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Athens",
	"Europe/Helsinki", "Europe/Kyiv", "Europe/Chisinau", "Atlantic/Azores", "Antarctica/Troll", "Asia/Jerusalem", "Asia/Beirut",
	"Africa/Cairo", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
	"Pacific/Norfolk", "America/Santiago", "Pacific/Easter", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo",
	"Pacific/Kiritimati", "Pacific/Pago_Pago",
}

// seasons are the days, by UTC, in whose second half or on whose morrow some of the homes change their clocks.
var seasons = []time.Time{
	day(time.March, 7), day(time.March, 26), day(time.March, 28), day(time.April, 4), day(time.April, 23),
	day(time.September, 5), day(time.September, 26), day(time.October, 3), day(time.October, 24), day(time.October, 29), day(time.October, 31),
}

func day(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }

// hours are when campaigns may write, in full hours of local time: the hour that is lost or comes twice,
// those around it, the start of the day and the office's hours.
var hours = []struct{ from, to int }{{2, 3}, {1, 4}, {0, 2}, {9, 17}}

// leaping is business time that a test sets forward; in between it passes as ours does.
type leaping struct{ leaps []leap }

type leap struct{ real, business time.Time }

// Now implements clock.Clock.
func (l *leaping) Now() time.Time { return l.business(time.Now()) }

// business is the business time of an instant of ours.
func (l *leaping) business(instant time.Time) time.Time {
	after := sort.Search(len(l.leaps), func(i int) bool { return l.leaps[i].real.After(instant) })
	last := l.leaps[max(after-1, 0)]
	return last.business.Add(instant.Sub(last.real)).UTC()
}

// to leaps to an instant, never back. Nobody may be at work.
func (l *leaping) to(instant time.Time) {
	if now := time.Now(); len(l.leaps) == 0 || instant.After(l.business(now)) {
		l.leaps = append(l.leaps, leap{now, instant})
	}
}

// TestNobodyIsReachedOutsideTheirHours sends, in hours that a change of clocks cuts, doubles or skips, to
// people in forty zones over all the changes of a year. Business time leaps to just before and just after
// every quarter of an hour in which somebody is due, and does not wait for all to be served, so that windows
// close upon some. Postgres, with the time zones of its own, says when each was reached.
func TestNobodyIsReachedOutsideTheirHours(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	y := newYear(t, seedOf(t))
	perCampaign := (size(t, "recipients") + len(seasons)*len(hours) - 1) / (len(seasons) * len(hours))
	for _, begins := range seasons {
		y.clock.to(begins.Add(time.Duration(y.dice.IntN(12*60)) * time.Minute))
		for _, h := range hours {
			y.campaign(perCampaign, h.from, h.to)
		}
		y.pass(begins.AddDate(0, 0, 20))
	}

	v := y.verdict()

	y.publish("chaos-hours.txt", fmt.Sprintf("seed %d, %d zones, %d campaigns; leaps of the clock: %d\n%s\n", y.seed, len(homes), len(seasons)*len(hours), len(y.clock.leaps), v))
	if want := perCampaign * len(seasons) * len(hours); v.Contacts != want || v.Recipients != want || v.Zones != len(homes) {
		t.Errorf("wanted %d recipients in %d zones, once each", want, len(homes))
	}
	if v.Outside != 0 {
		t.Errorf("%d were reached outside their hours", v.Outside)
	}
	if v.OutsideInUTC == 0 || v.ByForward == 0 || v.ByBack == 0 || v.PutOff == 0 {
		t.Error("nothing was hard about this year")
	}
}

// year is a rig without workers, whose clock leaps through a year.
type year struct {
	*rig
	c     *client.ClientWithResponses
	clock *leaping
	seed  uint64
	dice  *rand.Rand
	made  int // leads
}

func newYear(t *testing.T, seed uint64) *year {
	t.Helper()
	y := &year{clock: &leaping{}, seed: seed, dice: rand.New(rand.NewPCG(seed, 4))}
	y.clock.to(seasons[0])
	y.rig = newRig(t, func(o *options) {
		o.clock, o.brevo.Quiet = y.clock, true
		o.timing.Sizes = map[channel.Name]int{channel.SMS: 3}
	})
	y.c = y.as("bluebird-operator")
	y.unhurried(y.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	y.db.Exec(t, "CREATE TABLE hours (campaign_id uuid, opens integer, closes integer)")
	if err := y.house.DB.Claim(context.Background(), "test", tenant.IfFresh); err != nil {
		t.Fatal(err)
	}
	return y
}

// campaign starts one to n new people, spread over the homes, for hours of every day, and freezes it.
func (y *year) campaign(n, from, to int) {
	y.t.Helper()
	bluebird := devstack.ID("bluebird")
	list := uuid.Must(uuid.NewV7())
	y.db.Exec(y.t, "INSERT INTO lead_lists (tenant_id, id, name, kind) VALUES ($1, $2, $3, 'static')", bluebird, list, list.String())
	phones, zones := make([]string, n), make([]string, n)
	for i := range n {
		phones[i], zones[i] = numbered(y.made+i), homes[(y.made+i)%len(homes)]
	}
	y.made += n
	y.db.Exec(y.t, `
		WITH made AS (
			INSERT INTO leads (tenant_id, id, phone, timezone)
			SELECT $1, gen_random_uuid(), unnest($3::text[]), unnest($4::text[]) RETURNING id)
		INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, id FROM made`, bluebird, list, phones, zones)
	id := y.run(y.c, client.NewCampaign{
		Name: "Hours", Channel: client.ChannelSms, LeadListID: list, Timezone: new("UTC"), ExpiresAfterHours: new(480),
		MessageContent: client.MessageContent{Body: new("Hello")},
		Schedule:       &client.Schedule{StartHour: &from, EndHour: &to, DaysAllowed: []int{0, 1, 2, 3, 4, 5, 6}},
	})
	y.db.Exec(y.t, "INSERT INTO hours VALUES ($1, $2, $3)", id, from, to)
	if err := y.house.Campaigns.Prepare(context.Background(), y.house.DB, tenant.Job("prepare", bluebird)); err != nil {
		y.t.Fatal(err)
	}
	y.settle()
}

// pass lets time pass until everybody is reached or an instant comes. Whenever somebody is due it leaps
// to the instants of the quarter that is coming, and works a little at each.
func (y *year) pass(end time.Time) {
	y.t.Helper()
	for at := y.clock.Now(); at.Before(end); at = at.Add(15 * time.Minute).Truncate(15 * time.Minute) {
		next, some := y.earliest()
		if !some {
			return
		}
		if quarter := next.Truncate(15 * time.Minute); quarter.After(at) {
			at = quarter
		}
		for _, instant := range y.instants(at.Truncate(15 * time.Minute)) {
			y.clock.to(instant)
			y.work()
		}
	}
}

// work does a little of what is due, as a worker's watch and one of its pumps do.
func (y *year) work() {
	y.t.Helper()
	ctx := context.Background()
	due, err := y.house.DB.WorkDue(ctx, y.clock.Now())
	if err == nil && slices.ContainsFunc(due, func(w tenant.Work) bool { return w.Kind == "pump" }) {
		err = y.house.Dispatch.Pump(ctx, time.Now().Add(10*time.Millisecond))
	}
	if err != nil {
		y.t.Fatal(err)
	}
}

// earliest is when somebody is due.
func (y *year) earliest() (time.Time, bool) {
	y.t.Helper()
	var due *time.Time
	if err := y.db.Admin.QueryRow(context.Background(), "SELECT min(due_at) FROM targets WHERE due_at IS NOT NULL").Scan(&due); err != nil {
		y.t.Fatal(err)
	}
	if due == nil {
		return time.Time{}, false
	}
	return due.UTC(), true
}

// instants are those of a quarter of an hour at which somebody may go wrong: its ends to the second, a
// minute before the next one begins, which is the least time left in which anybody is still written to,
// and one at random.
func (y *year) instants(quarter time.Time) []time.Time {
	end := quarter.Add(15 * time.Minute)
	all := []time.Time{
		quarter, quarter.Add(time.Duration(y.dice.IntN(14*60)) * time.Second),
		end.Add(-61 * time.Second), end.Add(-60 * time.Second), end.Add(-59 * time.Second), end.Add(-time.Second),
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// verdict is what Postgres says of the provider's ledger.
type verdict struct{ Contacts, Recipients, Zones, Outside, OutsideInUTC, ByForward, ByBack, PutOff int }

// String implements fmt.Stringer.
func (v verdict) String() string {
	return fmt.Sprintf(`contacts %d, of %d people in %d zones
outside their hours %d; by the clock of UTC %d would have been
within twelve hours of a clock going forward %d, of one going back %d
decisions to wait for the next opening, made when somebody was due: %d`, v.Contacts, v.Recipients, v.Zones, v.Outside, v.OutsideInUTC, v.ByForward, v.ByBack, v.PutOff)
}

func (y *year) verdict() verdict {
	y.t.Helper()
	ctx := context.Background()
	y.db.Exec(y.t, "CREATE TABLE contacts (recipient text, at timestamptz)")
	var rows [][]any
	for _, e := range y.out.Brevo.Ledger() {
		rows = append(rows, []any{"+" + e.Recipient, y.clock.business(e.StartedAt)})
	}
	if _, err := y.db.Admin.CopyFrom(ctx, pgx.Identifier{"contacts"}, []string{"recipient", "at"}, pgx.CopyFromRows(rows)); err != nil {
		y.t.Fatal(err)
	}
	found, err := y.db.Admin.Query(ctx, `
		WITH seen AS (
			SELECT c.recipient, c.at, l.timezone AS zone, h.opens, h.closes,
			       ((c.at + interval '12 hours') AT TIME ZONE l.timezone) - ((c.at - interval '12 hours') AT TIME ZONE l.timezone) AS day
			FROM contacts c
			LEFT JOIN targets t ON t.recipient = c.recipient
			LEFT JOIN hours h ON h.campaign_id = t.campaign_id
			LEFT JOIN leads l ON l.tenant_id = t.tenant_id AND l.id = t.lead_id)
		SELECT count(*), count(DISTINCT recipient), count(DISTINCT zone),
		       count(*) FILTER (WHERE (extract(hour FROM at AT TIME ZONE zone) >= opens AND extract(hour FROM at AT TIME ZONE zone) < closes) IS NOT TRUE),
		       count(*) FILTER (WHERE (extract(hour FROM at AT TIME ZONE 'UTC') >= opens AND extract(hour FROM at AT TIME ZONE 'UTC') < closes) IS NOT TRUE),
		       count(*) FILTER (WHERE day > interval '24 hours'), count(*) FILTER (WHERE day < interval '24 hours'),
		       (SELECT count(*) FROM target_notes WHERE kind = 'decision' AND body->>'reason' = 'window')
		FROM seen`)
	if err != nil {
		y.t.Fatal(err)
	}
	v, err := pgx.CollectExactlyOneRow(found, pgx.RowToStructByPos[verdict])
	if err != nil {
		y.t.Fatal(err)
	}
	return v
}
