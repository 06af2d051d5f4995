package main

import (
	"context"
	"io"
)

// interruptible reads from in until the context ends. A file that the process
// was started with cannot be interrupted, so a read that is under way then ends
// with the process, and nobody waits for it.
type interruptible struct {
	ctx context.Context
	in  io.Reader
	buf []byte // what a read fills; an abandoned one keeps it to itself
}

// interruptibly makes reading from in stop with the context.
func interruptibly(ctx context.Context, in io.Reader) io.Reader {
	return &interruptible{ctx: ctx, in: in}
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	type result struct {
		n   int
		err error
	}
	if len(i.buf) < len(p) {
		i.buf = make([]byte, len(p))
	}
	buf, done := i.buf[:len(p)], make(chan result, 1)
	go func() {
		n, err := i.in.Read(buf)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	}
}
