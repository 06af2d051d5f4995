package main

import (
	"fmt"
	"net/http"
	"strings"
)

// feedPages serves feeds of an invented paper, and pages that name them.
func feedPages(mux *http.ServeMux) {
	serve := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, body)
		})
	}
	rss := paper()
	serve("/rss", "application/rss+xml", rss)
	serve("/news", "text/xml", rss) // a feed whose address does not say so
	serve("/empty.xml", "application/rss+xml", `<rss version="2.0"><channel><title>Quiet corner</title></channel></rss>`)
	serve("/{$}", "text/html", `<!doctype html><html><head><title>Mill Herald</title>
		<link rel="alternate" type="application/rss+xml" title="All news" href="/rss"></head><body><a href="/mill">The mill</a></body></html>`)
	serve("/feeds/", "text/html", `<!doctype html><html><head><title>Feeds</title>
		<link rel="alternate" type="application/rss+xml" title="All news" href="/rss">
		<link rel="alternate" type="application/atom+xml" title="Sport" href="/sport/atom"></head><body></body></html>`)
}

// paper is a feed with whole articles, the newest first.
func paper() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
		<channel><title>Mill Herald</title><link>http://herald.example/</link><language>en</language>`)
	for i, story := range []struct{ title, text string }{
		{"Beekeepers count their hives", "Beekeepers of Upper Wick counted 212 hives on Wednesday, nine more than a year ago, their club said. A mild winter has helped them."},
		{"Choir sings in the quarry", "The choir of Lower Wick sang in the old quarry on Tuesday before 300 listeners. The echo answered twice, its conductor Ida Fenn said."},
		{"Ferry bell is stolen", "Somebody stole the bell of the Wick ferry during Monday night, the parish council said. It weighed eleven kilograms."},
		{"Geese close the towpath", "The towpath along the Wick is closed until April because geese nest on it, the parish forester said on Sunday."},
	} {
		fmt.Fprintf(&b, `<item><title>%s</title><link>http://herald.example/2026/%d</link><guid>herald-%d</guid>
			<pubDate>Thu, %02d Mar 2026 08:00:00 GMT</pubDate><content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>`,
			story.title, i, i, 5-i, strings.ReplaceAll(story.text, ". ", ".</p><p>"))
	}
	b.WriteString(`</channel></rss>`)
	return b.String()
}
