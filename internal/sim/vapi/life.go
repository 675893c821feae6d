package vapi

import (
	"context"
	"time"
)

// launch sets a new call going: at once, at its scheduled time, or when a slot is free.
func (s *Server) launch(a *account, p *phoneCall) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if p.status == scheduled {
		wait := s.pace.Real(time.Until(p.order.Schedule.EarliestAt))
		s.later(a, wait, func() { s.due(a, p) })
		return
	}
	s.enqueue(a, p)
}

// due is the hour of a scheduled call.
func (s *Server) due(a *account, p *phoneCall) {
	if p.status != scheduled {
		return
	}
	p.status = queued
	s.place(a, p)
	s.enqueue(a, p)
}

// enqueue tells of a queued call and begins it, unless it waits for a slot.
func (s *Server) enqueue(a *account, p *phoneCall) {
	if p.status != queued {
		return // a slot came free and it rings already
	}
	s.move(a, p, queued)
	if p.slot || p.fate.early {
		s.begin(a, p)
	}
}

// later moves a call on after a real wait, under the account's lock.
func (s *Server) later(a *account, wait time.Duration, move func()) {
	a.calls.At(time.Now().Add(wait), func(context.Context) {
		a.mu.Lock()
		defer a.mu.Unlock()
		move()
	})
}

// begin takes a call with a slot from queued to ringing, or to an early end.
func (s *Server) begin(a *account, p *phoneCall) {
	s.later(a, s.ringTime/5, func() {
		if p.status != queued {
			return
		}
		if p.fate.early {
			s.end(a, p, p.fate.reason)
			return
		}
		s.move(a, p, ringing)
		s.ring(a, p)
	})
}

// ring lasts until somebody answers, or is busy, or never does.
func (s *Server) ring(a *account, p *phoneCall) {
	wait := s.ringTime
	if p.fate.reason == noAnswer {
		wait *= 5
	}
	s.later(a, wait, func() {
		if p.status != ringing {
			return
		}
		if !p.fate.answered {
			s.end(a, p, p.fate.reason)
			return
		}
		p.answeredAt = time.Now()
		s.move(a, p, inProgress)
		s.later(a, s.talkTime, func() { s.end(a, p, p.fate.reason) })
	})
}

func (s *Server) move(a *account, p *phoneCall, status string) {
	p.status, p.updatedAt = status, time.Now()
	s.tell(a, p, a.statusUpdate(p))
}

// end finishes a call that has not ended, tells of it, and gives its slot to the next. Calls
// that failed before they rang have no report.
func (s *Server) end(a *account, p *phoneCall, reason string) {
	if p.status == ended {
		return
	}
	rang := p.status == ringing || p.status == inProgress
	p.status, p.reason = ended, reason
	p.endedAt = time.Now()
	p.updatedAt = p.endedAt
	s.release(a, p)
	last := a.statusUpdate(p)
	if !rang {
		s.tell(a, p, last)
		return
	}
	shuffled := s.faultsOf(a).Callbacks.Shuffle
	if !shuffled {
		s.tell(a, p, last)
	}
	s.later(a, s.reportTime, func() {
		s.tell(a, p, a.endOfCallReport(p))
		if shuffled {
			s.tell(a, p, last)
		}
	})
}

// release frees the call's slot, or its place in the queue, and lets the next call begin.
func (s *Server) release(a *account, p *phoneCall) {
	if p.slot {
		p.slot = false
		a.active--
	}
	for len(a.waiting) > 0 && !a.full() {
		next := a.waiting[0]
		a.waiting = a.waiting[1:]
		if next.status != queued {
			continue
		}
		a.take(next)
		s.begin(a, next)
	}
}
