// Command briefly is the bot: one binary that keeps articles, answers in every
// chat it is configured for, and offers each of its parts as a subcommand.
//
// main.go declares the command line, config.go reads the settings, and each
// subcommand is one file. Nothing here reads, summarises or answers: it wires
// the packages that do.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"briefly/adapters/metrics"
	"briefly/adapters/sandbox"
)

// Exit codes, as documented in the README.
const (
	exitFailed = 1
	exitUsage  = 2
)

// cli is the command line. Settings are environment variables (config.go);
// only what one wants to change from call to call is a flag.
type cli struct {
	Data string `help:"Folder that holds the data file (BRIEFLY_DATA)." placeholder:"DIR"`

	Serve  serveCmd  `cmd:"" default:"1" help:"Run the bot: every adapter that is configured, or the terminal chat (the default)."`
	Chat   chatCmd   `cmd:"" help:"Talk to the bot on the terminal, or answer piped lines."`
	Ask    askCmd    `cmd:"" help:"Ask one question, or one a line."`
	Add    addCmd    `cmd:"" help:"Add feeds, pages, saved pages and texts."`
	Feeds  feedsCmd  `cmd:"" help:"Look after the feeds that are read: list, add, change, remove, export."`
	Doctor doctorCmd `cmd:"" help:"Check the configuration and the database."`

	Backup    backupCmd    `cmd:"" help:"Copy the data file while it is in use."`
	Prune     pruneCmd     `cmd:"" help:"Remove what is older than RETENTION."`
	Extract   extractCmd   `cmd:"" help:"Read pages and saved texts and print the articles in them."`
	Import    importCmd    `cmd:"" help:"Store ready records, one JSON object a line."`
	Search    searchCmd    `cmd:"" help:"Search, one JSON object a line."`
	Group     groupCmd     `cmd:"" help:"Sort JSON lines from standard input into stories."`
	Summarize summarizeCmd `cmd:"" help:"Summarise JSON lines from standard input."`
	Preview   previewCmd   `cmd:"" help:"Show the fixture answers as a platform shows them."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// app is what every subcommand gets: the settings and the way to the outside.
type app struct {
	config config
	in     *os.File
	out    io.Writer
	err    io.Writer
	log    *slog.Logger
	// metrics count what this process does.
	metrics *metrics.Metrics
	now     func() time.Time
}

// usageError is an error in how the command was called: exit code 2.
type usageError struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan error, 1)
	go func() { done <- run(ctx, os.Args[1:], time.Now) }()
	select {
	case err := <-done:
		exit(err)
	case <-ctx.Done():
		stop() // a second signal ends the process at once
		select {
		case err := <-done:
			exit(err)
		case <-time.After(drainTime):
			exit(errors.New("stopped before everything was done"))
		}
	}
}

// drainTime is how long a command may take to end after a signal. What is still
// under way then waits for something that may never come, such as the other end
// of a named pipe.
const drainTime = 8 * time.Second

// exit ends the process with the code that fits the error.
func exit(err error) {
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "briefly: "+err.Error())
	var usage usageError
	if errors.As(err, &usage) {
		os.Exit(exitUsage)
	}
	os.Exit(exitFailed)
}

// run parses the arguments, reads the settings and runs one subcommand.
func run(ctx context.Context, args []string, now func() time.Time) error {
	if isSandbox(args) {
		return sandbox.Main(ctx, os.Stdin, os.Stdout)
	}
	var c cli
	exited := false
	parser, err := kong.New(&c,
		kong.Name("briefly"),
		kong.Description("A chat bot that reads the news for people and answers with short, cited summaries."),
		kong.Exit(func(int) { exited = true }),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return fmt.Errorf("declare the command line: %w", err)
	}
	parsed, err := parser.Parse(args)
	if exited { // --help has been printed
		return nil
	}
	if err != nil {
		return usageError{err}
	}
	cfg, err := readConfig(c.Data)
	if err != nil {
		return err
	}
	a := &app{config: cfg, in: os.Stdin, out: os.Stdout, err: os.Stderr, now: now, metrics: metrics.New()}
	a.log = newLogger(os.Stderr, cfg.LogLevel)
	return parsed.Run(a)
}
