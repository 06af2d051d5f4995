package extract

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"briefly/articles/guard"
)

// Page reads an article from an HTML page. The error is a *Refusal when the
// page holds none. A page may take long to read; whoever calls with pages from
// outside does so in a process that can be stopped.
func Page(ctx context.Context, in Input) (d Document, err error) {
	defer func() {
		if r := recover(); r != nil { // the readers are other people's code
			d, err = Document{}, &Refusal{Reason: Crashed, Detail: fmt.Sprint(r)}
		}
	}()
	return readDocument(ctx, in)
}

func readDocument(ctx context.Context, in Input) (Document, error) {
	source, root, err := parse(in)
	if err != nil {
		return Document{}, refuse(err)
	}
	base, err := url.Parse(in.URL)
	if err != nil {
		base = &url.URL{}
	}
	all := blocks(root)
	c := claimed(root)
	c.source = source
	d := describe(c, all, base)
	if d.Published.IsZero() {
		d.Published = known(searchedDate(root, d.URL), scriptDate(source))
	}
	w := wallsOf(root, c)
	if err := ctx.Err(); err != nil {
		return Document{}, fmt.Errorf("read page: %w", err)
	}
	p := readPage(root, all, base, d.Title)
	d.Author = guard.Clean(c.author(all, c.sites(d.URL), p.bylines))
	body := p.body()
	v := newJudgement(p, body, c, w, source, d).verdict()
	if v.refuse != "" {
		return Document{}, &Refusal{Reason: v.refuse, Detail: v.detail, Title: d.Title}
	}
	d.Text = guard.Clean(join(body))
	d.Quality = quality(p, body, d.Text)
	d.Quality.Partial = string(v.partial)
	return d, nil
}

var pageStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|article|table)[\s>]`)

// IsPage reports whether an input is an HTML page rather than a saved text: by
// what the server said, else by how it begins.
func IsPage(in Input) bool {
	if kind, _, err := mime.ParseMediaType(in.ContentType); err == nil && kind != "application/octet-stream" {
		return kind == "text/html" || kind == "application/xhtml+xml"
	}
	const head = 1024
	s, err := guard.Decode(in.Data[:min(len(in.Data), head)], "")
	return err == nil && pageStart.MatchString(strings.TrimPrefix(s, "\ufeff"))
}

// parse decodes and bounds a page and builds its tree. It returns the page's
// source, too.
func parse(in Input) (string, *html.Node, error) {
	source, err := guard.Decode(in.Data, in.ContentType)
	if err != nil {
		return "", nil, err
	}
	s := guard.Slim(source)
	if err := guard.HTML(s); err != nil {
		return "", nil, err
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil { // the only reason there is: more than 512 elements are open
		return "", nil, fmt.Errorf("%w: %w", guard.ErrTooDeep, err)
	}
	return source, root, nil
}

// refuse makes the refusal that belongs to an error of the guard or a parser.
func refuse(err error) error {
	for _, x := range []struct {
		err    error
		reason Reason
	}{
		{guard.ErrTooLarge, TooLarge},
		{guard.ErrTooMuchText, TooLarge},
		{guard.ErrTooDeep, TooDeep},
		{guard.ErrTooManyNodes, TooManyNodes},
		{guard.ErrNotText, NotText},
	} {
		if errors.Is(err, x.err) {
			return &Refusal{Reason: x.reason, Detail: err.Error()}
		}
	}
	return fmt.Errorf("read page: %w", err)
}

func join(body []block) string {
	var b strings.Builder
	for i, x := range body {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(x.text)
	}
	return b.String()
}
