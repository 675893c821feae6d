package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints which binary this is.
func (*versionCmd) Run() error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this binary was built without its modules")
	}
	revision := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = ", revision " + s.Value
		}
	}
	fmt.Printf("carillon %s (%s, %s/%s%s)\n", info.Main.Version, info.GoVersion, runtime.GOOS, runtime.GOARCH, revision)
	return nil
}
