package feeds

import (
	"slices"
	"testing"
)

func TestDiscover(t *testing.T) {
	const page = `<!doctype html><head><base href="/blog/">
<link rel="stylesheet" href="a.css"><link rel=alternate hreflang=de href="/de/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="https://site.example/comments/feed/">
<link rel="Alternate" type="application/rss+xml; charset=utf-8" title="News &amp;amp; more" href="feed?a=1&amp;b=2"/>
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed?url=feed">
<link rel="alternate" type="application/json" title="JSON" href="/wp-json/wp/v2/pages/2">
<link rel="alternate" type="application/json" title="JSON Feed" href="//cdn.example/all.json">
<link rel="alternate" type="application/atom+xml" href="feed?a=1&amp;b=2">
<link rel="feed" href="/own">
<link rel="alternate" type="application/atom+xml" href="javascript:alert(1)">
<script>"<link rel='alternate' type='application/rss+xml' href='/no'>"</script>`
	got := Discover(Input{Data: []byte(page), URL: "https://site.example/a/b"})
	want := []Found{
		{"https://site.example/blog/feed?a=1&b=2", "News & more", "application/rss+xml"},
		{"https://cdn.example/all.json", "JSON Feed", "application/json"},
		{"https://site.example/own", "", ""},
		{"https://site.example/comments/feed/", "Comments", "application/rss+xml"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if got := Discover(Input{Data: []byte{0, 1, 2, 3}}); got != nil {
		t.Errorf("got %v from bytes that are no page", got)
	}
}

func TestGuesses(t *testing.T) {
	for site, want := range map[string][]string{
		"https://a.example":             {"https://a.example/feed", "https://a.example/rss.xml", "https://a.example/rss"},
		"https://a.example/blog/?x=1#y": {"https://a.example/blog/feed", "https://a.example/blog/rss.xml", "https://a.example/blog/atom.xml"},
		"http://a.example/x/index.html": {"http://a.example/x/feed", "http://a.example/x/rss.xml", "http://a.example/x/atom.xml"},
		"ftp://a.example/":              nil,
		"a.example":                     nil,
	} {
		got := Guesses(site)
		if !slices.Equal(got[:min(3, len(got))], want) || len(got) > 12 {
			t.Errorf("%s: got %v", site, got)
		}
	}
}
