package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"briefly/adapters/sandbox"
	"briefly/articles/feeds"
)

// extractedFeed is the line of a feed.
type extractedFeed struct {
	Path        string           `json:"path"`
	Error       string           `json:"error,omitempty"`
	Format      string           `json:"format,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Site        string           `json:"site,omitempty"`
	Language    string           `json:"language,omitempty"`
	TTL         string           `json:"ttl,omitempty"` // as 1h30m0s
	Entries     []extractedEntry `json:"entries,omitempty"`
	Left        int              `json:"left,omitempty"` // entries beyond those that are read
	Truncated   bool             `json:"truncated,omitempty"`
}

type extractedEntry struct {
	Key       string   `json:"key"`
	GUID      string   `json:"guid,omitempty"`
	Link      string   `json:"link,omitempty"`
	Title     string   `json:"title,omitempty"`
	Author    string   `json:"author,omitempty"`
	Language  string   `json:"language,omitempty"`
	Published string   `json:"published,omitempty"`
	Updated   string   `json:"updated,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Source    string   `json:"source,omitempty"`
	Summary   string   `json:"summary,omitempty"` // plain text, like Content
	Content   string   `json:"content,omitempty"`
}

// readFeed reads a file as a feed.
func readFeed(ctx context.Context, a *app, reader *sandbox.Pool, path string) extractedFeed {
	r := extractedFeed{Path: path}
	data, err := a.readFile(ctx, path)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	f, err := reader.Feed(ctx, feeds.Input{Data: data})
	if err != nil {
		r.Error = err.Error()
		return r
	}
	r.Format, r.Title, r.Description, r.Site, r.Language = f.Format, f.Title, f.Description, f.Site, f.Lang
	r.Left, r.Truncated = f.Left, f.Truncated
	if f.TTL > 0 {
		r.TTL = f.TTL.String()
	}
	for _, e := range f.Entries {
		r.Entries = append(r.Entries, extractedEntry{
			Key: e.Key(), GUID: e.GUID, Link: e.Link, Title: e.Title, Author: e.Author, Language: e.Lang,
			Published: stamp(e.Published), Updated: stamp(e.Updated), Tags: e.Tags, Source: e.Source,
			Summary: feeds.Text(e.Summary), Content: feeds.Text(e.Content),
		})
	}
	return r
}

// stamp is a time as the output has it, empty for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func (r extractedFeed) words() string {
	if r.Error != "" {
		return r.Path + ": " + r.Error
	}
	lines := []string{r.Title}
	for _, e := range r.Entries {
		lines = append(lines, strings.TrimSpace("- "+e.Published+" "+e.Title+" "+e.Link))
	}
	return strings.Join(lines, "\n")
}

// extractedList is the line of a list of feeds.
type extractedList struct {
	Path  string            `json:"path"`
	Error string            `json:"error,omitempty"`
	Feeds []extractedInList `json:"feeds,omitempty"`
	Left  []string          `json:"left,omitempty"` // what was left out, with its line and reason
}

type extractedInList struct {
	URL     string   `json:"url"`
	Title   string   `json:"title,omitempty"`
	Site    string   `json:"site,omitempty"`
	Folders []string `json:"folders,omitempty"`
	Line    int      `json:"line"`
}

// readList reads a file as a list of feeds.
func readList(ctx context.Context, a *app, path string) extractedList {
	r := extractedList{Path: path}
	data, err := a.readFile(ctx, path)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	list, left, err := feeds.ReadOPML(feeds.Input{Data: data})
	if err != nil {
		r.Error = err.Error()
		return r
	}
	for _, o := range list {
		r.Feeds = append(r.Feeds, extractedInList{URL: o.XMLURL, Title: o.Title, Site: o.HTMLURL, Folders: o.Path, Line: o.Line})
	}
	for _, l := range left {
		r.Left = append(r.Left, l.Error())
	}
	return r
}

func (r extractedList) words() string {
	if r.Error != "" {
		return r.Path + ": " + r.Error
	}
	lines := []string{fmt.Sprintf("%s: %d feeds", r.Path, len(r.Feeds))}
	for _, f := range r.Feeds {
		lines = append(lines, strings.TrimSpace("- "+f.URL+" "+f.Title))
	}
	return strings.Join(append(lines, r.Left...), "\n")
}
