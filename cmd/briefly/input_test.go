package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"testing"
	"time"
)

// TestStopWhileWaitingForInput: Ctrl-C and SIGTERM end every command that
// waits for standard input, as a supervisor may leave it open and silent.
func TestStopWhileWaitingForInput(t *testing.T) {
	for name, command := range map[string]interface {
		Run(context.Context, *app) error
	}{
		"serve":     serveCmd{},
		"chat":      chatCmd{},
		"add":       addCmd{What: []string{"-"}},
		"import":    importCmd{File: "-"},
		"ask":       &askCmd{JSONL: true},
		"search":    searchCmd{JSONL: true, Limit: 1},
		"group":     groupCmd{JSONL: true},
		"summarize": summarizeCmd{JSONL: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in, silent, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer silent.Close()
			a := &app{config: config{Data: t.TempDir(), Locale: "en"}, in: in, out: io.Discard, err: io.Discard, log: newLogger(io.Discard, 0), now: time.Now}
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			done := make(chan error, 1)
			go func() { done <- command.Run(ctx, a) }()
			select {
			case err := <-done:
				var usage usageError
				if errors.As(err, &usage) {
					t.Errorf("stopping is no wrong usage: %v", err)
				}
			case <-time.After(5 * time.Second):
				t.Fatal("it still waits for its input")
			}
		})
	}
}

func TestInterruptiblyReadsAll(t *testing.T) {
	want := bytes.Repeat([]byte("a line of input\n"), 20_000)
	got, err := io.ReadAll(interruptibly(t.Context(), bytes.NewReader(want)))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("read %d bytes of %d, %v", len(got), len(want), err)
	}
}
