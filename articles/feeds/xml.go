package feeds

import (
	"context"
	"strings"

	"briefly/articles/guard"
)

// document is a feed in XML while it is being read.
type document struct {
	*tags
	head
	atom bool // else some kind of RSS
}

func parseXML(ctx context.Context, text, place string) (Feed, error) {
	t, err := newTags(ctx, text)
	if err != nil {
		return Feed{}, err
	}
	d := document{tags: t}
	if err := d.begin(); err != nil {
		return Feed{}, err
	}
	if err := d.read(); err != nil {
		return Feed{}, err
	}
	d.tags = nil // nor is the document needed any more
	return d.finish(place), nil
}

// begin finds the root and reads the format from it.
func (d *document) begin() error {
	for d.kind != atStart {
		if err := d.next(); err != nil {
			return err
		}
		if d.kind == atEnd {
			return &Refusal{Reason: NotFeed, Detail: "it has no elements"}
		}
	}
	root := d.open[0]
	switch root.name {
	case "rss":
		d.feed.Format = strings.TrimSpace("RSS " + oneLine(clip(root.attrs["version"])))
	case "rdf:rdf", "rdf":
		d.feed.Format = "RSS 1.0"
	case "feed":
		d.atom = true
		d.feed.Format = "Atom 1.0"
		if strings.HasPrefix(strings.ToLower(root.space), "http://purl.org/atom/") {
			d.feed.Format = "Atom 0.3"
		}
	default:
		return &Refusal{Reason: NotFeed, Detail: "its root is <" + guard.Clean(clip(root.tag)) + ">", Line: d.line}
	}
	d.feed.Lang = root.lang
	return nil
}

// clip shortens what is shown of an input.
func clip(s string) string {
	const most = 60
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// read reads what is inside the root.
func (d *document) read() error {
	for {
		if err := d.next(); err != nil {
			return err
		}
		switch {
		case d.kind == atEnd:
			d.feed.Truncated = len(d.open) > 0
			return nil
		case len(d.open) == 0:
			return nil
		case d.kind != atStart:
			continue
		}
		switch d.open[len(d.open)-1].name {
		case "channel":
		case "item", "entry":
			if err := d.entry(); err != nil {
				return err
			}
		default:
			f, err := d.field()
			if err != nil {
				return err
			}
			d.about(f, d.atom)
		}
	}
}

// entry reads the entry that has just started. One that the document cuts off
// is left out.
func (d *document) entry() error {
	depth := len(d.open)
	e := newItem(d.open[depth-1])
	full := d.full()
	for {
		if err := d.next(); err != nil {
			return err
		}
		switch {
		case d.kind == atEnd:
			d.feed.Truncated = true
			return nil
		case len(d.open) < depth:
			if !full {
				d.keep(e)
			}
			return nil
		case d.kind != atStart:
			continue
		}
		if d.reopened(depth) {
			if !full {
				d.keep(e)
			}
			return nil
		}
		f, err := d.field()
		if err != nil {
			return err
		}
		e.fill(f, d.atom)
	}
}
