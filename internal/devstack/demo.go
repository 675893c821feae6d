package devstack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// Demo runs one campaign on each channel and watches them to their end. Beside them an automation
// welcomes a new lead, and another lead answers.
type Demo struct {
	stack *Stack
	clock clock.Clock
	c     *client.ClientWithResponses
	runs  []*run
	vip   guest
	aside aside
	began time.Time
}

// run is one campaign of the demo and its latest account.
type run struct {
	channel client.Channel
	id      uuid.UUID
	stats   client.CampaignStats
	held    int64 // most that ever waited for their window
	retried int64 // most that ever waited for another try
}

// patience is how long the demo waits for all four campaigns.
const patience = 2 * time.Minute

var contents = []struct {
	channel client.Channel
	content client.MessageContent
}{
	{client.ChannelEmail, client.MessageContent{Subject: new(`{{ lead.first_name | default: "Hello" }}, your table is ready`), Body: new("Hi {{ lead.first_name }}, see you soon at {{ lead.company }}.")}},
	{client.ChannelSms, client.MessageContent{Body: new(`Hi {{ lead.first_name | default: "there" }}, your appointment is tomorrow. Reply STOP to opt out.`)}},
	{client.ChannelWhatsapp, client.MessageContent{TemplateID: new(int64(465118589032810)), Params: map[string]string{"name": "{{ lead.first_name }}"}}},
	{client.ChannelVoice, client.MessageContent{Body: new("Hello {{ lead.first_name }}, this is an automated call about your appointment.")}},
}

// StartDemo cancels what an earlier demo left and starts one campaign on each channel.
func (s *Stack) StartDemo(ctx context.Context, c clock.Clock) (*Demo, error) {
	omar, err := s.As("omar", "")
	if err != nil {
		return nil, err
	}
	d := &Demo{stack: s, clock: c, c: omar, began: time.Now()}
	if err := d.cancelEarlier(ctx); err != nil {
		return nil, err
	}
	list, err := d.everybody(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.invite(ctx); err != nil {
		return nil, err
	}
	for _, spec := range contents {
		if err := d.start(ctx, list, spec.channel, spec.content); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (d *Demo) start(ctx context.Context, list uuid.UUID, channel client.Channel, said client.MessageContent) error {
	made, err := d.c.CreateCampaignWithResponse(ctx, nil, client.NewCampaign{
		Name: "Demo " + string(channel), Channel: channel, LeadListID: list, MessageContent: said, Timezone: new("America/New_York"),
		ExpiresAfterHours: new(720), // the demo's clock runs fast: a slow machine must not be late
	})
	if err := answered(made, err, http.StatusCreated); err != nil {
		return err
	}
	started, err := d.c.StartCampaignWithResponse(ctx, made.JSON201.ID, nil)
	d.runs = append(d.runs, &run{channel: channel, id: made.JSON201.ID})
	return answered(started, err, http.StatusOK)
}

func (d *Demo) cancelEarlier(ctx context.Context) error {
	open, err := d.c.ListCampaignsWithResponse(ctx, &client.ListCampaignsParams{
		Limit:  new(200),
		Status: []client.CampaignStatus{client.CampaignStatusScheduled, client.CampaignStatusPreparing, client.CampaignStatusRunning, client.CampaignStatusPaused},
	})
	if err := answered(open, err, http.StatusOK); err != nil {
		return err
	}
	for _, c := range open.JSON200.Data {
		if !strings.HasPrefix(c.Name, "Demo ") {
			continue
		}
		gone, err := d.c.CancelCampaignWithResponse(ctx, c.ID, nil)
		if err := answered(gone, err, http.StatusOK); err != nil {
			return err
		}
	}
	return nil
}

func (d *Demo) everybody(ctx context.Context) (uuid.UUID, error) {
	lists, err := d.c.ListLeadListsWithResponse(ctx, &client.ListLeadListsParams{Limit: new(200)})
	if err := answered(lists, err, http.StatusOK); err != nil {
		return uuid.Nil, err
	}
	for _, l := range lists.JSON200.Data {
		if l.Name == Everybody {
			return l.ID, nil
		}
	}
	return uuid.Nil, fmt.Errorf("the list %q is gone; remove the data folder to begin anew", Everybody)
}

// Watch follows the campaigns until all are over, and then what happens beside them, telling progress to out: one line that renews
// itself on a terminal, a line every two seconds elsewhere.
func (d *Demo) Watch(ctx context.Context, out io.Writer, terminal Terminal) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var told time.Time
	for {
		over, err := d.look(ctx)
		if err != nil {
			return err
		}
		line := ""
		if terminal == Interactive {
			line = "\r\033[K" + d.line()
		} else if over || time.Since(told) >= 2*time.Second {
			line, told = d.line()+"\n", time.Now()
		}
		if over && terminal == Interactive {
			line += "\n"
		}
		if _, err := io.WriteString(out, line); err != nil {
			return err
		}
		if over {
			return d.lookAside(ctx)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the campaigns were not over within %v: %s", patience, d.line())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// Terminal is what progress is written to.
type Terminal int

// Kinds of output.
const (
	Plain Terminal = iota
	Interactive
)

// look reads each campaign's account.
func (d *Demo) look(ctx context.Context) (over bool, err error) {
	over = true
	for _, r := range d.runs {
		answer, err := d.c.GetCampaignStatsWithResponse(ctx, r.id, nil)
		if err := answered(answer, err, http.StatusOK); err != nil {
			return false, err
		}
		r.stats = *answer.JSON200
		r.held = max(r.held, r.stats.ByHold["window"])
		r.retried = max(r.retried, r.stats.ByHold["retry"])
		over = over && r.stats.Status == "completed"
	}
	return over, nil
}

func (d *Demo) line() string {
	parts := make([]string, 0, len(d.runs))
	for _, r := range d.runs {
		reached := r.stats.ByState["completed"]
		part := fmt.Sprintf("%s %d/%d", r.channel, reached, r.stats.AudienceSize)
		if held := r.stats.ByHold["window"]; held > 0 {
			part += fmt.Sprintf(" (%d until morning)", held)
		}
		parts = append(parts, part)
	}
	return d.clock.Now().Format("Mon 15:04 UTC") + "  " + strings.Join(parts, "  ")
}

// Verdict holds each campaign's account against itself and against what the providers accepted, and
// what happened beside them against what should. The first text is the table, the second one line; ok
// is false when something does not hold.
func (d *Demo) Verdict() (table, verdict string, ok bool) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-9s %-10s %8s %9s %7s %8s %8s %9s %9s %7s %7s\n", "channel", "status", "audience", "completed", "failed", "skipped", "other", "attempts", "provider", "held", "retried")
	ok = d.aside == due
	var targets, accepted, seen int64
	for _, r := range d.runs {
		sum := int64(0)
		for _, n := range r.stats.ByState {
			sum += n
		}
		s, at := r.stats.ByState, d.provider(r)
		other := sum - s["completed"] - s["failed"] - s["skipped"]
		fmt.Fprintf(&b, "%-9s %-10s %8d %9d %7d %8d %8d %9d %9d %7d %7d\n", r.channel, r.stats.Status, r.stats.AudienceSize,
			s["completed"], s["failed"], s["skipped"], other, r.stats.Attempts["accepted"], at, r.held, r.retried)
		ok = ok && r.stats.Status == "completed" && sum == r.stats.AudienceSize && r.stats.Attempts["accepted"] == at && r.stats.AudienceSize >= 200
		targets, accepted, seen = targets+r.stats.AudienceSize, accepted+r.stats.Attempts["accepted"], seen+at
	}
	fmt.Fprintln(&b, d.aside)
	word := "ok"
	if !ok {
		word = "NOT OK"
	}
	verdict = fmt.Sprintf("%s: %d campaigns, %d targets accounted for, %d accepted attempts, %d at the providers, %.1f s",
		word, len(d.runs), targets, accepted, seen, time.Since(d.began).Seconds())
	return b.String(), verdict, ok
}

// provider is how many sends of a channel the simulators' own ledgers hold, the welcome left out.
// They began empty with this process, in which nothing but the demo sends.
func (d *Demo) provider(r *run) int64 {
	if r.channel == client.ChannelVoice {
		return int64(d.stack.Outside.Vapi.Counts().Total)
	}
	names := map[client.Channel]brevo.Channel{client.ChannelEmail: brevo.Email, client.ChannelSms: brevo.SMS, client.ChannelWhatsapp: brevo.WhatsApp}
	n := d.stack.Outside.Brevo.Counts().ByChannel[names[r.channel]]
	if r.channel == client.ChannelEmail {
		n -= d.aside.emails
	}
	return int64(n)
}
