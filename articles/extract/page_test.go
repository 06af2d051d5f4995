package extract

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// story is an article of our own with what pages put around one.
const story = `<!doctype html><html lang="en"><head><title>River towns count the cost of the flood | The Valley Post</title>
<meta property="og:title" content="River towns count the cost of the flood">
<meta property="og:site_name" content="The Valley Post"><link rel="canonical" href="https://valley.example/2024/03/05/flood?x=1#top">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"River towns count the cost of the flood",
"datePublished":"2024-03-05T07:30:00+01:00","author":[{"@type":"Person","name":"Ada Winter"},{"name":"Tom Lake"}]}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>River towns count the cost of the flood</h1><p class="byline">By Ada Winter and Tom Lake, 5 March 2024</p>
<div class="article-body"><p>The water rose by two metres in a single night, and by the morning the market square of the old town had become part of the river.</p>
<p>Volunteers carried sandbags, furniture and, in one case, a <b>pi</b>ano up to the first floor, while the fire service pumped out forty cellars.</p>
<p>The mayor said that the new wall had held, "but the river found the way around it", and promised to finish the missing part by the autumn.</p>
<p>Insurers expect claims of about nine million, far less than after the flood eleven years ago, when three bridges were lost.</p></div>
<div class="related"><h3>Related articles</h3><ul><li><a href="/a">Why rivers rise faster than they did before</a></li><li><a href="/b">A year on the dyke</a></li></ul></div>
</article></main><footer><p>© The Valley Post. All rights reserved.</p></footer></body></html>`

func TestPage(t *testing.T) {
	d, err := Page(t.Context(), Input{Data: []byte(story)})
	if err != nil {
		t.Fatal(err)
	}
	want := Document{
		Title: "River towns count the cost of the flood", Author: "Ada Winter, Tom Lake", Publisher: "The Valley Post",
		URL: "https://valley.example/2024/03/05/flood?x=1", Lang: "en",
	}
	if d.Title != want.Title || d.Author != want.Author || d.Publisher != want.Publisher || d.URL != want.URL || d.Lang != want.Lang {
		t.Errorf("got %q by %q of %q at %q in %q", d.Title, d.Author, d.Publisher, d.URL, d.Lang)
	}
	if published := time.Date(2024, 3, 5, 6, 30, 0, 0, time.UTC); !d.Published.Equal(published) {
		t.Errorf("published %v, want %v", d.Published, published)
	}
	paragraphs := strings.Split(d.Text, "\n\n")
	if len(paragraphs) != 4 || !strings.HasPrefix(d.Text, "The water") || !strings.HasSuffix(d.Text, "were lost.") {
		t.Errorf("%d paragraphs: %q", len(paragraphs), d.Text)
	}
	if !strings.Contains(d.Text, "a piano up") {
		t.Error("a word was cut where its markup changes")
	}
	if d.Quality.Partial != "" || d.Quality.Paragraphs != 4 || d.Quality.Words != len(strings.Fields(d.Text)) {
		t.Errorf("quality %+v", d.Quality)
	}
}

func TestPageRefuses(t *testing.T) {
	list := strings.Repeat(`<article><h2><a href="/x">The headline of another story of the day</a></h2><p>A short teaser.</p></article>`, 12)
	tests := []struct {
		name, url, page string
		want            Reason
	}{
		{"shell", "", `<title>App</title><div id=root></div><script src=app.js></script>`, Empty},
		{"challenge", "", `<title>Just a moment...</title><h1>www.paper.example</h1><p>Checking if the site connection is secure</p>`, Challenge},
		{"challenge script", "", `<title>paper.example</title><p>Please wait.</p><script src="/cdn-cgi/challenge-platform/x.js"></script>`, Challenge},
		{"login", "", `<title>Members</title><form><p>Please give your name.</p><input name=u><input type=password></form>`, Login},
		{"not found", "", `<title>Page not found - The Post</title><h1>404</h1><p>Sorry, the page that you are looking for has moved or never was.</p>`, NotFound},
		{"not found in German", "", `<title>Seite nicht gefunden</title><p>Leider gibt es hier nichts.</p>`, NotFound},
		{"search", "https://paper.example/search?q=flood", `<title>Search results for flood</title><h1>Search results</h1>` + list, Search},
		{"directory", "https://paper.example/politics", `<title>Politics</title><h1>Politics</h1>` + list, Directory},
		{"wall", "", `<title>The story</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false,"headline":"The story"}</script><article><h1>The story</h1><p>It began in spring.</p></article>`, Paywall},
		{"deep", "", strings.Repeat("<div>", 1000), TooDeep},
		{"nodes", "", strings.Repeat("<p>a", 100_000), TooManyNodes},
		{"large", "", "<p>" + strings.Repeat("word ", 1<<20), TooLarge},
		{"picture", "", "\x89PNG\r\n\x1a\n", NotText},
	}
	for _, test := range tests {
		_, err := Page(t.Context(), Input{Data: []byte(test.page), URL: test.url})
		var r *Refusal
		if !errors.As(err, &r) || r.Reason != test.want {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
}

func TestPageKeepsBeginning(t *testing.T) {
	cut := strings.Replace(story, `"@type":"NewsArticle"`, `"@type":"NewsArticle","isAccessibleForFree":false`, 1)
	from, to := strings.Index(cut, "<p>The mayor"), strings.Index(cut, `<div class="related">`)
	cut = cut[:from] + "</div>" + cut[to:]
	d, err := Page(t.Context(), Input{Data: []byte(cut)})
	if err != nil || d.Quality.Partial != string(Paywall) || d.Quality.Paragraphs != 2 {
		t.Errorf("got %+v, %v", d.Quality, err)
	}
}

func TestWrittenDate(t *testing.T) {
	tests := []struct{ text, lang, want string }{
		{"Published on March 5, 2024 at noon", "en", "2024-03-05"},
		{"5th March 2024", "en", "2024-03-05"},
		{"3/5/2024", "en-US", "2024-03-05"},
		{"3/5/2024", "en-GB", "2024-05-03"},
		{"25/12/2023", "en", "2023-12-25"},
		{"den 5. März 2024, 10:00 Uhr", "de", "2024-03-05"},
		{"05.03.2024", "de", "2024-03-05"},
		{"le 5 août 2024", "fr", "2024-08-05"},
		{"5 de marzo de 2024", "es", "2024-03-05"},
		{"5 марта 2024 г.", "ru", "2024-03-05"},
		{"2024年3月5日", "ja", "2024-03-05"},
		{"5 mars 2024", "sv", "2024-03-05"},
		{"5 Ağustos 2024", "tr", "2024-08-05"},
		{"5 مارس 2024", "ar", "2024-03-05"},
		{"٥ مارس ٢٠٢٤", "ar", "2024-03-05"},
		{"سه‌شنبه ۱۵ اسفند ۱۴۰۲", "fa", "2024-03-05"},
		{"2 تير 1399 - 12:09", "fa", "2020-06-22"},
		{"1 فروردین 1400", "fa", "2021-03-21"},
		{"1 فروردین 1403", "fa", "2024-03-20"},
		{"30 اسفند 1403", "fa", "2025-03-20"},
		{"45 March 2024", "en", ""},
		{"call 555 2024", "en", ""},
		{"31.02.2024", "de", ""},
	}
	for _, test := range tests {
		got := ""
		if d, ok := writtenDate(test.text, test.lang); ok {
			got = d.Format(time.DateOnly)
		}
		if got != test.want {
			t.Errorf("%q in %s: got %q, want %q", test.text, test.lang, got, test.want)
		}
	}
}

func TestCutSite(t *testing.T) {
	sites := []string{"thevalleypost", "valley"}
	tests := []struct{ title, want string }{
		{"Flood | The Valley Post", "Flood"},
		{"The Valley Post - Flood", "Flood"},
		{"A flood of the old kind - Local News", "A flood of the old kind"},
		{"Flood – what we know", "Flood – what we know"},
		{"Well-known rivers", "Well-known rivers"},
	}
	for _, test := range tests {
		if got := cutSite(test.title, sites); got != test.want {
			t.Errorf("%q: got %q, want %q", test.title, got, test.want)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte(story))
	f.Add([]byte("<table><tr><td><p>a<b>b<br><br>c<h1>d</h1>"))
	f.Add([]byte("<time datetime=x><a rel=author><meta itemprop=headline content=y><script type=application/ld+json>[{\"@type\":[]}]</script>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Page(t.Context(), Input{Data: data})
		var r *Refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("no refusal: %v", err)
		}
		if err == nil && strings.TrimSpace(d.Text) == "" {
			t.Error("no refusal and no text")
		}
	})
}
