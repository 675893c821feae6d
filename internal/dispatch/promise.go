package dispatch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/tenant"
)

// promised is what a transaction has committed us to send.
type promised struct {
	plan       *Plan
	connection db.Connection
	batches    []channel.Batch
	targets    map[uuid.UUID]uuid.UUID // attempt → target
}

// size is how many messages were promised.
func (p *promised) size() int { return len(p.targets) }

// errIdle: the lane has nothing that may be sent now.
var errIdle = errors.New("dispatch: nothing due")

// promise claims up to page due targets of one of the lane's campaigns, decides on each, and
// writes an attempt for each send, in one transaction. It fails with errIdle when there are none.
func (d *Dispatcher) promise(ctx context.Context, lane tenant.Lane, page int) (*promised, error) {
	var p *promised
	err := d.DB.Tx(ctx, tenant.Job("pump", lane.TenantID), func(tx *tenant.Tx) (err error) {
		p, err = d.claim(ctx, tx, lane, page)
		if err == nil && len(p.batches) > 0 {
			startBy := time.Now().Add(d.Timing.Fence) // before the commit: a pause waits for that
			for i := range p.batches {
				p.batches[i].StartBy = startBy
			}
		}
		return err
	})
	return p, err
}

func (d *Dispatcher) claim(ctx context.Context, tx *tenant.Tx, lane tenant.Lane, page int) (*promised, error) {
	now := d.Clock.Now()
	p, err := d.open(ctx, tx, lane, now)
	if err != nil {
		return nil, err
	}
	if lane.Channel == string(channel.Voice) {
		if page, err = freeLines(ctx, tx, p.connection, page); err != nil {
			return nil, err
		}
	}
	rows, err := tx.ClaimTargets(ctx, db.ClaimTargetsParams{
		Channel: lane.Channel, CampaignID: p.plan.Campaign.ID, Now: &now, Page: int32(page),
	})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errIdle
	}
	rows, met, err := p.plan.alone(ctx, tx, rows, now)
	if err != nil {
		return nil, err
	}
	j := d.judge(p.plan, rows, met, now)
	if err := p.plan.reserve(ctx, tx, j, now); err != nil {
		return nil, err
	}
	if err := j.write(ctx, tx); err != nil {
		return nil, err
	}
	if err := d.intend(ctx, tx, p, j.sends, now); err != nil {
		return nil, err
	}
	return p, p.plan.count(ctx, tx, len(j.sends), now)
}

// open picks a campaign of the lane and enters it.
func (d *Dispatcher) open(ctx context.Context, tx *tenant.Tx, lane tenant.Lane, now time.Time) (*promised, error) {
	id, err := tx.PickCampaign(ctx, db.PickCampaignParams{ConnectionID: &lane.ConnectionID, Channel: lane.Channel, Now: &now})
	if err != nil {
		return nil, idle(err)
	}
	return d.enter(ctx, tx, id, lane.ConnectionID)
}

// enter locks a campaign against a pause, and only then believes that it is running and that its
// account may send. It fails with errIdle when they do not.
func (d *Dispatcher) enter(ctx context.Context, tx *tenant.Tx, campaign, connection uuid.UUID) (*promised, error) {
	if err := tx.LockShared(ctx, campaign.String()); err != nil {
		return nil, err
	}
	c, err := tx.EnterSending(ctx, campaign)
	if err != nil {
		return nil, err
	}
	conn, err := tx.GetConnection(ctx, connection)
	if err != nil {
		return nil, idle(err)
	}
	if c.Campaign.Status != "running" || conn.Status != "active" {
		return nil, errIdle
	}
	plan, err := d.planUnder(c)
	return &promised{plan: plan, connection: conn, targets: map[uuid.UUID]uuid.UUID{}}, err
}

func idle(err error) error {
	if tenant.IsNone(err) {
		return errIdle
	}
	return err
}

// freeLines is how many calls a connection may start now. The lock keeps two pumps from counting
// the same free line.
func freeLines(ctx context.Context, tx *tenant.Tx, c db.Connection, page int) (int, error) {
	if err := tx.LockExclusive(ctx, "lines:"+c.ID.String()); err != nil {
		return 0, err
	}
	busy, err := tx.CountCallsInProgress(ctx, c.ID)
	if err != nil {
		return 0, err
	}
	if free := linesOf(c) - int(busy); free < page {
		page = free
	}
	if page <= 0 {
		return 0, errNoLine
	}
	return page, nil
}

// intend writes the attempts. Messages that go alone get a request of their own.
func (d *Dispatcher) intend(ctx context.Context, tx *tenant.Tx, p *promised, sends []send, now time.Time) error {
	var together []send
	for _, s := range sends {
		if text(s.row.Hold) != holdAlone {
			together = append(together, s)
			continue
		}
		if err := d.insert(ctx, tx, p, []send{s}, now); err != nil {
			return err
		}
	}
	if len(together) == 0 {
		return nil
	}
	return d.insert(ctx, tx, p, together, now)
}

func (d *Dispatcher) insert(ctx context.Context, tx *tenant.Tx, p *promised, sends []send, now time.Time) error {
	c := p.plan.Campaign
	batch := channel.Batch{Request: uuid.Must(uuid.NewV7())}
	batch.Tag = tagOf(c, batch.Request, now)
	row := db.InsertAttemptsParams{
		CampaignID: c.ID, ConnectionID: p.connection.ID, CampaignEpoch: c.Epoch,
		ContentVersion: c.ContentVersion, Tag: batch.Tag, Month: new(Month(now)), LeaseSeconds: d.Timing.Lease.Seconds(),
	}
	for _, s := range sends {
		s.message.Ref = uuid.Must(uuid.NewV7())
		s.message.Trace = text(cmp.Or(s.row.Traceparent, c.Traceparent))
		if c.Channel == string(channel.SMS) && p.connection.Provider == "brevo" {
			s.message.ReportURL = d.Book.MessageURL(p.connection, s.message.Ref)
		}
		trace, _ := json.Marshal(s.trace)
		batch.Messages = append(batch.Messages, s.message)
		p.targets[s.message.Ref] = s.row.ID
		row.Ids = append(row.Ids, s.message.Ref)
		row.RequestIds = append(row.RequestIds, requestOf(c.Channel, batch, s.message))
		row.TargetIds = append(row.TargetIds, s.row.ID)
		row.Numbers = append(row.Numbers, s.row.Attempts+1)
		row.Recipients = append(row.Recipients, s.message.To)
		row.Traces = append(row.Traces, string(trace))
		row.Subjects = append(row.Subjects, clip(s.message.Subject))
		row.Bodies = append(row.Bodies, clip(s.message.Text))
	}
	p.batches = append(p.batches, batch)
	if err := tx.InsertAttempts(ctx, row); err != nil {
		return err
	}
	return tx.MarkSending(ctx, &now, row.TargetIds)
}

// longest is how many characters of what was said an attempt keeps.
const longest = 2000

// clip cuts a long text.
func clip(s string) string {
	if len(s) <= longest {
		return s
	}
	runes := []rune(s)
	if len(runes) <= longest {
		return s
	}
	return string(runes[:longest-1]) + "…"
}

// requestOf names the provider request that will carry a message: emails share one, other messages
// are requests of their own, and so are emails with a way out of their own.
func requestOf(name string, b channel.Batch, m channel.Message) uuid.UUID {
	if name == string(channel.Email) && m.Unsubscribe == "" {
		return b.Request
	}
	return m.Ref
}

// tagOf groups messages at the provider: a campaign's of a day, but texts by the slice they went
// out with. Lost ones are looked up by it, and only a list that can be read to its end proves that
// one is missing; Brevo lists a hundred events a page, and each text makes several.
func tagOf(c db.Campaign, slice uuid.UUID, now time.Time) string {
	if c.Channel == string(channel.SMS) {
		return "c:" + c.ID.String() + ":" + slice.String()
	}
	return "c:" + c.ID.String() + ":" + now.Format("20060102")
}
