package audit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
)

// anchored is the event of an anchor's line in a log.
const anchored = "audit_anchor"

// Anchor is the end of a tenant's chain at an instant, signed: a line of JSON that leaves the
// database, so that whoever rewrites all of it is found out.
type Anchor struct {
	Event     string    `json:"event"`
	Tenant    uuid.UUID `json:"tenant_id"`
	Seq       int64     `json:"seq"`
	Hash      string    `json:"hash"`
	At        string    `json:"at"` // RFC 3339, as it was signed
	Signature string    `json:"signature"`
}

// Anchor tells the end of a tenant's chain. It is false where there is nothing to tell.
func (r *Room) Anchor(ctx context.Context, a tenant.Actor) (Anchor, bool, error) {
	head, err := r.DB.Read(a).GetAuditChain(ctx)
	if err != nil || head.Seq == 0 {
		return Anchor{}, false, unless(err)
	}
	return r.sign(a.Tenant, head), true, nil
}

// LogAnchor writes the end of a tenant's chain into the log, whatever its least level, and remembers
// that it did. It fails when it could not be written.
func (r *Room) LogAnchor(ctx context.Context, a tenant.Actor, log *slog.Logger) error {
	anchor, is, err := r.Anchor(ctx, a)
	if err != nil || !is {
		return err
	}
	line := slog.NewRecord(time.Now(), slog.LevelInfo, "the end of an audit log", 0)
	line.AddAttrs(slog.String("event", anchored), slog.Any("tenant_id", anchor.Tenant), slog.Int64("seq", anchor.Seq),
		slog.String("hash", anchor.Hash), slog.String("at", anchor.At), slog.String("signature", anchor.Signature))
	if err := log.Handler().Handle(ctx, line); err != nil { // a Logger leaves out what is below its level
		return err
	}
	return r.DB.Tx(ctx, a, func(tx *tenant.Tx) error { return tx.SetAuditAnchored(ctx, anchor.Seq) })
}

// sign makes the anchor of a head.
func (r *Room) sign(id uuid.UUID, head db.AuditChain) Anchor {
	n := Anchor{Event: anchored, Tenant: id, Seq: head.Seq, Hash: hexadecimal(head.Hash), At: time.Now().UTC().Format(time.RFC3339)}
	n.Signature = hexadecimal(r.Keys.MAC("audit anchor", n.parts()...))
	return n
}

// signed says whether an anchor was signed by this installation.
func (r *Room) signed(n Anchor) bool {
	mac, err := hex.DecodeString(n.Signature)
	return err == nil && r.Keys.CheckMAC(mac, "audit anchor", n.parts()...)
}

func (n Anchor) parts() [][]byte {
	return [][]byte{n.Tenant[:], []byte(strconv.FormatInt(n.Seq, 10)), []byte(n.Hash), []byte(n.At)}
}

// ReadAnchors finds the anchors in a log of JSON lines; other lines are passed over. It fails when
// it cannot read, and at a line that should be an anchor and is none.
func ReadAnchors(log io.Reader) ([]Anchor, error) {
	var all []Anchor
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if !bytes.Contains(lines.Bytes(), []byte(`"`+anchored+`"`)) {
			continue
		}
		var n Anchor
		if err := json.Unmarshal(lines.Bytes(), &n); err != nil {
			return nil, err
		}
		if n.Event == anchored {
			all = append(all, n)
		}
	}
	return all, lines.Err()
}

func hexadecimal(raw []byte) string { return hex.EncodeToString(raw) }
