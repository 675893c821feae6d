// Package server is the door for requests: it implements the generated strict interface, one file
// per tag. It holds no rules; it turns bodies into parameters and rows into responses.
package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/callback"
	"github.com/carillonhq/carillon/internal/campaign"
	"github.com/carillonhq/carillon/internal/clock"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/conversation"
	"github.com/carillonhq/carillon/internal/dispatch"
	"github.com/carillonhq/carillon/internal/document"
	"github.com/carillonhq/carillon/internal/intake"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/metric"
	"github.com/carillonhq/carillon/internal/person"
	"github.com/carillonhq/carillon/internal/queue"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/secret"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/trace"
	"github.com/carillonhq/carillon/internal/webhook"
)

// Rooms are what the door opens to.
type Rooms struct {
	DB            *tenant.DB
	Gate          *access.Gate
	Contract      *contract.Contract
	Keys          *secret.Keyring
	Book          *connection.Book
	Dispatch      *dispatch.Dispatcher
	Campaigns     *campaign.Room
	Conversations *conversation.Room
	Callbacks     *callback.Room
	Automations   *automation.Room
	Lookout       *journal.Lookout
	Webhooks      *webhook.Room
	Persons       *person.Room
	Imports       *intake.Room
	Documents     map[string]*document.Page // by path
	Queue         *queue.UI                 // nil: there is none
	Limits        ratelimit.Source
	Quotas        Quotas
	Clock         clock.Clock
	Meter         *metric.Meter
	Migration     uint           // of the schema that this binary expects
	Origins       []string       // of web pages that may call
	Proxies       []netip.Prefix // whose word on a client's address is taken
	Log           *slog.Logger
	Traces        *trace.Tracer // nil: no record is kept of requests
}

// Server answers requests. It implements api.StrictServerInterface.
type Server struct {
	Rooms
	open  context.Context // until the server stops
	stop  context.CancelFunc
	bars  bars
	seats seats
}

// New is the door over its rooms.
func New(r Rooms) *Server {
	open, stop := context.WithCancel(context.Background())
	return &Server{Rooms: r, open: open, stop: stop}
}

// Handler is the whole HTTP surface: every operation of the contract, the pages that tell of it, the
// way out of messages, River UI where that is wanted, and nothing else.
func (s *Server) Handler() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.problem
	e.IPExtractor = clientAddress(s.Proxies)
	e.Use(s.traced, s.identify, s.measured, s.logged, cors(s.Origins), middleware.RecoverWithConfig(middleware.RecoverConfig{
		DisableErrorHandler: true, DisableStackAll: true, LogErrorFunc: panicked,
	}))
	guards := map[string][]echo.MiddlewareFunc{}
	for id, op := range s.Contract.Operations {
		guards[id] = []echo.MiddlewareFunc{s.guard(op)}
	}
	for path, page := range s.Documents {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, echo.WrapHandler(page))
	}
	s.queues(e)
	s.unsubscribes(e)
	api.RegisterHandlersWithOptions(e, api.NewStrictHandler(s, nil), api.RegisterHandlersOptions{OperationMiddlewares: guards})
	return e
}

// HTTP is a server with its limits set: every one of Go's own defaults is "none". Shutting it down ends
// its streams.
func (s *Server) HTTP(addr string) *http.Server {
	h := &http.Server{
		Addr: addr, Handler: s.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
	h.RegisterOnShutdown(s.Stopping)
	return h
}

// Stopping makes the server say that it is not ready, so that no new traffic comes, and ends streams:
// who reads them goes on at another.
func (s *Server) Stopping() { s.stop() }

// panicked makes a panic an error like others, with the stack for the log.
func panicked(_ echo.Context, err error, stack []byte) error {
	return fmt.Errorf("panic: %w\n%s", err, stack)
}
