//go:build ignore

// This program writes .env.example.
package main

import (
	"log"
	"os"

	"github.com/carillonhq/carillon/internal/config"
)

func main() {
	if err := os.WriteFile("../../.env.example", []byte(config.Example()), 0o644); err != nil {
		log.Fatal(err)
	}
}
