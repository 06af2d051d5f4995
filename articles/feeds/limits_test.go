package feeds

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What grows while it is read: entities, signs that are escaped, links that are
// short inside and long outside, texts that every entry has.
func TestGrowth(t *testing.T) {
	long := strings.Repeat("a", 1000)
	items := func(n int, inside string) string {
		return "<rss><channel>" + strings.Repeat("<item>"+inside+"</item>", n) + "</channel></rss>"
	}
	for name, text := range map[string]string{
		"entities": `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("b", 250) + `">]>` + items(5, "<description>"+strings.Repeat("&a;", 300_000)+"</description>"),
		"signs":    items(5, "<description>"+strings.Repeat("&amp;", 200_000)+"</description>"),
		"lines":    items(5, "<title><b>"+strings.Repeat("\n&lt;", 100_000)+"</b></title><description><p/>"+strings.Repeat("\n\"", 100_000)+"</description>"),
		"links":    `<rss xml:base="http://a.example/` + long + `/">` + items(5, "<description><![CDATA["+strings.Repeat("<a href=b>", 90_000)+"]]></description>"),
		"bases":    "<rss>" + strings.Repeat(`<x xml:base="`+long+`/">`, 120) + items(5, "<description><![CDATA["+strings.Repeat("<a href=b>", 90_000)+"]]></description>"),
		"tags":     items(8, strings.Repeat("<category>"+long+"</category>", 500)),
		"deep":     items(500, strings.Repeat("<a>", 120)+strings.Repeat("</a>", 120)),
		"unclosed": items(1, strings.Repeat("<description><p>", 60)) + strings.Repeat("</b>", 1_000_000),
		"json":     `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat(`{"content_text":"`+strings.Repeat("&", 1_000_000)+`"},`, 6) + `{}]}`,
	} {
		start := time.Now()
		f, err := Parse(t.Context(), Input{Data: []byte(text)})
		took, size := time.Since(start), len(fmt.Sprint(f.Entries))
		if size > maxText+(8<<20) || took > 20*time.Second {
			t.Errorf("%s: %d MB of %d MB in %v", name, size>>20, len(text)>>20, took)
		}
		t.Logf("%s: %d MB of %d MB, %d entries, %d left in %v, %v", name, size>>20, len(text)>>20, len(f.Entries), f.Left, took, err)
	}
}
