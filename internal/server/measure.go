package server

import (
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/metric"
)

// measured has every request counted by what the contract calls it, and by nothing that it is about.
func (s *Server) measured(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		end := s.Meter.Begin()
		err := next(c)
		operation, _ := c.Get("operation").(string)
		limit, _ := c.Get("limit").(string)
		end(metric.Answered{Operation: operation, Status: c.Response().Status, Limit: limit})
		return err
	}
}
