// Package api holds the contract, byte for byte as it is written and served.
package api

import _ "embed"

// Contract is openapi.yaml.
//
//go:embed openapi.yaml
var Contract []byte
