package wire

import (
	"context"
	"sync"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/trace"
)

// Each sends every message of a batch by a request of its own, in its own trace, all at once, and
// gathers the receipts in the order of the messages. The budget is the one that leaves least.
func Each(ctx context.Context, b channel.Batch, send func(context.Context, channel.Message) (channel.Receipt, *channel.Budget)) channel.Answer {
	receipts := make([]channel.Receipt, len(b.Messages))
	budgets := make([]*channel.Budget, len(b.Messages))
	var running sync.WaitGroup
	for i, m := range b.Messages {
		running.Go(func() { receipts[i], budgets[i] = send(trace.Follow(ctx, m.Trace), m) })
	}
	running.Wait()
	return channel.Answer{Receipts: receipts, Budget: tightest(budgets)}
}

// All gives every message of a batch the same receipt.
func All(b channel.Batch, r channel.Receipt) []channel.Receipt {
	receipts := make([]channel.Receipt, len(b.Messages))
	for i := range receipts {
		receipts[i] = r
	}
	return receipts
}

func tightest(budgets []*channel.Budget) *channel.Budget {
	var least *channel.Budget
	for _, b := range budgets {
		if b != nil && (least == nil || b.Remaining < least.Remaining) {
			least = b
		}
	}
	return least
}
