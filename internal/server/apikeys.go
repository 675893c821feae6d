package server

import (
	"context"
	"net/netip"
	"time"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListAPIKeys answers with a page of keys.
func (s *Server) ListAPIKeys(ctx context.Context, r api.ListAPIKeysRequestObject) (api.ListAPIKeysResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "api_keys", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListApiKeys(ctx, db.ListApiKeysParams{BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(k db.ApiKey) position { return position{At: k.CreatedAt, ID: k.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListAPIKeys200JSONResponse{Data: each(rows, apiKeyOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateAPIKey makes a key and shows it, this once.
func (s *Server) CreateAPIKey(ctx context.Context, r api.CreateAPIKeyRequestObject) (api.CreateAPIKeyResponseObject, error) {
	n := access.NewKey{Name: r.Body.Name, Scopes: r.Body.Scopes, Networks: networks(r.Body.Networks), ExpiresAt: r.Body.ExpiresAt}
	var row db.ApiKey
	var key string
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, key, err = s.Gate.CreateKey(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateAPIKey201JSONResponse{
		Body:    api.IssuedAPIKey{Key: key, APIKey: apiKeyOf(row)},
		Headers: api.CreateAPIKey201ResponseHeaders{Location: new("/api/v1/api-keys/" + row.ID.String())},
	}, nil
}

// GetAPIKey answers with one key, without its secret.
func (s *Server) GetAPIKey(ctx context.Context, r api.GetAPIKeyRequestObject) (api.GetAPIKeyResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetApiKey(ctx, r.APIKeyID)
	if err != nil {
		return nil, err
	}
	return api.GetAPIKey200JSONResponse(apiKeyOf(row)), nil
}

// UpdateAPIKey applies a merge patch.
func (s *Server) UpdateAPIKey(ctx context.Context, r api.UpdateAPIKeyRequestObject) (api.UpdateAPIKeyResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(k *db.ApiKey) {
		k.Name = or(body.Name, k.Name)
		if body.Scopes != nil {
			k.Scopes = body.Scopes
		}
		if body.Networks != nil {
			k.Networks = networks(body.Networks)
		}
		patch(body.ExpiresAt, &k.ExpiresAt)
	}
	var row db.ApiKey
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = s.Gate.ChangeKey(ctx, tx, r.APIKeyID, edit)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateAPIKey200JSONResponse(apiKeyOf(row)), nil
}

// usualOverlap is how long a replaced secret works where the caller does not say.
const usualOverlap = 86_400 // seconds

// RotateAPIKey gives a key a new secret and shows it, this once.
func (s *Server) RotateAPIKey(ctx context.Context, r api.RotateAPIKeyRequestObject) (api.RotateAPIKeyResponseObject, error) {
	overlap := time.Duration(or(r.Body.OverlapSeconds, usualOverlap)) * time.Second
	var row db.ApiKey
	var key string
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, key, err = s.Gate.RotateKey(ctx, tx, r.APIKeyID, overlap)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.RotateAPIKey200JSONResponse{Key: key, APIKey: apiKeyOf(row)}, nil
}

// RevokeAPIKey ends a key for good.
func (s *Server) RevokeAPIKey(ctx context.Context, r api.RevokeAPIKeyRequestObject) (api.RevokeAPIKeyResponseObject, error) {
	var row db.ApiKey
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = access.RevokeKey(ctx, tx, r.APIKeyID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.RevokeAPIKey200JSONResponse(apiKeyOf(row)), nil
}

func apiKeyOf(k db.ApiKey) api.APIKey {
	return api.APIKey{
		ID: k.ID, Name: k.Name, PublicID: k.PublicID, LastFour: k.LastFour, Scopes: k.Scopes, Networks: each(k.Networks, netip.Prefix.String),
		ExpiresAt: moment(k.ExpiresAt), FormerUntil: moment(k.FormerUntil), LastUsedAt: moment(k.LastUsedAt), RevokedAt: moment(k.RevokedAt),
		CreatedBy: k.CreatedBy, Version: int(k.Version), CreatedAt: k.CreatedAt.UTC(), UpdatedAt: k.UpdatedAt.UTC(),
	}
}

// networks are texts that the contract has checked.
func networks(texts []api.Network) []netip.Prefix {
	return each(texts, func(text api.Network) netip.Prefix {
		p, _ := netip.ParsePrefix(text)
		return p
	})
}
