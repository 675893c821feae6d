package server

import (
	"context"
	"time"

	"github.com/carillonhq/carillon/gen/api"
)

const probeTimeout = 2 * time.Second

// GetHealth says whether the parts the service cannot do without are there.
func (s *Server) GetHealth(ctx context.Context, _ api.GetHealthRequestObject) (api.GetHealthResponseObject, error) {
	h := s.probe(ctx)
	if h.Status != "ok" {
		return api.GetHealth503JSONResponse(h), nil
	}
	return api.GetHealth200JSONResponse(h), nil
}

// GetLiveness says that the process answers; it touches nothing.
func (s *Server) GetLiveness(context.Context, api.GetLivenessRequestObject) (api.GetLivenessResponseObject, error) {
	return api.GetLiveness200JSONResponse{Status: "ok", Checks: map[string]string{}}, nil
}

func (s *Server) probe(ctx context.Context) api.Health {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	if err := s.DB.Ping(ctx); err != nil {
		return api.Health{Status: "unavailable", Checks: map[string]string{"database": "away"}}
	}
	return api.Health{Status: "ok", Checks: map[string]string{"database": "ok", "rate_limits": s.limiter().how}}
}
