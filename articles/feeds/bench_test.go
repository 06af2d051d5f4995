package feeds

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkParse reads a feed of fifty articles of 3 KB.
func BenchmarkParse(b *testing.B) {
	body := strings.Repeat("<p>Some words of an article with a <a href=\"/link\">link</a> &amp; a sign.</p>\n", 40)
	var rss strings.Builder
	rss.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title><link>https://a.example/</link>`)
	for i := range 50 {
		fmt.Fprintf(&rss, "<item><guid>%d</guid><link>https://a.example/%d</link><title>Title &amp;amp; %d</title><pubDate>Tue, 05 Mar 2024 10:20:30 GMT</pubDate><description>Some words.</description><content:encoded><![CDATA[%s]]></content:encoded></item>", i, i, i, body)
	}
	rss.WriteString("</channel></rss>")
	data := []byte(rss.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := Parse(b.Context(), Input{Data: data, URL: "https://a.example/feed"})
		if err != nil || len(f.Entries) != 50 {
			b.Fatal(len(f.Entries), err)
		}
	}
}
