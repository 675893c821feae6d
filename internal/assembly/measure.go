package assembly

import (
	"maps"
	"slices"

	"github.com/carillonhq/carillon/internal/callback"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/metric"
	"github.com/carillonhq/carillon/internal/worker"
)

// measure has counted what the rooms do. They know no metrics: each tells of what it did, and the log
// is heard once more, after all whom a fact concerns.
func (h *House) measure() {
	h.Meter = metric.New(metric.Sources{
		DB: h.DB, Limits: h.limits, Clock: h.Clock, Routes: connection.Providers, Feeds: callback.Feeds(),
		Events: slices.Collect(maps.Keys(h.rules.Events)), Jobs: worker.Kinds(),
	})
	h.Dispatch.Sent = h.Meter.Sent
	h.Callbacks.Counted = h.Meter.Callbacks
	h.Webhooks.Told = h.Meter.Told
	h.Journal.Listeners = append(h.Journal.Listeners, h.Meter.Hear)
}
