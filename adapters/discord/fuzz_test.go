package discord

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"briefly/adapters/adaptertest"
	"briefly/adapters/discord/discordtest"
	"briefly/adapters/text"
	"briefly/bot"
)

var long = flag.Bool("long", false, "run the long forms of the tests")

// poster posts renderings to a double, one after the other.
type poster struct {
	*running
	channel discordtest.Channel
}

func newPoster(t testing.TB) *poster {
	r := start(t, discordtest.Options{PerRoute: discordtest.Rate{N: -1}, Global: discordtest.Rate{N: -1}}, adaptertest.Says())
	return &poster{r, r.double.AddChannel(r.double.AddGuild("Harbour"), "general")}
}

// check posts a hostile answer. Discord must take it; nothing in it may be
// alive but what the renderer wrote, or ping; links lead where they led; and no
// text is lost but where the message is cut.
func (p *poster) check(t *testing.T, title, body, address string, n int) {
	t.Helper()
	n %= 60
	a := adaptertest.Filled(title, body, address, n, func(command string) string { return text.Cut(text.Line(command), maxCommand, text.Bytes) })
	place := bot.Place{Platform: platform, Chat: p.channel.ID}
	if _, err := p.Post(t.Context(), bot.Delivery{Key: title + body, Place: place, Answer: a}); err != nil {
		t.Fatalf("refused: %v\ntitle %q\nbody %q\nlink %q, %d items", err, title, body, address, n)
	}
	m := p.double.Messages(p.channel)[0]
	p.double.Forget()
	if pings := m.Pings(); len(pings) > 0 {
		t.Fatalf("pings %v", pings)
	}
	want := link(address)
	for _, l := range m.Alive() {
		if !ours(l, want) {
			t.Fatalf("alive: %s\ntitle %q\nbody %q\nlink %q\nshown\n%s", l, title, body, address, m)
		}
	}
	checkNothingLost(t, m, title, body, n)
}

// ours reports whether the renderer itself wrote what is alive.
func ours(l discordtest.Live, address string) bool {
	switch l.Kind {
	case "masked link":
		return address != "" && strings.HasSuffix(l.Text, "]("+address+")")
	case "link":
		return address != "" && strings.HasPrefix(l.Text, address) // the same, seen from inside
	case "markup":
		return strings.HasPrefix(l.Text, "-# ") || l.Text == "**Sources**"
	}
	return false
}

// checkNothingLost looks for the texts in what is shown, unless it was cut.
func checkNothingLost(t *testing.T, m discordtest.Message, title, body string, n int) {
	t.Helper()
	shown := m.String()
	if strings.Contains(shown, text.Ellipsis) || n > 2 {
		return
	}
	shown = visible(unescaped(shown))
	for _, s := range []string{title, body} {
		if !strings.Contains(shown, visible(text.Line(s))) {
			t.Fatalf("%q is lost in %.900q", visible(text.Line(s)), shown)
		}
	}
}

// unescaped is a text as Discord shows it.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_~|<>[]@#:-+.)", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// visible is a text without spaces and what shows as nothing.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u2068' || r == '\u2069' || r == '|' {
			return -1
		}
		return r
	}, s)
}

// FuzzRender renders hostile titles, bodies and names into the double.
func FuzzRender(f *testing.F) {
	for _, s := range adaptertest.Hostile() {
		f.Add(s, s, "https://evil.example/"+s, uint8(3))
	}
	f.Add("<@1> @here", "1. a - b", "http://user@host.example:8080/?a=(b)&c=<d>#e", uint8(40))
	p := newPoster(f)
	f.Fuzz(func(t *testing.T, title, body, address string, n uint8) { p.check(t, title, body, address, int(n)) })
}

// TestRenderHostile is FuzzRender over random combinations of hostile pieces:
// 100,000 of them with -long, some minutes.
func TestRenderHostile(t *testing.T) {
	renders := 60
	if *long {
		renders = 100_000
	}
	p, r := newPoster(t), adaptertest.NewRandom(1)
	for range renders {
		p.check(t, r.Text(), r.Text(), "https://evil.example/"+r.Text(), r.Count())
		if t.Failed() {
			return
		}
	}
}

// TestInjections posts every text of the collection of what has come alive on
// Discord before.
func TestInjections(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("../../..", "shared/data/hostile/discord/injection.jsonl"))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("BRIEFLY_REQUIRE_SHARED") == "" {
		t.Skip("the collection is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	p := newPoster(t)
	n := 0
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); n++ {
		var line struct{ Input string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		p.check(t, line.Input, "x "+line.Input+" y", "https://evil.example/"+line.Input, 1)
		p.check(t, "x"+line.Input, line.Input, line.Input, 2)
	}
	if n < 10 {
		t.Errorf("%d texts only", n)
	}
}
