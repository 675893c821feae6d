package callback

import (
	"context"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/tenant"
)

// reasons are the reports after which an address must not be contacted.
var reasons = map[channel.Kind]consent.Reason{
	channel.ReportHardBounced: consent.HardBounced, channel.ReportBlocked: consent.Blocked,
	channel.ReportComplained: consent.Complained, channel.ReportUnsubscribed: consent.Unsubscribed,
}

// agree keeps to what a person or provider said about being contacted.
func agree(ctx context.Context, tx *tenant.Tx, name channel.Name, r channel.Report) error {
	s := consent.Statement{Channel: string(name), Address: r.To, Method: consent.ByProvider, Shown: r.Text, At: r.At}
	if why, ok := reasons[r.Kind]; ok {
		_, err := consent.Suppress(ctx, tx, s, why)
		return err
	}
	switch r.Kind {
	case channel.ReportSubscribed:
		return consent.Resubscribe(ctx, tx, s)
	case channel.ReportReplied:
		s.Method = consent.ByWord
		return heed(ctx, tx, s)
	}
	return nil
}

// heed does what a person's own words ask for, where they ask for anything.
func heed(ctx context.Context, tx *tenant.Tx, s consent.Statement) error {
	switch consent.Read(s.Shown) {
	case consent.Stop:
		_, err := consent.Suppress(ctx, tx, s, consent.Unsubscribed)
		return err
	case consent.Start:
		return consent.Resubscribe(ctx, tx, s)
	case consent.Doubtful:
		return consent.Doubt(ctx, tx, s)
	}
	return nil
}
