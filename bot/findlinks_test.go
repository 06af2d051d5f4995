package bot

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestLinksIn(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil, "no link, nor http:// or ://x or mailto:a@b.example": nil, "ftp://a.example/x": nil,
		"https://a.example/wiki/Mercury_(planet)":            {"https://a.example/wiki/Mercury_(planet)"},
		"(see https://a.example/wiki/Mercury_(planet)).":     {"https://a.example/wiki/Mercury_(planet)"},
		"(https://a.example/x)":                              {"https://a.example/x"},
		"[a](https://a.example/x) and [b](http://b.example)": {"https://a.example/x", "http://b.example"},
		"<https://a.example/x>, \"https://b.example/y\"; “https://c.example/z”": {
			"https://a.example/x", "https://b.example/y", "https://c.example/z",
		},
		"**https://a.example/x** ||https://b.example/y||":           {"https://a.example/x", "https://b.example/y"},
		"https://a.example/x… https://b.example/y...":               {"https://a.example/x", "https://b.example/y"},
		"https://a.example/x\u200b https://b.example/\u2060y\u202e": {"https://a.example/x", "https://b.example/"},
		"看（https://a.example/x），还有https://b.example/y。好":            {"https://a.example/x", "https://b.example/y"},
		"「https://a.example/x」、https://b.example/y！":                {"https://a.example/x", "https://b.example/y"},
		"https://zh.example/水星":                                     {"https://zh.example/%E6%B0%B4%E6%98%9F"},
		"HTTPS://A.example/x":                                       {"https://A.example/x"},
		"https://a.example/to/https://b.example/y":                  {"https://a.example/to/https://b.example/y"},
		"https://a.example/x?u=http://b.example/y&z=1":              {"https://a.example/x?u=http://b.example/y&z=1"},
		"https://a.example/x?b[]=1&c[0]=2":                          {"https://a.example/x?b[]=1&c[0]=2"},
		"https://a.example/O'Neil’s, https://a.example/O'Neil’s'":   {"https://a.example/O%27Neil%E2%80%99s"},
		// One page each.
		"https://a.example/x http://a.example/x/ https://a.example/x?utm_source=y https://a.example/x#top HTTPS://A.EXAMPLE/x": {"https://a.example/x"},
		"https://a.example/x https://a.example/x?id=1":     {"https://a.example/x", "https://a.example/x?id=1"},
		"http://a.example:8080/x https://a.example:8080/x": {"http://a.example:8080/x", "https://a.example:8080/x"},
		"https://me:secret@a.example/x":                    {"https://me:secret@a.example/x"},
	} {
		if got := linksIn(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := linksIn("https://a.example/x", "http://a.example/x and https://b.example"); len(got) != 2 {
		t.Errorf("over two texts: %q", got)
	}
}

// What people paste may be long and meant to keep the bot busy.
func TestLinksInTakesTimeByLength(t *testing.T) {
	for name, text := range map[string]string{
		"schemes":  strings.Repeat("http://", 1<<19),
		"broken":   strings.Repeat("http://%zz ", 1<<18),
		"the same": strings.Repeat("http://a.example ", 1<<17),
		"brackets": "http://a.example/" + strings.Repeat("(", 1<<21),
		"marks":    strings.Repeat("://", 1<<20),
	} {
		start := time.Now()
		if n := len(linksIn(text)); n > maxLinks {
			t.Errorf("%s: %d links", name, n)
		}
		if took := time.Since(start); took > 5*time.Second { // hours, were it quadratic
			t.Errorf("%s: %d bytes took %v", name, len(text), took)
		}
	}
}

func TestAMessageIsCutBetweenWords(t *testing.T) {
	long := strings.Repeat("word ", maxText/5-1) + "https://a.example/a-long-path"
	c, err := tableOnly().parse(Request{Text: long + " https://b.example/x"})
	if err != nil {
		t.Fatal(err)
	}
	if topic := c.Args["topic"]; strings.Contains(topic, "http") || !strings.HasSuffix(topic, "word") {
		t.Errorf("cut to %q", topic[len(topic)-20:])
	}
	if got := linksIn(c.Text); len(got) != 2 {
		t.Errorf("links of the whole message: %q", got)
	}
}

// Every link that is found can be opened, holds nothing that ends a link, and
// is found again as it is.
func FuzzLinksIn(f *testing.F) {
	for _, s := range []string{
		"https://a.example/wiki/Mercury_(planet)", "[a](https://a.example/x)", "看https://a.example/x。", "http://[::1]:80/",
		"http://a:b@c/", "http://a/%zz", "HTTP://A/…", "http://x\u200b", "http://(", "http://a]", "http:///http://b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, link := range linksIn(text) {
			u, err := url.Parse(link)
			if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
				t.Fatalf("%q: %q cannot be opened: %v", text, link, err)
			}
			if strings.ContainsFunc(link, endsLink) {
				t.Fatalf("%q: %q holds what ends a link", text, link)
			}
			if again := linksIn(link); len(again) != 1 || again[0] != link {
				t.Fatalf("%q: %q is found as %q", text, link, again)
			}
		}
	})
}
