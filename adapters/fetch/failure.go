package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"

	"briefly/articles/ingest"
)

// failure turns what went wrong into what may be told. Nothing of the cause is
// kept: it names addresses. Inside tells that the answer had begun.
func failure(caller context.Context, err error, inside bool) error {
	var known *ingest.FetchError
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(caller.Err(), context.Canceled):
		return fmt.Errorf("fetch: %w", context.Canceled)
	}
	return &ingest.FetchError{Reason: reasonOf(err, inside)}
}

func reasonOf(err error, inside bool) ingest.Reason {
	var (
		certificate *tls.CertificateVerificationError
		name        *net.DNSError
		timeout     net.Error
		operation   *net.OpError
		alert       tls.AlertError
		record      tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &certificate):
		return ingest.ReasonCertificate
	case errors.As(err, &name) && name.IsNotFound:
		return ingest.ReasonNoHost
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), // by us: the caller did not
		errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return ingest.ReasonTimedOut
	case inside && (errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &operation) || errors.Is(err, syscall.ECONNRESET)):
		return ingest.ReasonCutOff
	case errors.As(err, &operation), errors.As(err, &name), errors.As(err, &alert), errors.As(err, &record),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return ingest.ReasonUnreachable
	}
	return ingest.ReasonGarbled
}
