package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"time"

	"briefly/articles/extract"
)

// child is one process, seen from the parent. One document at a time.
type child struct {
	command *exec.Cmd
	in      io.WriteCloser
	replies *io.LimitedReader
	enc     *gob.Encoder
	dec     *gob.Decoder
	said    *head // of its standard error
	stopped sync.Once
}

// maxReply is more than any document can make of the 10 MB that are read.
const maxReply = 64 << 20

// startChild starts a process and waits until it is ready. It has no
// environment: no secret of ours is in it.
func startChild(ctx context.Context, path string, args []string, s setup) (*child, error) {
	c := &child{command: exec.Command(path, args...), said: &head{}} //nolint:gosec // our own program
	c.command.Env = []string{}
	c.command.Stderr = c.said
	c.command.SysProcAttr = attributes()
	in, err := c.command.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start a reader: %w", err)
	}
	out, err := c.command.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start a reader: %w", err)
	}
	if err := c.command.Start(); err != nil {
		return nil, fmt.Errorf("start a reader: %w", err)
	}
	c.in = in
	c.replies = &io.LimitedReader{R: out}
	c.enc, c.dec = gob.NewEncoder(in), gob.NewDecoder(bufio.NewReader(c.replies))
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := c.exchange(ctx, s, &ready{}); err != nil {
		c.stop()
		return nil, fmt.Errorf("start a reader: %w: %s", err, c.said)
	}
	return c, nil
}

// fault says why a child gave no answer: it took too long, too much memory, or
// broke. Its words are those of the reasons of every reader.
type fault struct{ reason, detail string }

func (f *fault) Error() string { return f.reason }

// ask has the child read one document. After an error, a *fault or that of ctx,
// the child must be stopped; a refusal that comes from the reader is no error
// here.
func (c *child) ask(ctx context.Context, q request, limit time.Duration) (reply, error) {
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var r reply
	err := c.exchange(timed, q, &r)
	switch {
	case err == nil:
		return r, nil
	case ctx.Err() != nil:
		return r, ctx.Err()
	case timed.Err() != nil:
		return r, &fault{string(extract.TimedOut), "after " + limit.String()}
	}
	c.stop()
	if c.command.ProcessState.ExitCode() == exitMemory {
		return r, &fault{string(extract.TooMuchMemory), ""}
	}
	return r, &fault{string(extract.Crashed), c.said.String()}
}

// exchange sends one value and receives one. When ctx ends first the child is
// killed, which ends both.
func (c *child) exchange(ctx context.Context, send, receive any) error {
	killed := make(chan struct{})
	unhook := context.AfterFunc(ctx, func() {
		defer close(killed)
		c.kill()
	})
	defer func() {
		if !unhook() {
			<-killed
		}
	}()
	c.replies.N = maxReply
	if err := c.enc.Encode(send); err != nil {
		return fmt.Errorf("send to the reader: %w", err)
	}
	if err := c.dec.Decode(receive); err != nil {
		return fmt.Errorf("hear from the reader: %w", err)
	}
	return ctx.Err()
}

func (c *child) kill() {
	// An error says that it has ended already.
	_ = c.command.Process.Kill()
}

// stop ends the process and waits until it is gone.
func (c *child) stop() {
	c.stopped.Do(func() {
		_ = c.in.Close()
		if !c.ended() {
			c.kill()
		}
		// How it ended is read from ProcessState by who wants to know.
		_ = c.command.Wait()
	})
}

// grace is how long a child may take to end by itself: it is told to by the
// end of its input, or has just crashed and is writing down why. Under the race
// detector every process takes a second to end.
const grace = 3 * time.Second

// ended waits for the end of the child's output.
func (c *child) ended() bool {
	t := time.AfterFunc(grace, c.kill)
	defer t.Stop()
	c.replies.N = maxReply
	_, err := io.Copy(io.Discard, c.replies)
	return err == nil
}

// head keeps the beginning of what is written to it.
type head struct {
	mu sync.Mutex
	b  bytes.Buffer
}

const maxHead = 300

func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.b.Write(p[:min(len(p), max(0, maxHead-h.b.Len()))])
	return len(p), nil
}

func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(bytes.TrimSpace(h.b.Bytes()))
}
