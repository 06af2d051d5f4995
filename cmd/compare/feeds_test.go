package compare_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"briefly/articles/feeds"
)

// feed has fifty articles of 3 KB.
func feed() []byte {
	body := strings.Repeat("<p>Some words of an article with a <a href=\"https://a.example/link\">link</a> &amp; a sign.</p>\n", 40)
	var rss bytes.Buffer
	rss.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>`)
	for i := range 50 {
		fmt.Fprintf(&rss, "<item><guid>%d</guid><link>https://a.example/%d</link><title>Title %d</title><pubDate>Tue, 05 Mar 2024 10:20:30 GMT</pubDate><description>Some words.</description><content:encoded><![CDATA[%s]]></content:encoded></item>", i, i, i, body)
	}
	rss.WriteString("</channel></rss>")
	return rss.Bytes()
}

func BenchmarkFeed(b *testing.B) {
	data := feed()
	b.Run("briefly", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if f, err := feeds.Parse(b.Context(), feeds.Input{Data: data}); err != nil || len(f.Entries) != 50 {
				b.Fatal(len(f.Entries), err)
			}
		}
	})
	b.Run("gofeed", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if f, err := gofeed.NewParser().Parse(bytes.NewReader(data)); err != nil || len(f.Items) != 50 {
				b.Fatal(err)
			}
		}
	})
}

// TestFeedsCutShort cuts a feed in its last entry: what was whole before is
// what Briefly keeps and a strict parser loses.
func TestFeedsCutShort(t *testing.T) {
	data := feed()
	data = data[:len(data)-200]
	f, err := feeds.Parse(t.Context(), feeds.Input{Data: data})
	if err != nil || len(f.Entries) != 49 || !f.Truncated {
		t.Errorf("briefly: %d entries, %v", len(f.Entries), err)
	}
	_, err = gofeed.NewParser().Parse(bytes.NewReader(data))
	t.Logf("gofeed: %v", err)
}
