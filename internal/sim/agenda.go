package sim

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// Agenda runs tasks at later instants, a bounded number at once. Waiting tasks cost a place
// in a heap and nothing else: one goroutine serves them all.
type Agenda struct {
	mu      sync.Mutex
	tasks   tasks
	wake    chan struct{}
	slots   chan struct{}
	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup
}

// NewAgenda starts an agenda that runs at most parallel tasks at once.
func NewAgenda(parallel int) *Agenda {
	ctx, cancel := context.WithCancel(context.Background())
	a := &Agenda{
		wake:   make(chan struct{}, 1),
		slots:  make(chan struct{}, parallel),
		ctx:    ctx,
		cancel: cancel,
	}
	a.running.Go(a.run)
	return a
}

// At runs task once, no earlier than when. The task's context ends with the agenda.
func (a *Agenda) At(when time.Time, run func(context.Context)) {
	a.mu.Lock()
	heap.Push(&a.tasks, task{when, run})
	a.mu.Unlock()
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// Close forgets waiting tasks, cancels running ones and waits for them.
func (a *Agenda) Close() {
	a.cancel()
	a.running.Wait()
}

func (a *Agenda) run() {
	for {
		next, wait := a.next()
		if next == nil {
			select {
			case <-a.wake:
			case <-time.After(wait):
			case <-a.ctx.Done():
				return
			}
			continue
		}
		select {
		case a.slots <- struct{}{}:
		case <-a.ctx.Done():
			return
		}
		a.running.Go(func() {
			defer func() { <-a.slots }()
			next(a.ctx)
		})
	}
}

// next takes the earliest task if it is due, and says how long to wait otherwise.
func (a *Agenda) next() (func(context.Context), time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.tasks) == 0 {
		return nil, time.Hour
	}
	if wait := time.Until(a.tasks[0].when); wait > 0 {
		return nil, wait
	}
	return heap.Pop(&a.tasks).(task).run, 0
}

type task struct {
	when time.Time
	run  func(context.Context)
}

// tasks is a heap with the earliest task first.
type tasks []task

func (t tasks) Len() int           { return len(t) }
func (t tasks) Less(i, j int) bool { return t[i].when.Before(t[j].when) }
func (t tasks) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }
func (t *tasks) Push(x any)        { *t = append(*t, x.(task)) }

func (t *tasks) Pop() any {
	last := len(*t) - 1
	x := (*t)[last]
	(*t)[last] = task{}
	*t = (*t)[:last]
	return x
}
