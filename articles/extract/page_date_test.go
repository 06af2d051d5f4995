package extract

import (
	"net/url"
	"testing"
	"time"
)

const prose = `<p>The water rose by two metres in a single night, and by the morning the market square of the old town had become part of the river.</p>`

// TestPublished reads dates as pages of our own show and declare them.
func TestPublished(t *testing.T) {
	tests := []struct{ name, address, lang, head, body, want string }{
		{"declared in the page's own zone", "", "en", `<meta property="article:published_time" content="2024-03-05T23:30:00-05:00">`, `<h1>The flood</h1>`, "2024-03-05T23:30:00-05:00"},
		{"the day that readers saw", "", "es", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"Wed, 06 Mar 2024 02:41:00 GMT"}</script>`, `<h1>The flood</h1><h6>Ada Winter 5/3/2024 22:41</h6>`, "2024-03-05T00:00:00Z"},
		{"a clock that touches the year", "", "es", `<meta property="article:published_time" content="2024-03-06T00:25:00Z">`, `<h1>The flood</h1><div><time>5 de marzo de 2024</time><time>21:25</time></div>`, "2024-03-05T00:00:00Z"},
		{"universal time, and the page's own clock", "", "en", `<meta property="article:published_time" content="2024-03-06T02:54:00.000Z">`,
			`<h1>The flood</h1>` + prose + `<script>on([{"date":"Tue, 05 Mar 2024 23:00:00 -0500"},{"date":"Wed, 06 Mar 2024 06:00:00 -0500"}])</script>`, "2024-03-05T21:54:00-05:00"},
		{"opening hours are no zone", "", "en", `<meta property="article:published_time" content="2024-03-06T02:54:00Z">`, `<h1>The flood</h1>` + prose + `<script>["10:00-11:30","10:00-11:30"]</script>`, "2024-03-06T02:54:00Z"},
		{"declared as it is written there", "", "es", `<meta property="article:published_time" content="05/03/2024 05:22 pm">`, `<h1>The flood</h1>`, "2024-03-05T00:00:00Z"},
		{"a linked date under the headline", "", "de", "", `<h1>The flood</h1><p><a href="/2024">5. März 2024</a> <a href="/by">Winter</a></p>` + prose + `<p>1. März 2023</p>`, "2024-03-05T00:00:00Z"},
		{"when members joined", "", "de", "", `<h2>The flood</h2><dl><dd>Registriert: 18.09.2008, 05:56</dd></dl><p>Beitrag von r » 05.03.2024, 05:42</p>` + prose, "2024-03-05T00:00:00Z"},
		{"when it was changed", "", "de", "", `<h1>The flood</h1><p>Aktualisiert am 19.04.2024</p><p>Von Ada Winter, 05.03.2024</p>` + prose, "2024-03-05T00:00:00Z"},
		{"changed is better than nothing", "", "en", "", `<h1>The flood</h1><p>Last updated 5 March 2024</p>` + prose, "2024-03-05T00:00:00Z"},
		{"set apart before the first sentence", "", "de", "", `<h1>The flood</h1><p>(5. März 2024) ` + prose[3:] + prose, "2024-03-05T00:00:00Z"},
		{"a press release", "", "de", "", `<h1>The flood</h1><p>Pressemitteilung vom 5. März 2024 | Hier – ` + prose[3:], "2024-03-05T00:00:00Z"},
		{"a day that the first sentence tells of", "", "ja", "", `<h1>The flood</h1><p>2024年3月4日(月)に` + prose[3:], ""},
		{"a day that a short sentence tells of", "", "de", "", `<h1>The flood</h1><p>von winter · 5. März 2024</p><p>Am 1. März 2024 hatte es begonnen, und der Regen hörte nicht mehr auf.</p>` + prose, "2024-03-05T00:00:00Z"},
		{"English outside the States", "https://post.example.uk/flood", "en", "", `<h1>The flood</h1><p>5/3/2024</p>` + prose, "2024-03-05T00:00:00Z"},
		{"English in the States", "https://post.example.com/flood", "en", "", `<h1>The flood</h1><p>3/5/2024</p>` + prose, "2024-03-05T00:00:00Z"},
		{"a copyright year", "", "en", "", `<h1>The flood</h1>` + prose + `<p>© 1994-2024 The Post</p>`, ""},
	}
	for _, test := range tests {
		source, root, err := parse(Input{Data: []byte(`<html lang="` + test.lang + `"><head><title>The flood</title>` + test.head + `</head><body>` + test.body + `</body></html>`)})
		if err != nil {
			t.Fatal(err)
		}
		address, err := url.Parse(test.address)
		if err != nil {
			t.Fatal(err)
		}
		c := claimed(root)
		c.source = source
		got := ""
		if d := describe(c, blocks(root), address); !d.Published.IsZero() {
			got = d.Published.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestDateIn(t *testing.T) {
	tests := []struct {
		text     string
		want     string
		from, to int
	}{
		{"seen on 5 March 2024, again on 2025-01-01", "2024-03-05", 8, 20},
		{"2024/03/05 | Post", "2024-03-05", 0, 10},
		{"room 31/31/2024", "", -1, 0},
	}
	for _, test := range tests {
		d, from, to := dateIn(test.text, "en")
		if from != test.from || to != test.to || from >= 0 && d.Format(time.DateOnly) != test.want {
			t.Errorf("%q: got %v from %d to %d", test.text, d, from, to)
		}
	}
}

func TestScriptDate(t *testing.T) {
	tests := []struct{ source, want string }{
		{`<script>{"createdAt":"2024-01-01T00:00:00Z","publishedDate":"2024-03-05T20:37:27Z"}</script>`, "2024-03-05"},
		{`<script>{"published": "2024-03-05"}</script>`, "2024-03-05"},
		{`<script>{"published":"yes"}</script>`, ""},
		{`<script>{"publishedDate":"2024-13-05"}</script>`, ""},
	}
	for _, test := range tests {
		got := ""
		if d := scriptDate(test.source); !d.IsZero() {
			got = d.Format(time.DateOnly)
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.source, got, test.want)
		}
	}
}
