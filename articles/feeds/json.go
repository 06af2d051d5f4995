package feeds

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonFeed is a feed in JSON while it is being read: jsonfeed.org/version/1.1.
type jsonFeed struct {
	head
	ctx   context.Context
	text  string
	dec   *json.Decoder
	isOne bool
}

func parseJSON(ctx context.Context, text, place string) (Feed, error) {
	j := jsonFeed{ctx: ctx, text: text, dec: json.NewDecoder(strings.NewReader(text))}
	err := j.read()
	var refusal *Refusal
	switch {
	case ctx.Err() != nil:
		return Feed{}, ctx.Err()
	case errors.As(err, &refusal):
		return Feed{}, err
	case err != nil && len(j.items) > 0: // it ends early, or breaks off
		j.feed.Truncated = true
	case err != nil:
		return Feed{}, &Refusal{Reason: Broken, Detail: detail(err), Line: 1 + strings.Count(text[:j.dec.InputOffset()], "\n")}
	case !j.isOne:
		return Feed{}, &Refusal{Reason: NotFeed, Detail: "JSON without the version and the items of a JSON Feed"}
	}
	j.text, j.dec = "", nil // the document is not needed any more
	return j.finish(place), nil
}

func detail(err error) string {
	if errors.Is(err, io.EOF) {
		return "it ends too early"
	}
	return err.Error()
}

// read reads the members of the feed.
func (j *jsonFeed) read() error {
	if strings.HasPrefix(strings.TrimLeft(j.text, "\n"), "[") {
		return j.skip()
	}
	if _, err := j.dec.Token(); err != nil {
		return err
	}
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return err
		}
		if err := j.member(key.(string)); err != nil {
			return err
		}
	}
	if _, err := j.dec.Token(); err != nil {
		return err
	}
	if _, err := j.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the feed")
	}
	return nil
}

// skip reads over a value.
func (j *jsonFeed) skip() error {
	var v json.RawMessage
	return j.dec.Decode(&v)
}

func (j *jsonFeed) member(key string) error {
	if key == "items" {
		return j.list()
	}
	var v loose
	if err := j.dec.Decode(&v); err != nil {
		return err
	}
	switch key {
	case "version":
		if _, number, ok := strings.Cut(string(v), "jsonfeed.org/version/"); ok {
			j.isOne = true
			j.feed.Format = "JSON Feed " + oneLine(clip(number))
		}
	case "title":
		j.title.offer(line(string(v)), good, nil)
	case "description":
		j.description.offer(line(string(v)), good, nil)
	case "home_page_url":
		j.site.offer(string(v), good, nil)
	case "language":
		j.feed.Lang = strings.TrimSpace(string(v))
	}
	return nil
}

// list reads the entries.
func (j *jsonFeed) list() error {
	open, err := j.dec.Token()
	if err != nil {
		return err
	}
	switch open {
	case json.Delim('['):
	case json.Delim('{'):
		return &Refusal{Reason: NotFeed, Detail: "its items are no list"}
	default:
		return nil
	}
	for j.dec.More() {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		if j.full() {
			if err := j.skip(); err != nil {
				return err
			}
			continue
		}
		var e jsonEntry
		if err := j.dec.Decode(&e); err != nil {
			return err
		}
		j.keep(e.item())
	}
	_, err = j.dec.Token()
	return err
}

// loose is a text, or what careless programs write instead: a number counts,
// anything else is as good as nothing.
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	switch c := b[0]; {
	case c == '"':
		return json.Unmarshal(b, (*string)(l))
	case c == '-' || '0' <= c && c <= '9':
		*l = loose(b)
	}
	return nil
}

// jsonPerson is the name in an author object.
type jsonPerson string

func (p *jsonPerson) UnmarshalJSON(b []byte) error {
	if b[0] != '{' {
		return nil
	}
	var v struct{ Name loose }
	err := json.Unmarshal(b, &v)
	*p = jsonPerson(v.Name)
	return err
}

// many is a list, or nothing when it is none.
type many[T any] []T

func (m *many[T]) UnmarshalJSON(b []byte) error {
	if b[0] != '[' {
		return nil
	}
	return json.Unmarshal(b, (*[]T)(m))
}

type jsonEntry struct {
	ID            loose
	URL           loose
	ExternalURL   loose `json:"external_url"`
	Title         loose
	ContentHTML   loose `json:"content_html"`
	ContentText   loose `json:"content_text"`
	Summary       loose
	DatePublished loose `json:"date_published"`
	DateModified  loose `json:"date_modified"`
	Author        jsonPerson
	Authors       many[jsonPerson]
	Tags          many[loose]
	Language      loose
}

func (e *jsonEntry) item() item {
	t := item{guid: strings.TrimSpace(string(e.ID)), guidIsLink: true, lang: strings.TrimSpace(string(e.Language))}
	t.link.offer(string(e.URL), good, nil)
	t.link.offer(string(e.ExternalURL), fair, nil)
	t.title.offer(line(string(e.Title)), good, nil)
	t.content.offer(string(e.ContentHTML), good, nil)
	t.content.offer(escaped(string(e.ContentText)), fair, nil)
	t.summary.offer(escaped(string(e.Summary)), good, nil)
	t.published.offer(string(e.DatePublished), good, nil)
	t.updated.offer(string(e.DateModified), good, nil)
	for _, p := range append(e.Authors, e.Author) {
		t.authors = add(t.authors, line(string(p)))
	}
	for _, tag := range e.Tags {
		t.tags = add(t.tags, line(string(tag)))
	}
	return t
}

// UnmarshalJSON makes an entry that is no object an empty one.
func (e *jsonEntry) UnmarshalJSON(b []byte) error {
	if b[0] != '{' {
		return nil
	}
	type plain jsonEntry
	return json.Unmarshal(b, (*plain)(e))
}
