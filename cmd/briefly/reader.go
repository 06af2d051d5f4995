package main

import (
	"context"

	"briefly/articles/extract"
)

// directReader reads documents in this process.
type directReader struct{}

func (a *app) newReader() directReader { return directReader{} }

// Page implements ingest.Reader.
func (directReader) Page(ctx context.Context, in extract.Input) (extract.Document, error) {
	return extract.Page(ctx, in)
}

// Text implements ingest.Reader.
func (directReader) Text(ctx context.Context, in extract.Input) (extract.Document, error) {
	return extract.Text(ctx, in)
}

// Close ends the reader.
func (directReader) Close() error { return nil }
