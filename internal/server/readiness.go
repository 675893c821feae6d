package server

import (
	"context"
	"fmt"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/tenant"
)

// How a part is. Only what fails keeps traffic away.
const (
	fine     = "ok"
	degraded = "degraded"
	failing  = "failing"
)

// part is how one of the parts is that requests need.
type part struct{ name, how, says string }

// GetReadiness says whether traffic may come.
func (s *Server) GetReadiness(ctx context.Context, r api.GetReadinessRequestObject) (api.GetReadinessResponseObject, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	told := api.Readiness{Status: "ok", Checks: map[string]string{}}
	if r.Params.Verbose != nil {
		told.Details = map[string]string{}
	}
	for _, p := range append(s.stored(ctx), s.process(), s.issuer(), s.limiter()) {
		told.Checks[p.name] = p.how
		if told.Details != nil {
			told.Details[p.name] = p.says
		}
		if p.how == failing {
			told.Status = "unavailable"
		}
	}
	if told.Status != "ok" {
		return api.GetReadiness503JSONResponse(told), nil
	}
	return api.GetReadiness200JSONResponse(told), nil
}

// stored is what the database says of itself, of its schema and of who works.
func (s *Server) stored(ctx context.Context) []part {
	found, err := s.DB.Standing(ctx)
	if err != nil {
		return []part{{"database", failing, "Postgres does not answer as it should."}}
	}
	return []part{{"database", fine, "Postgres answers."}, s.schema(found), works(found)}
}

// schema compares migrations: a binary serves a newer schema, since releases are rolled out after it.
func (s *Server) schema(found tenant.Standing) part {
	says := fmt.Sprintf("The database is at migration %d, this binary expects %d.", found.Migration, s.Migration)
	switch {
	case found.Dirty:
		return part{"migrations", failing, fmt.Sprintf("Migration %d failed half way.", found.Migration)}
	case found.Migration < s.Migration:
		return part{"migrations", failing, says}
	case found.Migration > s.Migration:
		return part{"migrations", degraded, says}
	}
	return part{"migrations", fine, says}
}

func works(found tenant.Standing) part {
	if !found.Working {
		return part{"workers", degraded, "No worker runs: requests are taken, and nothing comes of them yet."}
	}
	return part{"workers", fine, "At least one worker runs."}
}

func (s *Server) process() part {
	if s.open.Err() != nil {
		return part{"process", failing, "It was told to stop and takes no new traffic."}
	}
	return part{"process", fine, "It serves."}
}

func (s *Server) issuer() part {
	switch s.Gate.Verifier.Trust() {
	case access.Blind:
		return part{"issuer", failing, "The issuer has given no keys yet: nobody can sign in."}
	case access.Stale:
		return part{"issuer", degraded, "The issuer has given no keys for a while: the known ones are used."}
	}
	return part{"issuer", fine, "The issuer's keys are known."}
}

// limiter is how limits are kept. While Redis is away each process keeps to its share: the service is
// well, and its operators want to know.
func (s *Server) limiter() part {
	if s.Limits.Degraded() {
		return part{"rate_limits", degraded, "Redis does not answer: this process keeps limits at its own share."}
	}
	return part{"rate_limits", fine, "Limits are kept as they should."}
}
