package tenant

import "context"

type shiftKey struct{}

// Shift is a context under which work that goes on while there is more of it makes room once end is
// closed. It cuts nothing short: what is under way has the whole context.
func Shift(ctx context.Context, end <-chan struct{}) context.Context {
	return context.WithValue(ctx, shiftKey{}, end)
}

// Over says whether such work shall begin nothing more: its shift has ended, or its context.
func Over(ctx context.Context) bool {
	end, _ := ctx.Value(shiftKey{}).(<-chan struct{})
	select {
	case <-end:
		return true
	default:
		return ctx.Err() != nil
	}
}
