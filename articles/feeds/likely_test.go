package feeds

import "testing"

func TestLikely(t *testing.T) {
	for address, want := range map[string]bool{
		"https://site.example":                         true,
		"https://site.example/":                        true,
		"https://site.example/feed":                    true,
		"https://site.example/blog/feed/":              true,
		"https://site.example/rss.xml":                 true,
		"https://site.example/index.RDF":               true,
		"https://site.example/?format=rss":             true,
		"https://site.example/news/atom":               true,
		"https://site.example/feeds/world":             true,
		"https://site.example/feed.json":               true,
		"https://site.example/2026/11/farmers-feed-us": true, // a word too few to tell; what is behind it decides
		"https://site.example/2026/11/harbour-opens":   false,
		"https://site.example/story?id=7":              false,
		"https://site.example/press/release":           false,
		"://":                                          false,
	} {
		if got := Likely(address); got != want {
			t.Errorf("Likely(%q) = %v", address, got)
		}
	}
}

func TestLooks(t *testing.T) {
	for document, want := range map[string]bool{
		`<rss version="2.0">`: true,
		"\ufeff<?xml version=\"1.0\"?>\n<!-- by hand -->\n<?xml-stylesheet href=\"x\"?><rss>": true,
		`<!DOCTYPE rss PUBLIC "x"><!-- a --><RSS version="0.91">`:                             true,
		`<feed xmlns="http://www.w3.org/2005/Atom">`:                                          true,
		"<\x00r\x00s\x00s\x00>\x00":                                                           true,
		`<rdf:RDF xmlns:rdf="x">`:                                                             true,
		`{"version": "https://jsonfeed.org/version/1.1", "items": []}`:                        true,
		`<?xml version="1.0"?><opml version="2.0"><head/></opml>`:                             true,
		`{"version": "2"}`:       false,
		`<!doctype html><html>`:  false,
		`An article about <rss>`: false,
		`<feedback>`:             false,
		``:                       false,
	} {
		if got := Looks([]byte(document)); got != want {
			t.Errorf("Looks(%q) = %v", document, got)
		}
	}
}
