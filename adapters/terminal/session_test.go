package terminal

import (
	"bytes"
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefly/adapters/adaptertest"
	"briefly/bot"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeCore answers "echo" and remembers what it was asked.
type fakeCore struct {
	answer   func(bot.Request) []bot.Answer // nil: repeats the text as the title
	requests []bot.Request
	values   []string // proposed for every parameter
	params   []string // that were asked about
}

func (c *fakeCore) Answer(_ context.Context, r bot.Request) iter.Seq[bot.Answer] {
	c.requests = append(c.requests, r)
	answers := []bot.Answer{{Title: r.Text}}
	if c.answer != nil {
		answers = c.answer(r)
	}
	return func(yield func(bot.Answer) bool) {
		for _, a := range answers {
			if !yield(a) {
				return
			}
		}
	}
}

func (c *fakeCore) Complete(_ context.Context, _ bot.Request, param string) []bot.Choice {
	c.params = append(c.params, param)
	var choices []bot.Choice
	for _, v := range c.values {
		choices = append(choices, bot.Choice{Label: v, Value: v})
	}
	return choices
}

func (c *fakeCore) Changed(context.Context, bot.Change) error { return nil }

func (c *fakeCore) Commands() []bot.Command {
	return []bot.Command{
		{Name: "summary", Params: []bot.Param{{Name: "topic", Choices: []string{"what is proposed is up to Complete"}}, {Name: "since", Kind: bot.Option, Choices: []string{"24h", "7d", "30d"}}}},
		{Name: "search"},
		{Name: "add", Params: []bot.Param{{Name: "file", Kind: bot.Upload}}},
		{Name: "page", Hidden: true},
	}
}

// chat runs a scripted session and returns what it prints.
func chat(t *testing.T, core bot.Core, script string) string {
	t.Helper()
	var out bytes.Buffer
	term := New(Options{In: strings.NewReader(script), Out: &out, Locale: "en", Now: adaptertest.Now})
	if err := term.Run(t.Context(), core); err != nil {
		t.Fatalf("run: %v", err)
	}
	return out.String()
}

func TestScript(t *testing.T) {
	core := &fakeCore{}
	got := chat(t, core, "# a comment\n\n  harbour bridge  \r\n#12\n/help\x1b[2J")
	want := "> harbour bridge\nharbour bridge\n\n> #12\n#12\n\n> /help[2J\n/help[2J\n\n"
	if got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	r := core.requests[0]
	console := bot.Place{Platform: "terminal"}
	if r.At != console || r.Self != console || !r.At.Console() || r.Kind != bot.Private || r.Locale != "en" || r.Text != "harbour bridge" {
		t.Errorf("request %+v", r)
	}
	if admin, err := r.Admin(t.Context()); !admin || err != nil {
		t.Errorf("the console is no admin: %v %v", admin, err)
	}
}

// A line of any length is one question, of which the beginning is read.
func TestScriptPassesOverWhatIsTooLong(t *testing.T) {
	core := &fakeCore{}
	chat(t, core, strings.Repeat("ü", maxLine)+"\r\nnext\n\nlast")
	if len(core.requests) != 3 {
		t.Fatalf("%d requests, want 3", len(core.requests))
	}
	if n := len(core.requests[0].Text); n != maxLine {
		t.Errorf("%d bytes of the long line were asked, want %d", n, maxLine)
	}
	for i, want := range []string{"next", "last"} {
		if got := core.requests[i+1].Text; got != want {
			t.Errorf("request %d is %q, want %q", i+1, got, want)
		}
	}
}

func TestScriptPrintsTheLastOfAStream(t *testing.T) {
	core := &fakeCore{answer: func(bot.Request) []bot.Answer { return []bot.Answer{{Title: "quick"}, {Title: "better"}} }}
	if got, want := chat(t, core, "news\n"), "> news\nbetter\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestScriptLeftUnanswered(t *testing.T) {
	core := &fakeCore{answer: func(bot.Request) []bot.Answer { return nil }}
	if got, want := chat(t, core, "news\n"), "> news\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestScriptHasNoEscapeCode(t *testing.T) {
	core := &fakeCore{}
	for _, f := range adaptertest.Fixtures() {
		core.answer = func(bot.Request) []bot.Answer { return []bot.Answer{f.Answer} }
		if got := chat(t, core, "news\n"); strings.ContainsFunc(strings.ReplaceAll(got, "\n", ""), unsafe) {
			t.Errorf("%s: a control character in %q", f.Name, got)
		}
	}
}

func TestActionByNumber(t *testing.T) {
	core := &fakeCore{answer: func(r bot.Request) []bot.Answer {
		return []bot.Answer{{
			Title:   r.Text,
			Items:   []bot.Item{{Number: 3, Title: "x", Actions: []bot.Action{{Label: "Summary", Command: "/summary #3"}}}},
			Actions: []bot.Action{{Label: "Site", URL: "https://harbour.example/"}, {Label: "Next", Command: "/page 8f 2"}},
		}}
	}}
	got := chat(t, core, "news\n:1\n:2\n:3\n:0\n:x\n")
	var asked []string
	for _, r := range core.requests {
		asked = append(asked, r.Text)
	}
	if got, want := strings.Join(asked, "|"), "news|/summary #3|/page 8f 2|:x"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
	if !strings.Contains(got, "There is no :3 in the last answer.") {
		t.Errorf("no word about :3 in %q", got)
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "saved page.html")
	if err := os.WriteFile(path, []byte("<p>text</p>"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ line, text, file string }{
		{path, "", "saved page.html"},
		{"'" + path + "'", "", "saved page.html"},
		{strings.ReplaceAll(path, " ", `\ `), "", "saved page.html"},
		{"/add " + path, "/add", "saved page.html"},
		{"/add " + filepath.Join(dir, "other.html"), "/add " + filepath.Join(dir, "other.html"), ""},
		{"/summary " + path, "/summary " + path, ""},
		{dir, dir, ""},
		{"news.html", "news.html", ""},
	} {
		core := &fakeCore{}
		chat(t, core, c.line+"\n")
		r := core.requests[0]
		if r.Text != c.text || (c.file != "") != (len(r.Files) == 1) {
			t.Errorf("%q: text %q, %d files", c.line, r.Text, len(r.Files))
			continue
		}
		if c.file == "" {
			continue
		}
		f := r.Files[0]
		in, err := f.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		in.Close()
		if f.Name != c.file || f.Size != 11 || !strings.HasPrefix(f.MediaType, "text/html") || string(data) != "<p>text</p>" || err != nil {
			t.Errorf("%q: file %+v holds %q, %v", c.line, f, data, err)
		}
	}
}

func TestContextEndsAScript(t *testing.T) {
	in, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer w.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := New(Options{In: in, Out: io.Discard}).Run(ctx, &fakeCore{}); err != nil {
		t.Errorf("run: %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestBrokenOutput(t *testing.T) {
	err := New(Options{In: strings.NewReader("news\n"), Out: brokenWriter{}}).Run(t.Context(), &fakeCore{})
	if err == nil || !strings.Contains(err.Error(), "write to the terminal") {
		t.Errorf("error %v", err)
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		line   string
		values []string
		want   string
		wavers string
	}{
		{"/su", nil, "/summary ", ""},
		{"/s", nil, "/s", "/summary  /search "},
		{"/p", nil, "/p", ""},
		{"/summary china s", nil, "/summary china since:", ""},
		{"/summary china since:3", nil, "/summary china since:30d", ""},
		{"/summary china since:", nil, "/summary china since:", "since:24h since:7d since:30d"},
		{"/nothing x", nil, "/nothing x", ""},
		{"harb", []string{"harbour bridge", "harbour ferries"}, "harbour ", ""},
		{"harbour ", []string{"harbour bridge", "harbour ferries"}, "harbour ", "harbour bridge harbour ferries"},
		{"harb", []string{"Harbour\x1b[2J bridge"}, "Harbour[2J bridge", ""},
		{"/summary since:7d harb", []string{"harbour bridge"}, "/summary since:7d harbour bridge", ""},
		{"/summary harb", []string{"harbour bridge"}, "/summary harbour bridge", ""},
		{"/search harb", []string{"harbour bridge"}, "/search harb", ""},
		{"ма", []string{"маяк", "магазин"}, "ма", "маяк магазин"},
	} {
		s := &session{core: &fakeCore{values: c.values}}
		line, pos, wavers := s.complete(t.Context(), c.line, len(c.line))
		if line != c.want || pos != len(c.want) || strings.Join(wavers, " ") != c.wavers {
			t.Errorf("%q: %q at %d, wavers %q; want %q, %q", c.line, line, pos, wavers, c.want, c.wavers)
		}
	}
	s := &session{core: &fakeCore{}}
	if line, pos, _ := s.complete(t.Context(), "/su china", 3); line != "/summary  china" || pos != 9 {
		t.Errorf("inside a line: %q at %d", line, pos)
	}
}

func TestHistory(t *testing.T) {
	h := &history{}
	for _, line := range []string{"a", "a", " ", "b"} {
		h.Add(line)
	}
	if h.Len() != 2 || h.At(0) != "b" || h.At(1) != "a" {
		t.Errorf("history %q", h.typed)
	}
	for range maxHistory {
		h.Add("c")
		h.Add("d")
	}
	if h.Len() != maxHistory {
		t.Errorf("%d lines kept", h.Len())
	}
}
