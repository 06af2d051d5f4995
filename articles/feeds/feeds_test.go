package feeds

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func parse(t *testing.T, text, place string) Feed {
	t.Helper()
	f, err := Parse(t.Context(), Input{Data: []byte(text), URL: place})
	if err != nil {
		t.Fatalf("%v\n%.300s", err, text)
	}
	return f
}

func TestParseFormats(t *testing.T) {
	day := time.Date(2024, 3, 5, 10, 20, 30, 0, time.UTC)
	want := Entry{
		GUID: "id-1", Link: "https://news.example/a?b=1&copy=2", Title: "Rain & <sun> today", Author: "Ann Lee",
		Lang: "en", Published: day, Summary: "Short", Tags: []string{"weather"},
		Content: `<p>Long <a href="https://news.example/x">x</a></p>`,
	}
	for format, text := range map[string]string{
		"RSS 2.0": `<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>
			<title>News</title><link>https://news.example/</link><description>All &amp;amp; more</description><language>en</language><ttl>90</ttl>
			<image><title>Logo</title><link>https://logo.example/</link></image>
			<item><guid isPermaLink="false">id-1</guid><link>/a?b=1&amp;copy=2</link><title>Rain &amp;amp; &lt;sun&gt; &lt;b&gt;today&lt;/b&gt;</title>
			<author>ann@news.example (Ann Lee)</author><pubDate>Tue, 05 Mar 2024 10:20:30 GMT</pubDate><category>weather</category>
			<description>Short</description><c:encoded><![CDATA[<p>Long <a href="/x">x</a></p>]]></c:encoded></item></channel></rss>`,
		"RSS 1.0": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
			<channel rdf:about="x"><title>News</title><link>https://news.example/</link><description>All &amp; more</description><dc:language>en</dc:language></channel>
			<item rdf:about="id-1"><link>https://news.example/a?b=1&copy=2</link><title>Rain &amp; &lt;sun> today</title><dc:creator>Ann Lee</dc:creator>
			<dc:date>2024-03-05T11:20:30+01:00</dc:date><dc:subject>weather</dc:subject><description>Short</description>
			<content:encoded>&lt;p>Long &lt;a href="x">x&lt;/a>&lt;/p></content:encoded></item></rdf:RDF>`,
		"Atom 1.0": `<a:feed xmlns:h="http://www.w3.org/1999/xhtml" xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/"><a:title>News</a:title><a:subtitle type="html">All &amp;amp; more</a:subtitle><a:link href="."/><a:link rel="self" href="feed"/>
			<a:entry><a:id>id-1</a:id><a:link rel="enclosure" href="/p.png"/><a:link href="a?b=1&amp;copy=2"/><a:title type="text">Rain &amp; &lt;sun&gt; today</a:title>
			<a:author><a:name>Ann Lee</a:name><a:email>a@b.c</a:email></a:author><a:published>2024-03-05T10:20:30Z</a:published><a:category term="weather"/><a:summary>Short</a:summary>
			<a:content type="xhtml"><h:p>Long <h:a href="x">x</h:a></h:p></a:content></a:entry></a:feed>`,
		"JSON Feed 1.1": `{"version":"https://jsonfeed.org/version/1.1","title":"News","description":"All & more","home_page_url":"https://news.example/","language":"en","items":[
			{"id":"id-1","url":"https://news.example/a?b=1&copy=2","title":"Rain & <sun> today","authors":[{"name":"Ann Lee"}],"date_published":"2024-03-05T10:20:30Z","tags":["weather"],"summary":"Short",
			"content_html":"<p>Long <a href=\"/x\">x</a></p>"}]}`,
	} {
		f := parse(t, text, "https://news.example/feed")
		if f.Format != format || f.Title != "News" || f.Description != "All & more" || f.Site != "https://news.example/" || f.Lang != "en" || len(f.Entries) != 1 {
			t.Fatalf("%s: got %+v", format, f)
		}
		got := f.Entries[0]
		if !got.Published.Equal(day) {
			t.Errorf("%s: published %v", format, got.Published)
		}
		got.Published = day
		if show(got) != show(want) {
			t.Errorf("%s: got\n%s, want\n%s", format, show(got), show(want))
		}
	}
}

func show(e Entry) string {
	return strings.Join([]string{e.GUID, e.Link, e.Title, e.Author, e.Lang, e.Content, e.Summary, strings.Join(e.Tags, ","), e.Source}, "\n")
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]Refusal{
		"":                                     {Reason: Empty},
		" \ufeff\n":                            {Reason: Empty},
		"hello":                                {Reason: NotFeed, Detail: "it is neither XML nor JSON"},
		"\n<html><p>":                          {Reason: NotFeed, Detail: "its root is <html>", Line: 2},
		"<!-- a -->":                           {Reason: NotFeed, Detail: "it has no elements"},
		"{}":                                   {Reason: NotFeed, Detail: "JSON without the version and the items of a JSON Feed"},
		"[1]":                                  {Reason: NotFeed, Detail: "JSON without the version and the items of a JSON Feed"},
		"{\n\"a\":1,\n\"b\"}":                  {Reason: Broken, Detail: "expected colon after object key", Line: 3},
		"{\"a\":":                              {Reason: Broken, Detail: "it ends too early", Line: 1},
		"%PDF-1.4":                             {Reason: NotText},
		"<rss>" + strings.Repeat("<a>\n", 200): {Reason: TooDeep, Line: 128},
		"\n<!DOCTYPE rss [\n<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><rss></rss>": {Reason: Entities, Line: 3},
		"<!DOCTYPE rss [ <rss>":               {Reason: Broken, Detail: "its document type does not end", Line: 1},
		"<rss>" + strings.Repeat(" ", 10<<20): {Reason: TooLarge, Detail: "larger than 10 MB"},
	} {
		_, err := Parse(t.Context(), Input{Data: []byte(text)})
		var r *Refusal
		if !errors.As(err, &r) || *r != want {
			t.Errorf("%.40q: got %v, want %v", text, err, &want)
		}
	}
}

func TestDoctype(t *testing.T) {
	f := parse(t, `<?xml version="1.0"?><!-- <x> --><!DOCTYPE rss [ <!ENTITY me "Ann >&#160;Lee"> <!ENTITY % latin PUBLIC "-//W3C//ENTITIES" "http://www.w3.org/x.ent"> %latin; <!ENTITY file SYSTEM "file:///etc/passwd"> <!ELEMENT a (b)> ]>
		<rss><channel><item><title>&me; &file;</title></item></channel></rss>`, "")
	if len(f.Entries) != 1 || f.Entries[0].Title != "Ann > Lee &file;" {
		t.Errorf("got %+v", f)
	}
}
