package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
)

// eachRecord decodes every line of in, a JSON object each, and hands it to do.
// A line that is none is refused, named by its number, and the rest goes on;
// an error of do, or the end of the context, ends the reading.
func eachRecord[T any](ctx context.Context, a *app, in io.Reader, do func(T) error) error {
	lines := bufio.NewReaderSize(interruptibly(ctx, in), 64<<10)
	for n := 1; ; n++ {
		line, readErr := lines.ReadBytes('\n')
		last := errors.Is(readErr, io.EOF)
		if readErr != nil && !last {
			return fmt.Errorf("read line %d: %w", n, readErr)
		}
		if len(line) > 1 {
			var record T
			if err := json.Unmarshal(line, &record); err != nil {
				a.refuse(fmt.Sprintf("line %d", n), err)
			} else if err := do(record); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

// refuse tells whoever runs the command which item of a batch was left out.
func (a *app) refuse(what string, err error) {
	fmt.Fprintf(a.err, "refused %s: %v\n", shown(what), err)
}

// shown is what was asked for, without the password that a link may hold:
// standard error is often kept.
func shown(what string) string {
	if u, err := url.Parse(what); err == nil && u.User != nil {
		return u.Redacted()
	}
	return what
}

// writeLines makes a JSON encoder for lines on standard output, and a function
// that ends it.
func (a *app) writeLines() (*json.Encoder, func() error) {
	out := bufio.NewWriter(a.out)
	encode := json.NewEncoder(out)
	encode.SetEscapeHTML(false)
	return encode, out.Flush
}
