package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"briefly/articles/extract"
	"briefly/articles/feeds"
	"briefly/articles/guard"
)

const letter = "From: =?utf-8?q?Odo_M=C3=A4rsch?= <odo@mill.example>\r\n" +
	"Subject: =?koi8-r?B?7c/Tz9Q=?= and mill\r\nDate: Mon, 02 Mar 2026 08:00:00 +0000\r\n"

func TestMail(t *testing.T) {
	body := "The old mill of Upper Wick gets a new roof before the harvest, the council decided on Monday.\r\n\r\n" +
		"Work will cost about 17,000 crowns, and the school will paint the doors, the mayor said.\r\n"
	for name, raw := range map[string]string{
		"plain": letter + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body,
		"quoted": letter + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
			strings.ReplaceAll(body, "old mill", "old=20mi=\r\nll"),
		"multipart": letter + "Content-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/plain\r\n\r\n" + body +
			"--xx\r\nContent-Type: image/png\r\n\r\nxxxx\r\n--xx--\r\n",
		"broken off": letter + "Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/plain\r\n\r\n" + body,
	} {
		in := New(Options{Reader: direct{}})
		doc, err := in.readMail(t.Context(), extract.Input{Data: []byte(raw)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(doc.Text, "The old mill of Upper Wick") || doc.Author != "Odo Märsch" || doc.Published.Day() != 2 || !strings.HasSuffix(doc.Title, "and mill") {
			t.Errorf("%s: %+v", name, doc)
		}
	}
	// Headers are as hostile as what follows them.
	hostile := "From: =?utf-8?q?Marsh=2C_Odo?= <odo@mill.example>\r\nSubject: =?utf-8?q?News_=E2=80=AEfrom=E2=80=8B?= " +
		strings.Repeat("the mill ", 9000) + "\r\n\r\n" + body
	doc, err := New(Options{Reader: direct{}}).readMail(t.Context(), extract.Input{Data: []byte(hostile)})
	if err != nil || doc.Author != "Marsh, Odo" || !strings.HasPrefix(doc.Title, "News from the mill") || len(doc.Title) > maxHeader {
		t.Errorf("%v, %q of %q", err, doc.Title, doc.Author)
	}
	for name, raw := range map[string]string{"no mail": "hello", "no text": letter + "Content-Type: image/png\r\n\r\nx", "empty": ""} {
		var refused *extract.Refusal
		if _, err := New(Options{Reader: direct{}}).readMail(t.Context(), extract.Input{Data: []byte(raw)}); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type direct struct{}

func (direct) Page(ctx context.Context, in extract.Input) (extract.Document, error) {
	return extract.Page(ctx, in)
}

func (direct) Text(ctx context.Context, in extract.Input) (extract.Document, error) {
	return extract.Text(ctx, in)
}

func (direct) Feed(ctx context.Context, in feeds.Input) (feeds.Feed, error) {
	return feeds.Parse(ctx, in)
}

// echo is a reader that takes any document, for what comes before it.
type echo struct{ direct }

func (echo) Page(_ context.Context, in extract.Input) (extract.Document, error) {
	return extract.Document{Text: string(in.Data)}, nil
}

func (echo) Text(_ context.Context, in extract.Input) (extract.Document, error) {
	return extract.Document{Text: string(in.Data)}, nil
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(letter + "\r\nHello"))
	f.Add([]byte(letter + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nHi\r\n"))
	in := New(Options{Reader: echo{}})
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := in.readMail(t.Context(), extract.Input{Data: raw})
		var refused *extract.Refusal
		if err != nil && !errors.As(err, &refused) {
			t.Error(err)
		}
		for _, s := range []string{doc.Title, doc.Author} {
			if utf8.RuneCountInString(s) > maxHeader || guard.Clean(s) != s || strings.ContainsAny(s, "\r\n") {
				t.Errorf("%q", s)
			}
		}
	})
}
