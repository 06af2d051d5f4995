package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestReadOPML(t *testing.T) {
	const list = `<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Far">
<outline type="rss" text="A &amp; B" title="Other" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"/>
</outline>
<outline title="C" XMLURL="http://c.example/rss" htmlUrl="javascript:alert(1)"></outline>
</outline>
<outline text="Own" type="atom" url="https://own.example/atom"/>
<outline text="Site" type="link" url="https://site.example/"/>
<outline text="Twice" xmlUrl="http://c.example/rss"/>
<outline text="Empty" xmlUrl=""/>
<outline text="File" xmlUrl="file:///etc/passwd"/>
<outline text="Secret" xmlUrl="http://me:hidden@d.example/"/>
<outline text="No host" xmlUrl="http:///x"/>
<outline text="Odd" xmlUrl="http://a b/%zz"/>
<outline text="Last" xmlUrl="https://last.example/"`
	got, left, err := ReadOPML(Input{Data: []byte(list)})
	if err != nil {
		t.Fatal(err)
	}
	want := []Outline{
		{Title: "A & B", XMLURL: "https://a.example/feed?x=1&y=2", HTMLURL: "https://a.example/", Path: []string{"News", "Far"}, Line: 4},
		{Title: "C", XMLURL: "http://c.example/rss", Path: []string{"News"}, Line: 6},
		{Title: "Own", XMLURL: "https://own.example/atom", Line: 8},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
	var reasons []string
	for _, l := range left {
		reasons = append(reasons, l.Error())
	}
	wantReasons := []string{
		`line 10, "Twice": the same feed as on line 6`,
		`line 11, "Empty": its address is empty`,
		`line 12, "File": its address is not one of the web`,
		`line 13, "Secret": its address holds a password`,
		`line 14, "No host": its address names no host`,
		`line 15, "Odd": its address cannot be read`,
		`line 16: the list ends too early`,
	}
	if !slices.Equal(reasons, wantReasons) {
		t.Errorf("left out\n%s", strings.Join(reasons, "\n"))
	}
}

func TestReadOPMLLimits(t *testing.T) {
	feed := func(i int) string { return fmt.Sprintf(`<outline xmlUrl="https://a.example/%d"/>`, i) }
	var many strings.Builder
	for i := range MaxOutlines + 7 {
		many.WriteString(feed(i))
	}
	deep := strings.Repeat(`<outline text="f">`, 5000) + feed(1) + strings.Repeat("</outline>", 5000) + feed(2)
	for _, tt := range []struct {
		body string
		n    int
		left string
	}{
		{many.String(), MaxOutlines, "line 1: 7 more feeds than the 5000 that a list may have"},
		{deep, 1, "line 1: it lies in too many folders"},
		{strings.Repeat("<outline xmlUrl=''/>", 1000), 0, "line 1: its address is empty"},
	} {
		list, left, err := ReadOPML(Input{Data: []byte("<opml><body>" + tt.body + "</body></opml>")})
		if err != nil || len(list) != tt.n || len(left) == 0 || len(left) > maxLineErrors || left[0].Error() != tt.left {
			t.Errorf("got %d, %v, %v, want %d, %s", len(list), left, err, tt.n, tt.left)
		}
	}
}

func TestReadOPMLRefuses(t *testing.T) {
	for text, want := range map[string]Refusal{
		"":                                       {Reason: Empty},
		"News: https://a.example":                {Reason: NotList, Detail: "none of its outlines names a feed", Line: 1},
		"\n<rss><channel/></rss>":                {Reason: NotList, Detail: "its root is <rss>", Line: 2},
		"<opml><body>\n<outline/></body></opml>": {Reason: NotList, Detail: "none of its outlines names a feed", Line: 2},
		"<!DOCTYPE opml [<!ENTITY x 'y&x;'>]>":   {Reason: Entities, Line: 1},
		"<opml>" + strings.Repeat("<a>", 1e4):    {Reason: TooDeep, Line: 1},
	} {
		_, _, err := ReadOPML(Input{Data: []byte(text)})
		var r *Refusal
		if !errors.As(err, &r) || *r != want {
			t.Errorf("%.40q: got %v, want %v", text, err, &want)
		}
	}
}

func TestOPMLRoundTrip(t *testing.T) {
	list := []Outline{
		{Title: `"A" & <B>`, XMLURL: "https://a.example/?a=1&b=2", HTMLURL: "https://a.example/"},
		{Title: "Deep", XMLURL: "https://deep.example/", Path: []string{"One & only", "Two"}},
		{Title: "Deeper", XMLURL: "https://deeper.example/", Path: []string{"One & only", "Two", "Three"}},
		{Title: "Новости", XMLURL: "https://c.example/", Path: []string{"One & only"}},
		{XMLURL: "https://d.example/"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "My <feeds>", list); err != nil {
		t.Fatal(err)
	}
	got, left, err := ReadOPML(Input{Data: b.Bytes()})
	for i := range got {
		got[i].Line = 0
	}
	if err != nil || len(left) > 0 || fmt.Sprint(got) != fmt.Sprint(list) {
		t.Errorf("got %v, %v, %v from\n%s", got, left, err, &b)
	}
}
