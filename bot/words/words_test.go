package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// declared lists the keys of keys.go.
func declared(t *testing.T) []Key {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "keys.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var keys []Key
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, v := range spec.Values {
			text, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			keys = append(keys, Key(text))
		}
		return true
	})
	if len(keys) < 50 {
		t.Fatalf("found %d keys in keys.go", len(keys))
	}
	return keys
}

func TestEveryLanguageSaysEveryKey(t *testing.T) {
	keys := declared(t)
	first := tongues()[0]
	for _, tongue := range tongues() {
		for _, k := range keys {
			if _, ok := tongue.messages[k]; !ok {
				t.Errorf("%s does not say %q", tongue.tag, k)
			}
		}
		for k := range tongue.messages {
			if _, ok := first.messages[k]; !ok {
				t.Errorf("%s says %q, which %s does not", tongue.tag, k, first.tag)
			}
			if !slices.Contains(keys, k) && !strings.HasPrefix(string(k), string(Refused(""))) && !strings.HasPrefix(string(k), string(Unfetched(""))) && !strings.HasPrefix(string(k), string(Unfed(""))) {
				t.Errorf("%s says %q, which is no key", tongue.tag, k)
			}
		}
	}
}

var place = regexp.MustCompile(`\{\w+\}`)

// places lists the {name}s of a message; all its forms must have the same.
func places(t *testing.T, k Key, m message) []string {
	t.Helper()
	list := func(text string) []string {
		found := place.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	if m.forms == nil {
		return list(m.text)
	}
	var most []string
	for _, text := range m.forms {
		if found := list(text); len(found) > len(most) {
			most = found
		}
	}
	return most
}

func TestLanguagesFillTheSamePlaces(t *testing.T) {
	first := tongues()[0]
	for _, tongue := range tongues()[1:] {
		for k, m := range tongue.messages {
			want, got := places(t, k, first.messages[k]), places(t, k, m)
			if !slices.Equal(want, got) {
				t.Errorf("%s %q has %v, %s has %v", tongue.tag, k, got, first.tag, want)
			}
		}
	}
}

func TestSay(t *testing.T) {
	s := New()
	for _, c := range []struct {
		locale string
		key    Key
		args   []any
		want   string
	}{
		{"en", Articles, []any{"n", 1}, "1 article"},
		{"en-GB", Articles, []any{"n", 0}, "0 articles"},
		{"ru", Articles, []any{"n", 1}, "1 статья"},
		{"ru-RU", Articles, []any{"n", 3}, "3 статьи"},
		{"ru", Articles, []any{"n", 11}, "11 статей"},
		{"ru", Articles, []any{"n", 21}, "21 статья"},
		{"xx", Removed, []any{"number", "#4"}, "#4 is removed."},
		{"", NothingFound, []any{"topic", "{number}"}, "Nobody I read has written about “{number}”. What I know about:"},
	} {
		if got := s.In(c.locale).Say(c.key, c.args...); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.locale, c.key, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	zone := time.FixedZone("", 5*3600)
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, zone)
	s := New()
	for _, c := range []struct {
		locale string
		at     time.Time
		want   string
	}{
		{"en", time.Date(2026, 2, 27, 20, 0, 0, 0, time.UTC), "28 Feb"}, // in now's zone
		{"en", time.Date(2025, 12, 31, 0, 0, 0, 0, zone), "31 Dec 2025"},
		{"ru", time.Date(2026, 3, 1, 0, 0, 0, 0, zone), "1 марта"},
	} {
		if got := s.In(c.locale).Date(c.at, now); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for ago, want := range map[time.Duration]string{
		0: "just now", -time.Hour: "just now", 90 * time.Second: "1 minute ago", 30 * time.Hour: "30 hours ago",
		72 * time.Hour: "3 days ago", 40 * 24 * time.Hour: "21 Jan",
	} {
		if got := s.In("en").Ago(now.Add(-ago), now); got != want {
			t.Errorf("%v: %q, want %q", ago, got, want)
		}
	}
}

func TestForeign(t *testing.T) {
	s := New()
	for _, c := range []struct{ locale, lang, want string }{
		{"en", "ru", "Russian"}, {"ru", "de", "немецкий"}, {"ru", "ru-RU", ""}, {"en", "en", ""},
		{"en", "und", ""}, {"en", "", ""}, {"en", "no such", ""},
	} {
		if got := s.In(c.locale).Foreign(c.lang); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.lang, c.locale, got, c.want)
		}
	}
}
