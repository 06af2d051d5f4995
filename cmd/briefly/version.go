package main

import (
	"fmt"
	"runtime/debug"
)

// versionCmd prints which build this is.
type versionCmd struct{}

// Run prints one line: the module's version, the commit and the Go version, as
// the Go tool recorded them in the binary.
func (versionCmd) Run(a *app) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return fmt.Errorf("this binary carries no build information")
	}
	commit := "unknown commit"
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	_, err := fmt.Fprintf(a.out, "briefly %s (%s, %s)\n", info.Main.Version, commit, info.GoVersion)
	return err
}
