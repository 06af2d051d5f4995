package sandbox

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"briefly/articles/extract"
	"briefly/articles/feeds"
)

// exitMemory is the exit code of a child that held too much memory.
const exitMemory = 86

// watchEvery is how often a child looks at its memory: at the few gigabytes a
// second that a machine can fill, it goes a few dozen megabytes too far.
const watchEvery = 5 * time.Millisecond

// reader is what a child reads documents with.
type reader struct {
	page, text func(context.Context, extract.Input) (extract.Document, error)
	feed       func(context.Context, feeds.Input) (feeds.Feed, error)
}

// Main is the child: it reads documents from in and writes what they say to
// out until in ends, also in the middle of a document. When it holds too much
// memory it ends the process.
func Main(ctx context.Context, in io.Reader, out io.Writer) error {
	return serve(ctx, in, out, reader{page: extract.Page, text: extract.Text, feed: feeds.Parse})
}

func serve(ctx context.Context, in io.Reader, out io.Writer, read reader) error {
	enc, dec := gob.NewEncoder(out), gob.NewDecoder(bufio.NewReader(in))
	var s setup
	if err := dec.Decode(&s); err != nil {
		return ended(err)
	}
	debug.SetMemoryLimit(s.Memory * 3 / 4)
	go watch(s.Memory) // as long as the process lives
	if err := enc.Encode(ready{OK: true}); err != nil {
		return fmt.Errorf("write to the parent: %w", err)
	}
	requests := make(chan request)
	gone := make(chan error, 1)
	go func() { // sees the parent go while a document is being read
		for {
			var q request
			if err := dec.Decode(&q); err != nil {
				gone <- ended(err)
				return
			}
			requests <- q
		}
	}()
	go func() {
		for q := range requests {
			if err := enc.Encode(read.answer(ctx, q)); err != nil {
				gone <- fmt.Errorf("write to the parent: %w", err)
				return
			}
			settle(s.Memory)
		}
	}()
	select {
	case err := <-gone:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ended makes the end of the input the end of the work.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("read from the parent: %w", err)
}

// answer reads one document. A panic is a refusal; what cannot be recovered
// from ends the process, which the parent sees.
func (r reader) answer(ctx context.Context, q request) (out reply) {
	kind := q.Kind // q itself must not outlive its use: it holds the document
	defer func() {
		if p := recover(); p != nil {
			out = crashed(kind, fmt.Sprint(p))
		}
	}()
	var err error
	switch q.Kind {
	case page:
		out.Document, err = r.page(ctx, q.Input)
	case text:
		out.Document, err = r.text(ctx, q.Input)
	case feed:
		out.Feed, err = r.feed(ctx, feeds.Input(q.Input))
	}
	return out.failed(err)
}

func crashed(k kind, detail string) reply {
	if k == feed {
		return reply{NotFeed: &feeds.Refusal{Reason: feeds.Crashed, Detail: detail}}
	}
	return reply{Refusal: &extract.Refusal{Reason: extract.Crashed, Detail: detail}}
}

// watch ends the process when it holds more than limit bytes.
func watch(limit int64) {
	for range time.Tick(watchEvery) {
		if held() > limit {
			fmt.Fprintf(os.Stderr, "more than %d MB\n", limit>>20)
			os.Exit(exitMemory)
		}
	}
}

// held is the memory that the runtime has from the system.
func held() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64() - s[1].Value.Uint64())
}

// settle gives memory back after a large document, so that the next one has
// its full share.
func settle(limit int64) {
	if held() > limit/2 {
		debug.FreeOSMemory()
	}
}
