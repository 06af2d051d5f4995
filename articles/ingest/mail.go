package ingest

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/net/html/charset"

	"briefly/articles/extract"
	"briefly/articles/guard"
)

// maxParts bounds how many parts of a mail are looked at, nested ones included.
const maxParts = 50

// readMail reads a saved mail: its HTML, or else its text, is the document; the
// headers name it when the document does not.
func (in *Ingester) readMail(ctx context.Context, data extract.Input) (extract.Document, error) {
	m, err := mail.ReadMessage(bytes.NewReader(data.Data))
	if err != nil {
		return extract.Document{}, &extract.Refusal{Reason: extract.NotText, Detail: "not a mail: " + err.Error()}
	}
	left := maxParts
	page, text := parts(mailHeader(m.Header), m.Body, &left)
	var doc extract.Document
	switch {
	case page.Data != nil:
		doc, err = in.Reader.Page(ctx, page)
	case text.Data != nil:
		doc, err = in.Reader.Text(ctx, text)
	default:
		return extract.Document{}, &extract.Refusal{Reason: extract.Empty, Detail: "a mail without text"}
	}
	var refused *extract.Refusal
	if page.Data != nil && text.Data != nil && errors.As(err, &refused) {
		doc, err = in.Reader.Text(ctx, text) // the same, without its dress
	}
	if err != nil {
		return extract.Document{}, fmt.Errorf("read a mail: %w", err)
	}
	if subject := decoded(m.Header.Get("Subject")); subject != "" {
		doc.Title = subject
	}
	names := mail.AddressParser{WordDecoder: wordDecoder()}
	if from, err := names.Parse(m.Header.Get("From")); err == nil && doc.Author == "" {
		doc.Author = line(from.Name)
	}
	if at, err := m.Header.Date(); err == nil {
		doc.Published = at
	}
	return doc, nil
}

// header is what a mail and its parts say of themselves.
type header interface{ Get(key string) string }

type mailHeader mail.Header

func (h mailHeader) Get(key string) string { return mail.Header(h).Get(key) }

// parts finds the first HTML and the first plain text of a mail.
func parts(h header, body io.Reader, left *int) (page, text extract.Input) {
	if *left--; *left < 0 {
		return page, text
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		r := multipart.NewReader(body, params["boundary"])
		for page.Data == nil {
			p, err := r.NextRawPart()
			if err != nil {
				break // the end, or where the mail is broken: what came before counts
			}
			more, plain := parts(p.Header, p, left)
			if more.Data != nil {
				page = more
			}
			if text.Data == nil {
				text = plain
			}
		}
	case kind == "text/html":
		page = part(h, body)
	case kind == "text/plain":
		text = part(h, body)
	}
	return page, text
}

// part undoes the transfer coding of a part. What is broken counts as far as it
// goes.
func part(h header, body io.Reader) extract.Input {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, _ := io.ReadAll(body)
	return extract.Input{Data: data, ContentType: h.Get("Content-Type")}
}

// wordDecoder reads headers in every charset that pages may have.
func wordDecoder() *mime.WordDecoder {
	return &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
}

// decoded is a header's value as people read it.
func decoded(value string) string {
	if text, err := wordDecoder().DecodeHeader(value); err == nil {
		value = text
	}
	return line(value)
}

// maxHeader is the longest value of a header that is kept, in runes: a headline
// or a name.
const maxHeader = 300

// line is a value as one clean line.
func line(value string) string {
	runes := []rune(value)
	value = guard.Clean(string(runes[:min(len(runes), maxHeader)]))
	return strings.Join(strings.Fields(value), " ")
}
