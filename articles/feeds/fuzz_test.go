package feeds

import (
	"bytes"
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"briefly/articles/guard"
)

// FuzzParse checks what holds for every input: a refusal or a feed, within the
// limits, whose strings are clean and whose links lead to the web.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"<rss><channel><item><title>a</title><link>/b</link></item>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>a</div></content></entry></feed>",
		"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item rdf:about='x'/></rdf:RDF>", `{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"content_text":"a"}]}`,
		"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;", "\xff\xfe<\x00r\x00", "<rss><item><title><![CDATA[<b>]]></title><pubDate>Tue, 5 Mar 2024 10:20 PM EST</pubDate>",
	} {
		f.Add([]byte(s), "https://a.example/feed")
	}
	f.Fuzz(func(t *testing.T, data []byte, place string) {
		feed, err := Parse(t.Context(), Input{Data: data, URL: place})
		var refusal *Refusal
		if err != nil {
			if !errors.As(err, &refusal) || refusal.Reason == Crashed {
				t.Error(err)
			}
			return
		}
		if len(feed.Entries) > MaxEntries {
			t.Errorf("%d entries", len(feed.Entries))
		}
		checkLine(t, feed.Title, feed.Description, feed.Format)
		checkLink(t, feed.Site)
		for _, e := range feed.Entries {
			checkLine(t, e.Title, e.Author, e.Source)
			checkLine(t, e.Tags...)
			checkLink(t, e.Link)
			if e.Key() == "" || !utf8.ValidString(e.Content+e.Summary+e.GUID) || guard.Clean(e.Content) != e.Content {
				t.Errorf("%+v", e)
			}
			for paragraph := range strings.SplitSeq(Text(e.Content), "\n\n") {
				checkLine(t, paragraph)
			}
		}
	})
}

func checkLine(t *testing.T, lines ...string) {
	for _, s := range lines {
		if s != oneLine(s) || !utf8.ValidString(s) {
			t.Errorf("%q is not a clean line", s)
		}
	}
}

func checkLink(t *testing.T, link string) {
	u, err := url.Parse(link)
	if link != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		t.Errorf("%q is no link", link)
	}
}

// FuzzOPML checks that what is read can be written and read again.
func FuzzOPML(f *testing.F) {
	for _, s := range []string{
		`<opml><body><outline text="a"><outline text="b" xmlUrl="http://a.example/"/></outline></body></opml>`,
		`<opml><outline xmlUrl="http://a.example/"><outline xmlUrl='https://b.example/?a&amp;b' title="x"`, "<opml></outline><outline text=''><outline type=rss url=http://a.example>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, _, err := ReadOPML(Input{Data: data})
		var refusal *Refusal
		if err != nil {
			if !errors.As(err, &refusal) || refusal.Reason == Crashed {
				t.Error(err)
			}
			return
		}
		if len(list) == 0 {
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "a", list); err != nil {
			t.Fatal(err)
		}
		again, left, err := ReadOPML(Input{Data: b.Bytes()})
		if err != nil || len(left) > 0 || len(again) != len(list) {
			t.Fatalf("%d feeds became %d, %v, %v:\n%s", len(list), len(again), left, err, &b)
		}
		for _, o := range again {
			found := false
			for _, before := range list {
				if before.XMLURL == o.XMLURL {
					found = before.Title == o.Title && before.HTMLURL == o.HTMLURL && strings.Join(before.Path, "/") == strings.Join(o.Path, "/")
				}
			}
			if !found {
				t.Errorf("%+v is not of %+v", o, list)
			}
		}
	})
}

// FuzzDiscover checks that what is found leads to the web.
func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<base href="/a/"><link rel="alternate" type="application/rss+xml" href="b" title="c">`), "https://a.example/")
	f.Fuzz(func(t *testing.T, data []byte, place string) {
		found := Discover(Input{Data: data, URL: place})
		if len(found) > maxFound {
			t.Errorf("%d feeds", len(found))
		}
		for _, x := range found {
			checkLink(t, x.URL)
			checkLine(t, x.Title)
		}
		for _, g := range Guesses(place) {
			checkLink(t, g)
		}
	})
}
