// Package db holds the schema: the roles and the migrations, embedded in the binary.
// The queries beside it are read by sqlc, which writes gen/db.
package db

import "embed"

// Roles is run before the first migration, and again before each; it changes nothing twice.
//
//go:embed roles.sql
var Roles string

// Migrations are golang-migrate's files, NNNNNN_name.up.sql and .down.sql.
//
//go:embed migrations/*.sql
var Migrations embed.FS
