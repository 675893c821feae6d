package dispatch_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/dispatch"
)

// told is what a provider may report of one send, by channel. Of a call it names one end, and may
// learn only from its own summary that somebody had answered.
var told = map[channel.Name][]channel.Report{
	channel.SMS: {
		{Kind: channel.ReportQueued}, {Kind: channel.ReportSent}, {Kind: channel.ReportDelivered}, {Kind: channel.ReportSoftBounced},
		{Kind: channel.ReportHardBounced}, {Kind: channel.ReportFailed}, {Kind: channel.ReportReplied}, {Kind: channel.ReportUnsubscribed},
	},
	channel.Email: {
		{Kind: channel.ReportQueued}, {Kind: channel.ReportDeferred}, {Kind: channel.ReportSoftBounced}, {Kind: channel.ReportDelivered},
		{Kind: channel.ReportHardBounced}, {Kind: channel.ReportBlocked}, {Kind: channel.ReportMachineOpen}, {Kind: channel.ReportOpened},
		{Kind: channel.ReportClicked}, {Kind: channel.ReportComplained}, {Kind: channel.ReportUnsubscribed},
	},
	channel.WhatsApp: {
		{Kind: channel.ReportSent}, {Kind: channel.ReportDelivered}, {Kind: channel.ReportOpened}, {Kind: channel.ReportSoftBounced},
		{Kind: channel.ReportFailed}, {Kind: channel.ReportReplied},
	},
	channel.Voice: {
		{Kind: channel.ReportQueued}, {Kind: channel.ReportRinging}, {Kind: channel.ReportInProgress},
		{Kind: channel.ReportEnded, Outcome: channel.CallNoAnswer}, {Kind: channel.ReportCallReport, Outcome: channel.CallNoAnswer},
		{Kind: channel.ReportCallReport, Outcome: channel.CallCompleted},
	},
}

// shuffled is some of the reports, each one to three times, in any order; some says which.
func shuffled(dice *rand.Rand, all []channel.Report, some []bool) []channel.Report {
	var list []channel.Report
	for i, r := range all {
		for range 1 + dice.IntN(3) {
			if some[i] {
				list = append(list, r)
			}
		}
	}
	dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// pick chooses about half of n.
func pick(dice *rand.Rand, n int) []bool {
	some := make([]bool, n)
	for i := range some {
		some[i] = dice.IntN(2) == 0
	}
	return some
}

func TestReportsInAnyOrderLeaveTheSameStanding(t *testing.T) {
	t.Parallel()
	for name, reports := range told {
		seed := rand.Uint64()
		dice := rand.New(rand.NewPCG(seed, seed))
		for range 1000 {
			some := pick(dice, len(reports))

			first, second := standing(shuffled(dice, reports, some)), standing(shuffled(dice, reports, some))

			if !reflect.DeepEqual(first, second) {
				t.Fatalf("%s, seed %d: %+v and %+v", name, seed, first, second)
			}
		}
	}
}

func TestStandingOnlyRises(t *testing.T) {
	t.Parallel()
	s := standing([]channel.Report{{Kind: channel.ReportClicked}, {Kind: channel.ReportQueued}, {Kind: channel.ReportComplained}, {Kind: channel.ReportOpened}})
	if s.Delivery != "clicked" || !reflect.DeepEqual(s.Flags, []string{"complained"}) {
		t.Errorf("email: %+v", s)
	}
	s = standing([]channel.Report{
		{Kind: channel.ReportCallReport, Outcome: channel.CallCompleted}, {Kind: channel.ReportEnded, Outcome: channel.CallBusy}, {Kind: channel.ReportRinging},
	})
	if s.Delivery != "ended" || s.Outcome != "completed" {
		t.Errorf("call: %+v", s)
	}
}

func standing(reports []channel.Report) dispatch.Standing {
	s := dispatch.Standing{Delivery: "none"}
	for _, r := range reports {
		s = s.With(r)
	}
	return s
}
