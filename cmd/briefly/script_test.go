package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"briefly/adapters/adaptertest"
)

// scriptNow is the time at which every script runs.
var scriptNow = time.Date(2026, 3, 5, 9, 30, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	if isSandbox(os.Args[1:]) { // this program reads documents for itself
		exit(run(context.Background(), os.Args[1:], time.Now))
		return
	}
	testscript.Main(m, map[string]func(){
		"briefly": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			exit(run(ctx, os.Args[1:], func() time.Time { return scriptNow }))
		},
	})
}

// TestScripts runs the conversations and command lines in testdata, each a
// txtar file, against the real program and a data folder of its own.
func TestScripts(t *testing.T) {
	s := newSite(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       adaptertest.Updating(), // go test ./cmd/briefly -update
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "UTC")
			e.Setenv("SITE", s.URL) // as a proxy it is every site
			return nil
		},
	})
}
