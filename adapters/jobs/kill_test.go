package jobs

import (
	"context"
	"errors"
	"os"
	"strconv"
	"time"
)

// childDir and childPort tell a child process where its store and its feeds are.
const (
	childDir  = "BRIEFLY_TEST_FEEDS_DIR"
	childPort = "BRIEFLY_TEST_FEEDS_PORT"
	childFrom = "BRIEFLY_TEST_FEEDS_FROM"
)

// readForEver reads the feeds of a store until it is killed.
func readForEver() error {
	port, err := strconv.ParseUint(os.Getenv(childPort), 10, 16)
	if err != nil {
		return err
	}
	from, err := strconv.ParseInt(os.Getenv(childFrom), 10, 64)
	if err != nil {
		return err
	}
	c := &clock{began: time.Unix(0, from), from: time.Unix(0, from), speed: killSpeed}
	ctx := context.Background()
	r, err := newRig(ctx, os.Getenv(childDir), uint16(port), c.now, inProcess{}, killLimits)
	if err != nil {
		return err
	}
	return errors.Join(r.runner.Run(ctx), errors.New("the jobs have ended"))
}

// killSpeed makes the shortest interval of a feed a third of a second.
const killSpeed = 900

var killLimits = Limits{Feeds: 8, Slow: 4, Timeout: 5 * time.Second, Claim: 2 * killSpeed * time.Second, Poll: 50 * time.Millisecond}
