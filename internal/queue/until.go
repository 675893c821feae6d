package queue

import (
	"context"
	"log/slog"
)

// until is a log that closes: what is cut short by the end of the process is no failure.
type until struct {
	slog.Handler
	closed <-chan struct{}
}

// Enabled implements slog.Handler.
func (u until) Enabled(ctx context.Context, level slog.Level) bool {
	select {
	case <-u.closed:
		return false
	default:
		return u.Handler.Enabled(ctx, level)
	}
}

// WithAttrs implements slog.Handler.
func (u until) WithAttrs(attrs []slog.Attr) slog.Handler {
	return until{u.Handler.WithAttrs(attrs), u.closed}
}

// WithGroup implements slog.Handler.
func (u until) WithGroup(name string) slog.Handler {
	return until{u.Handler.WithGroup(name), u.closed}
}
