package bot

import (
	"errors"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"briefly/bot/words"
)

// tableOnly is a bot that can parse but has nothing to answer from.
func tableOnly() *Bot { return New(Options{Log: quiet(), Now: time.Now, Limiter: NewLimits(time.Now)}) }

func TestParse(t *testing.T) {
	b := tableOnly()
	file := []File{{Name: "a.txt"}}
	for _, c := range []struct {
		text    string
		files   []File
		command string
		args    map[string]string
	}{
		{"china", nil, "summary", map[string]string{"topic": "china"}},
		{"  xi \n jinping ", nil, "summary", map[string]string{"topic": "xi jinping"}},
		{"/summary", nil, "summary", map[string]string{}},
		{"/Summary China since:7D", nil, "summary", map[string]string{"topic": "China", "since": "7d"}},
		{"/summary since:all the bridge", nil, "summary", map[string]string{"topic": "the bridge", "since": "all"}},
		{"/summary ratio 3:1", nil, "summary", map[string]string{"topic": "ratio 3:1"}},
		{`/search "tram line" new`, nil, "search", map[string]string{"words": `"tram line" new`}},
		{"/forget yes", nil, "forget", map[string]string{"sure": "yes"}},
		{"https://example.org/a?b=c", nil, "summary", map[string]string{"topic": "https://example.org/a?b=c"}},
		{"", file, "add", map[string]string{}},
		{"", nil, "help", map[string]string{}},
		{"/Сводка мост период:7d", nil, "summary", map[string]string{"topic": "мост", "since": "7d"}},
		{"/сводка период: оттепель", nil, "summary", map[string]string{"topic": "период: оттепель"}},
		{"/summary since: 7d the bridge", nil, "summary", map[string]string{"topic": "the bridge", "since": "7d"}},
		{"/summary the bridge since:", nil, "summary", map[string]string{"topic": "the bridge since:"}},
		{"/view abc 5", nil, "view", map[string]string{"key": "abc 5"}},
	} {
		got, err := b.parse(Request{Text: c.text, Files: c.files})
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got.Command.Name != c.command || !maps.Equal(got.Args, c.args) {
			t.Errorf("%q: /%s %v, want /%s %v", c.text, got.Command.Name, got.Args, c.command, c.args)
		}
	}
}

func TestUnknownCommandsProposeTheNearest(t *testing.T) {
	b := tableOnly()
	for typed, want := range map[string]string{
		"/sumary": "/summary", "/summray": "/summary", "/sum": "/summary", "/serach": "/search", "/hepl": "/help", "/strat": "/start",
		"/свотка": "/summary", "/сво": "/summary", "/s": "/help", "/с": "/help",
	} {
		_, err := b.parse(Request{Text: typed})
		var p *Problem
		if !errors.As(err, &p) || p.Key != words.UnknownCommand || p.Actions[0].Command != want {
			t.Errorf("%s: %v, want a proposal of %s", typed, err, want)
		}
	}
	_, err := b.parse(Request{Text: "/xyzzy \u202e"})
	var p *Problem
	if !errors.As(err, &p) || len(p.Actions) != 1 || p.Actions[0].Command != "/help" {
		t.Errorf("/xyzzy: %v, want nothing but /help", err)
	}
}

func TestOptionsTakeTheirChoicesOnly(t *testing.T) {
	c, err := tableOnly().parse(Request{Text: "/summary x since:tomorrow"})
	if err != nil {
		t.Fatal(err)
	}
	var p *Problem
	if err := c.check(); !errors.As(err, &p) || p.Key != words.BadOption {
		t.Errorf("since:tomorrow: %v", err)
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]struct {
		n        int64
		sure, ok bool
	}{
		"#12": {12, true, true}, "12": {12, false, true}, "0": {}, "-3": {}, "#": {}, "12a": {}, "99999999999999999999": {},
	} {
		n, sure, ok := number(text)
		if int64(n) != want.n || ok != want.ok || ok && sure != want.sure {
			t.Errorf("%q: %d %v %v", text, n, sure, ok)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"china", "/summary x since:7d", "/", "//", "/ x", "/summary since:", "#1", "\x00", "/SUMMARY\u00a0x", "since:7d"} {
		f.Add(s)
	}
	b := tableOnly()
	f.Fuzz(func(t *testing.T, text string) {
		c, err := b.parse(Request{Text: text})
		var p *Problem
		if err != nil {
			if !errors.As(err, &p) {
				t.Fatalf("%q: %v is not for people", text, err)
			}
			return
		}
		for name, value := range c.Args {
			if strings.ContainsAny(value, "\r\n") || utf8.RuneCountInString(value) > maxText {
				t.Errorf("%q: %s is %q", text, name, value)
			}
		}
	})
}

// TestNamesInEveryLanguage holds that whatever a menu calls a command or a
// parameter fits a menu, means that one, and is said in every language.
func TestNamesInEveryLanguage(t *testing.T) {
	b := New(Options{})
	fits := regexp.MustCompile(`^[-_\p{Ll}\p{N}]{1,32}$`)
	for i, lang := range b.speaker.Languages() {
		w := b.speaker.In(lang)
		for _, c := range b.Commands() {
			if c.Hidden {
				continue
			}
			name := w.Name(c.Name)
			if found, ok := b.command(name); !ok || found.Name != c.Name || !fits.MatchString(name) || i > 0 && name == c.Name {
				t.Errorf("%s: /%s is called %q", lang, c.Name, name)
			}
			seen := map[string]bool{}
			for _, p := range c.Params {
				name := w.Name(p.Name)
				if seen[name] || !fits.MatchString(name) || i > 0 && name == p.Name {
					t.Errorf("%s: %s of /%s is called %q", lang, p.Name, c.Name, name)
				}
				seen[name] = true
			}
		}
	}
}
