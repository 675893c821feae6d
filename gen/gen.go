// Package gen is written by machines from api/openapi.yaml and db/: run ./task generate. Of the
// clients that is what is named so, client/*.gen.go and ts/src/generated; people write what stands
// around it.
package gen

//go:generate go tool -modfile=../internal/tools/go.mod oapi-codegen -config ../oapi-codegen.yaml -package api -generate models,echo-server,strict-server -o api/api.gen.go ../api/openapi.yaml
//go:generate go tool -modfile=../internal/tools/go.mod oapi-codegen -config ../oapi-codegen.yaml -package client -generate models,client -o client/client.gen.go ../api/openapi.yaml
//go:generate go run ./client/generator ../api/openapi.yaml client/client.gen.go client/resources.gen.go
