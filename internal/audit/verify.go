package audit

import (
	"bytes"
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// Tampering is what was done to a chain.
type Tampering string

// The tamperings.
const (
	Edited    Tampering = "edited"    // an entry is not what was hashed
	Replaced  Tampering = "replaced"  // an entry was changed and hashed anew, or taken out and those after it renumbered
	Deleted   Tampering = "deleted"   // entries are missing
	Inserted  Tampering = "inserted"  // entries stand where none stood
	Reordered Tampering = "reordered" // entries stand in another order
	Cut       Tampering = "cut"       // the last entries are missing
	Rewritten Tampering = "rewritten" // an entry is not the one that an anchor, or the chain's own head, names
	Forged    Tampering = "forged"    // an anchor was not signed here
)

// Finding is a tampering, and where.
type Finding struct {
	Tenant uuid.UUID
	What   Tampering
	Text   string // for people; quotes nothing of an entry
}

// Report is what was found out about one chain.
type Report struct {
	Tenant   uuid.UUID
	Last     int64 // the number of its last entry
	Anchors  int   // signed ones that it was held against
	Findings []Finding
}

// VerifyAll verifies the chains of all tenants there are, and of those that anchors name, and has
// each report heard.
func (r *Room) VerifyAll(ctx context.Context, anchors []Anchor, hear func(Report)) error {
	named := map[uuid.UUID]bool{}
	for _, anchor := range anchors {
		named[anchor.Tenant] = true
	}
	verify := func(a tenant.Actor) error {
		delete(named, a.Tenant)
		report, err := r.Verify(ctx, a, anchors)
		if err == nil {
			hear(report)
		}
		return err
	}
	if err := r.Tenants(ctx, verify); err != nil {
		return err
	}
	for id := range named { // tenants that are gone
		if err := verify(tenant.Job("audit", id)); err != nil {
			return err
		}
	}
	return nil
}

// Tenants does something for one tenant after the other, in the order of their ids.
func (r *Room) Tenants(ctx context.Context, do func(tenant.Actor) error) error {
	for after := uuid.Nil; ; {
		ids, err := r.DB.TenantsAfter(ctx, after)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := do(tenant.Job("audit", id)); err != nil {
				return err
			}
		}
		after = ids[len(ids)-1]
	}
}

// check is the verification of one chain: what is known of it so far. It holds one page at a time.
type check struct {
	Report
	read    *db.Queries
	head    db.AuditChain
	anchors map[int64][]Anchor // by number, those not met yet
	last    db.AuditEntry
	broken  int64 // the number of the last entry that stands behind another than it was chained to
}

// Verify checks a tenant's chain against itself, its head and the anchors given, in memory that does
// not grow with the chain. Anchors of other tenants are passed over; that a chain grows meanwhile is
// no finding.
func (r *Room) Verify(ctx context.Context, a tenant.Actor, anchors []Anchor) (Report, error) {
	c := &check{Report: Report{Tenant: a.Tenant}, read: r.DB.Read(a), anchors: map[int64][]Anchor{}}
	c.last.Hash = genesis(a.Tenant)
	for _, anchor := range anchors {
		switch {
		case anchor.Tenant != a.Tenant:
		case r.signed(anchor):
			c.anchors[anchor.Seq] = append(c.anchors[anchor.Seq], anchor)
			c.Anchors++
		default:
			c.found(Forged, "the anchor of entry %d was not signed with the key of this installation", anchor.Seq)
		}
	}
	var err error
	if c.head, err = c.read.GetAuditChain(ctx); unless(err) != nil { // before the entries: it may only grow
		return c.Report, err
	}
	err = c.chain(ctx)
	c.Last = c.last.Seq
	if err == nil && len(c.Findings) < enough {
		c.end()
	}
	return c.Report, err
}

func (c *check) found(what Tampering, text string, args ...any) {
	c.Findings = append(c.Findings, Finding{c.Tenant, what, fmt.Sprintf(text, args...)})
}

// enough are the findings after which a chain is not looked at further: more would say nothing new.
const enough = 100

// chain checks every entry, page by page.
func (c *check) chain(ctx context.Context) error {
	for len(c.Findings) < enough {
		rows, err := c.read.ListAuditChain(ctx, c.last.Seq, page)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, e := range rows {
			if err := c.entry(ctx, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// entry checks that one entry is what was hashed, and that it follows from the one before.
func (c *check) entry(ctx context.Context, e db.AuditEntry) error {
	switch {
	case e.Seq != c.last.Seq+1:
		c.found(Deleted, "entries %d to %d are missing", c.last.Seq+1, e.Seq-1)
	case !bytes.Equal(hashOf(e), e.Hash):
		if err := c.unhashed(ctx, e); err != nil {
			return err
		}
	case !bytes.Equal(e.PreviousHash, c.last.Hash):
		if err := c.misplaced(ctx, e); err != nil {
			return err
		}
	}
	c.known(e)
	c.last = e
	return nil
}

// known checks that an entry is the one that the head and the anchors name.
func (c *check) known(e db.AuditEntry) {
	if e.Seq == c.head.Seq && !bytes.Equal(e.Hash, c.head.Hash) {
		c.found(Rewritten, "entry %d is not the one that the head of the chain names", e.Seq)
	}
	for _, anchor := range c.anchors[e.Seq] {
		if anchor.Hash != hexadecimal(e.Hash) {
			c.found(Rewritten, "entry %d is not the one that was anchored at %s", e.Seq, anchor.At)
		}
	}
	delete(c.anchors, e.Seq)
}

// unhashed tells how an entry came to be another than the one its hash is of.
func (c *check) unhashed(ctx context.Context, e db.AuditEntry) error {
	owner, err := c.read.FindAuditHash(ctx, e.Hash)
	switch {
	case err != nil:
		return err
	case owner < e.Seq:
		c.found(Inserted, "entry %d has the hash of entry %d", e.Seq, owner)
	default:
		c.found(Edited, "entry %d is not what was hashed", e.Seq)
	}
	return nil
}

// misplaced tells how an entry came to stand behind another than the one it was chained to.
func (c *check) misplaced(ctx context.Context, e db.AuditEntry) error {
	before, err := c.predecessor(ctx, e)
	began := c.broken
	c.broken = e.Seq
	switch {
	case tenant.IsNone(err):
		c.found(Replaced, "entry %d is another than the one that entry %d was chained to", c.last.Seq, e.Seq)
		return nil
	case err != nil:
		return err
	case before >= e.Seq:
		c.found(Reordered, "entry %d stands before entry %d, which it was chained to", e.Seq, before)
	case began <= before: // nothing was out of place since, but this: else it was told already
		c.found(Inserted, "entries %d to %d were not between entries %d and %d", before+1, c.last.Seq, before, e.Seq)
	}
	return nil
}

// predecessor is the number of the entry that one was chained to; 0 for the first.
func (c *check) predecessor(ctx context.Context, e db.AuditEntry) (int64, error) {
	if bytes.Equal(e.PreviousHash, genesis(c.Tenant)) {
		return 0, nil
	}
	return c.read.FindAuditHash(ctx, e.PreviousHash)
}

// end checks that the chain reaches as far as its head and its anchors say.
func (c *check) end() {
	reach, by := c.head.Seq, "its own head"
	for seq, anchors := range c.anchors {
		if seq > reach {
			reach, by = seq, "the anchor of "+anchors[0].At
		}
	}
	switch {
	case c.last.Seq < reach:
		c.found(Cut, "the chain ends with entry %d; it had %d by %s", c.last.Seq, reach, by)
	case c.head.Hash == nil && c.last.Seq > 0:
		c.found(Deleted, "the head of the chain is missing")
	}
}
