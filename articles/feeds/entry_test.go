package feeds

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestKey(t *testing.T) {
	for want, e := range map[string]Entry{
		"g": {GUID: "g", Link: "l", Title: "t"},
		"l": {Link: "l", Title: "t"},
	} {
		if got := e.Key(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	a, b := Entry{Title: "t", Content: "c"}, Entry{Title: "t", Content: "d"}
	if !strings.HasPrefix(a.Key(), "sha256:") || a.Key() == b.Key() || a.Key() != (Entry{Title: "t", Content: "c", Author: "x"}).Key() {
		t.Error("the hash is not that of title and text")
	}
}

func TestTellApart(t *testing.T) {
	f := parse(t, `<rss><channel>
		<item><guid isPermaLink="false">same</guid><link>https://a.example/1</link><title>One</title></item>
		<item><guid isPermaLink="false">same</guid><link>https://a.example/2</link><title>Two</title></item>
		<item><guid isPermaLink="false">own</guid><link>https://a.example/</link><title>Three</title></item>
		<item><link>https://a.example/</link><title>Four</title></item>
		<item><link>https://a.example/</link><title>Five</title></item>
		<item><guid isPermaLink="false">twice</guid><link>https://a.example/6</link><title>Six</title></item>
		<item><guid isPermaLink="false">twice</guid><link>https://a.example/6</link><title>Six, changed</title></item>
		</channel></rss>`, "")
	var keys []string
	for _, e := range f.Entries {
		keys = append(keys, e.Key())
	}
	four := Entry{Title: "Four"}
	five := Entry{Title: "Five"}
	want := []string{"https://a.example/1", "https://a.example/2", "own", four.Key(), five.Key(), "twice", "twice"}
	if !slices.Equal(keys, want) {
		t.Errorf("got %q", keys)
	}
}

func TestTruncated(t *testing.T) {
	const feed = `<rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two</title></item></channel></rss>`
	second := strings.Index(feed, "<item><guid>2")
	for cut := range feed {
		f, err := Parse(t.Context(), Input{Data: []byte(feed[:cut])})
		want := 0
		switch {
		case cut >= strings.Index(feed, "</channel>"):
			want = 2
		case cut >= second:
			want = 1
		}
		if cut > len(`<rss version="2.0">`) && (err != nil || len(f.Entries) != want || f.Truncated == (cut == len(feed)-len(""))) {
			t.Errorf("cut at %d: %d entries, truncated %v, %v, want %d", cut, len(f.Entries), f.Truncated, err, want)
		}
	}
	if f := parse(t, feed, ""); f.Truncated || len(f.Entries) != 2 {
		t.Errorf("got %+v", f)
	}
	const inJSON = `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2"},{"id"`
	if f := parse(t, inJSON, ""); !f.Truncated || len(f.Entries) != 2 {
		t.Errorf("got %+v", f)
	}
}

func TestMaxEntries(t *testing.T) {
	var rss, inJSON strings.Builder
	rss.WriteString("<rss><channel>")
	inJSON.WriteString(`{"version":"https://jsonfeed.org/version/1","items":[{}`)
	for i := range MaxEntries + 10 {
		fmt.Fprintf(&rss, "<item><guid>%d</guid></item>", i)
		if i > 0 {
			fmt.Fprintf(&inJSON, `,{"id":%d}`, i)
		}
	}
	for _, text := range []string{rss.String(), inJSON.String() + "]}"} {
		f := parse(t, text, "")
		if len(f.Entries) != MaxEntries || f.Left != 10 || f.Entries[MaxEntries-1].GUID != fmt.Sprint(MaxEntries-1) {
			t.Errorf("%d entries, %d left", len(f.Entries), f.Left)
		}
	}
}

// What careless hands write: elements left open, in the wrong place, in the
// wrong case, without a namespace.
func TestIllFormed(t *testing.T) {
	f := parse(t, `<RSS version="2.0"><channel><title>A & B</title><link>https://a.example
		<item><title>One <b>bold</title><LINK>https://a.example/1</LINK><dc:creator>Ann</dc:creator><pubDate>soon</pubDate>
		<item><title><![CDATA[Two & <i>three</i>]]></title><description>line<br>break</description><link href=https://a.example/2></item>
		</chanel></item></channel>
		<item><title>Outside</title></item></RSS>trailing`, "")
	var got []string
	for _, e := range f.Entries {
		got = append(got, strings.Join([]string{e.Title, e.Link, e.Author, e.Summary}, "|"))
		if !e.Published.IsZero() {
			t.Errorf("published %v", e.Published)
		}
	}
	want := []string{"One bold|https://a.example/1|Ann|", "Two & three|https://a.example/2||line<br>break", "Outside|||"}
	if f.Title != "A & B" || !slices.Equal(got, want) {
		t.Errorf("got %q: %q", f.Title, got)
	}
}

func TestLinks(t *testing.T) {
	f := parse(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/x/"><link href="../home"/>
		<entry xml:base="y/"><link href="z"/><content type="html">&lt;img src="p.png"&gt;&lt;a href='#f'&gt;&lt;a href="mailto:m@a.example"&gt;</content></entry>
		<entry><link href="//b.example/q"/><summary type="html" xml:base="http://c.example/">&lt;a href="r"&gt;</summary></entry>
		<entry><link href="javascript:alert(1)"/><id>http://a.example/id</id></entry></feed>`, "http://feed.example/feed")
	var got []string
	for _, e := range f.Entries {
		got = append(got, strings.TrimSpace(e.Link+" "+e.Content+e.Summary))
	}
	want := []string{
		`http://a.example/x/y/z <img src="http://a.example/x/y/p.png"><a href="http://a.example/x/y/#f"><a href="mailto:m@a.example">`,
		`http://b.example/q <a href="http://c.example/r">`,
		"",
	}
	if f.Site != "http://a.example/home" || !slices.Equal(got, want) {
		t.Errorf("got %s %q", f.Site, got)
	}
}

// TestGuidIsLink holds that a guid is a link only where it reads like one.
func TestGuidIsLink(t *testing.T) {
	for guid, want := range map[string]string{
		"https://a.example/1": "https://a.example/1",
		"/news/1":             "https://site.example/news/1",
		"17":                  "",
		"a-1-2":               "",
	} {
		f := parse(t, `<rss><channel><link>https://site.example/</link><item><guid>`+guid+`</guid><title>One</title></item></channel></rss>`, "https://site.example/feed")
		if got := f.Entries[0].Link; got != want {
			t.Errorf("guid %q: link %q, want %q", guid, got, want)
		}
	}
}

func TestMedia(t *testing.T) {
	f := parse(t, `<rss xmlns:m="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><ttl>99999999</ttl>
		<item><m:group><m:title>Film</m:title><m:description>About a film</m:description></m:group><itunes:author>Ann</itunes:author>
		<source url="https://b.example/feed">The &lt;i&gt;Bee&lt;/i&gt;</source></item>
		<item><m:title>No</m:title><title>Yes</title><description>Told</description><itunes:summary>No</itunes:summary></item></channel></rss>`, "")
	a, b := f.Entries[0], f.Entries[1]
	if a.Title != "Film" || a.Summary != "About a film" || a.Author != "Ann" || a.Source != "The Bee" || b.Title != "Yes" || b.Summary != "Told" || f.TTL != 7*24*time.Hour {
		t.Errorf("got %+v", f)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"<p>One &amp; two<p>Three<br/>four<script>x</script> five</p>": "One & two\n\nThree\n\nfour five",
		"<ul><li>a</li>\n<li>b</li></ul><svg><circle/></svg>":          "a\n\nb",
		"plain\nstays": "plain stays",
		"":             "",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
