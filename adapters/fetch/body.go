package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"briefly/articles/ingest"
)

const (
	acceptEncoding = "gzip, br, zstd"

	// bigBodies is how many bodies above bigFrom are read at once, so that many
	// large ones together stay within what a small machine has.
	bigBodies = 6
	bigFrom   = 1 << 20

	// slowest is the least that must arrive a second, on average, from half of
	// the time on: an answer that drips will not be whole in time.
	slowest = 1 << 10

	// zstdWindow is the largest that a server may use (RFC 9659, 3).
	zstdWindow = 8 << 20

	// maxBrotliBits is a window of 4 MB. Four times that are allowed (RFC 7932,
	// 9.1), and are memory that the server would choose for us; encoders take so
	// much for files only that are larger than a page may be.
	maxBrotliBits = 22
)

// body reads the body of a response into a.
func (c *Client) body(ctx context.Context, res *http.Response, o order, a *answer) error {
	if !o.anyType && !mayBePage(a.ContentType) {
		return notPage(a.ContentType)
	}
	if res.ContentLength > o.limit && !o.cut {
		return tooLarge()
	}
	// What arrives is bounded like what it decodes to, or else a decoder could
	// be kept busy without ever letting anything out.
	wire := &io.LimitedReader{R: res.Body, N: o.limit + 1}
	plain, done, err := decoder(res.Header, wire)
	if err != nil {
		return err
	}
	defer done()
	data, err := c.readAll(ctx, plain, o)
	if wire.N <= 0 && err != nil {
		err = tooLarge()
	}
	if err != nil {
		return err
	}
	if !o.anyType && !looksLikePage(a.ContentType, data) {
		return notPage(http.DetectContentType(data))
	}
	a.Data = data
	return nil
}

// watchedBody winds up a timer again with everything that arrives.
type watchedBody struct {
	io.ReadCloser
	silence *time.Timer
	most    time.Duration
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.silence.Reset(b.most)
	}
	return n, err
}

// decoder undoes the content coding. Nobody stacks several, so nobody may.
func decoder(h http.Header, r io.Reader) (io.Reader, func(), error) {
	none := func() {}
	switch coding := strings.ToLower(strings.TrimSpace(strings.Join(h.Values("Content-Encoding"), ","))); coding {
	case "", "identity", "none":
		return r, none, nil
	case "gzip", "x-gzip":
		return &lateGzip{from: r}, none, nil
	case "br":
		start := bufio.NewReaderSize(r, 16)
		if first, err := start.Peek(1); err == nil && brotliWindowBits(first[0]) > maxBrotliBits {
			return nil, nil, tooLarge()
		}
		return brotli.NewReader(start), none, nil
	case "zstd":
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, nil, err
		}
		return d, d.Close, nil
	}
	return nil, nil, &ingest.FetchError{Reason: ingest.ReasonGarbled}
}

// brotliWindowBits reads the size of the window out of the first byte of a
// stream (RFC 7932, 9.1), as far as it is one of the larger ones.
func brotliWindowBits(first byte) int {
	if bits := int(first >> 1 & 7); first&1 == 1 && bits != 0 {
		return 17 + bits
	}
	return 16
}

// lateGzip reads the header of a gzip stream when the first byte is wanted, as
// the other decoders do, so that an empty body is no error.
type lateGzip struct {
	from io.Reader
	gzip *gzip.Reader
}

func (l *lateGzip) Read(p []byte) (int, error) {
	if l.gzip == nil {
		var err error
		if l.gzip, err = gzip.NewReader(l.from); err != nil {
			return 0, err
		}
	}
	return l.gzip.Read(p)
}

func tooLarge() error { return &ingest.FetchError{Reason: ingest.ReasonTooLarge} }

// readAll reads what the order allows. It grows by pieces, because doubling one
// buffer needs three times the memory.
func (c *Client) readAll(ctx context.Context, r io.Reader, o order) ([]byte, error) {
	began := time.Now()
	var pieces [][]byte
	var total int64
	size := 16 << 10
	piece := make([]byte, 0, size)
	isBig := false
	for {
		if len(piece) == cap(piece) {
			pieces = append(pieces, piece)
			size = min(2*size, bigFrom)
			piece = make([]byte, 0, size)
		}
		if total >= bigFrom && !isBig {
			isBig = true
			if err := c.enterBig(ctx); err != nil {
				return nil, err
			}
			defer c.leaveBig()
		}
		n, err := r.Read(piece[len(piece):cap(piece)])
		piece = piece[:len(piece)+n]
		total += int64(n)
		switch {
		case total > o.limit && o.cut:
			return join(pieces, piece)[:o.limit], nil
		case total > o.limit:
			return nil, tooLarge()
		case errors.Is(err, io.EOF):
			return join(pieces, piece), nil
		case err != nil:
			return nil, err
		}
		if spent := time.Since(began); spent > c.limits.Total/2 && float64(total) < slowest*spent.Seconds() {
			return nil, os.ErrDeadlineExceeded
		}
	}
}

func (c *Client) enterBig(ctx context.Context) error {
	select {
	case c.big <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *Client) leaveBig() { <-c.big }

func join(pieces [][]byte, last []byte) []byte {
	if len(pieces) == 0 {
		return last
	}
	return bytes.Join(append(pieces, last), nil)
}

// mayBePage tells by the declared type whether the body is worth reading.
func mayBePage(contentType string) bool {
	kind, _, _ := strings.Cut(mediaType(contentType), "/")
	switch kind {
	case "image", "audio", "video", "font", "model":
		return false
	}
	return true
}

// looksLikePage tells by the bytes what the type leaves open. Text that is
// declared as such is believed: what it says is for those who read it.
func looksLikePage(contentType string, data []byte) bool {
	declared := mediaType(contentType)
	if strings.HasPrefix(declared, "text/") || strings.Contains(declared, "xml") || strings.Contains(declared, "json") {
		return true
	}
	return len(data) == 0 || strings.HasPrefix(http.DetectContentType(data), "text/")
}

func notPage(contentType string) error {
	return &ingest.FetchError{Reason: ingest.ReasonNotPage, Type: mediaType(contentType)}
}

// mediaType returns the type without parameters, empty when there is none.
func mediaType(contentType string) string {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(contentType, ";")
	}
	return strings.ToLower(strings.TrimSpace(kind))
}
