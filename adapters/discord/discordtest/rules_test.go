package discordtest

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"strings"
	"testing"

	"briefly/adapters/adaptertest"
)

type o = map[string]any
type l = []any

func row(inner ...any) o { return o{"type": 1, "components": inner} }
func push(id string) o   { return o{"type": 2, "style": 2, "label": "x", "custom_id": id} }

func many(n int, make func(i int) any) l {
	var all l
	for i := range n {
		all = append(all, make(i))
	}
	return all
}

// messages are bodies with the field that Discord refuses; empty: none. Those
// marked spec are refused for what the description alone knows.
var messages = []struct {
	name  string
	body  o
	field string
	spec  bool
}{
	{"plain", o{"content": "hello", "allowed_mentions": o{"parse": l{}}}, "", false},
	{"nulls", o{"content": "hello", "embeds": nil, "components": nil, "flags": nil, "nonce": nil}, "", false},
	{"2000", o{"content": strings.Repeat("я", 2000)}, "", false},
	{"2001", o{"content": strings.Repeat("я", 2001)}, "content", false},
	{"a number", o{"content": 5}, "content", true},
	{"11 embeds", o{"embeds": many(11, func(int) any { return o{"title": "x"} })}, "embeds", true},
	{"a long title", o{"embeds": l{o{"title": strings.Repeat("x", 257)}}}, "embeds.0.title", true},
	{"6000 in all", o{"embeds": l{o{"description": strings.Repeat("x", 3000)}, o{"description": strings.Repeat("x", 3000)}}}, "", false},
	{"6001 in all", o{"embeds": l{o{"description": strings.Repeat("x", 3000)}, o{"description": strings.Repeat("x", 2990), "footer": o{"text": "01234567890"}}}}, "embeds", false},
	{"no address", o{"embeds": l{o{"title": "x", "url": "not a link"}}}, "embeds.0.url", true},
	{"buttons", o{"content": "x", "components": l{row(push("a"), push("b"))}}, "", false},
	{"6 buttons", o{"content": "x", "components": l{row(many(6, func(i int) any { return push(fmt.Sprint(i)) })...)}}, "components.0.components", false},
	{"6 rows", o{"content": "x", "components": many(6, func(i int) any { return row(push(fmt.Sprint(i))) })}, "components", false},
	{"one id twice", o{"content": "x", "components": l{row(push("a")), row(push("a"))}}, "components.1.components.0.custom_id", false},
	{"a long id", o{"content": "x", "components": l{row(push(strings.Repeat("x", 101)))}}, "components.0.components.0.custom_id", false},
	{"no id", o{"content": "x", "components": l{row(o{"type": 2, "style": 1, "label": "x"})}}, "components.0.components.0.custom_id", false},
	{"a script", o{"content": "x", "components": l{row(o{"type": 2, "style": 5, "label": "x", "url": "javascript:alert(1)"})}}, "components.0.components.0.url", false},
	{"no label", o{"content": "x", "components": l{row(o{"type": 2, "style": 5, "url": "https://a.example"})}}, "components.0.components.0.label", false},
	{"v2", o{"flags": 1 << 15, "components": l{o{"type": 10, "content": "x"}}}, "", false},
	{"v2 unannounced", o{"content": "x", "components": l{o{"type": 10, "content": "x"}}}, "components.0.type", false},
	{"v2 with content", o{"content": "x", "flags": 1 << 15, "components": l{o{"type": 10, "content": "x"}}}, "content", false},
	{"v2 with embeds", o{"embeds": l{o{"title": "x"}}, "flags": 1 << 15, "components": l{o{"type": 10, "content": "x"}}}, "embeds", false},
	{"41 in v2", o{"flags": 1 << 15, "components": l{o{"type": 17, "components": many(40, func(int) any { return o{"type": 10, "content": "x"} })}}}, "components", false},
	{"4001 in v2", o{"flags": 1 << 15, "components": l{o{"type": 10, "content": strings.Repeat("x", 4001)}}}, "components", false},
	{"mentions", o{"content": "x", "allowed_mentions": o{"parse": l{"nobody"}}}, "allowed_mentions.parse.0", true},
	{"a long nonce", o{"content": "x", "nonce": strings.Repeat("1", 26)}, "nonce", true},
}

// described reports whether the descriptions are at hand; CI requires them.
func described(t *testing.T) bool {
	t.Helper()
	_, err := adaptertest.Spec("discord-openapi.json")
	if err != nil && (os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" || !errors.Is(err, fs.ErrNotExist)) {
		t.Fatal(err)
	}
	return err == nil
}

// TestMessageRules holds the double's verdicts over bodies, with the
// description and without.
func TestMessageRules(t *testing.T) {
	for _, unchecked := range []bool{false, true} {
		t.Run(fmt.Sprintf("unchecked=%v", unchecked), func(t *testing.T) {
			s := Start(t, Options{Unchecked: unchecked, PerRoute: Rate{N: -1}, Global: Rate{N: -1}})
			c := s.AddChannel(s.AddGuild("Harbour"), "general")
			for _, m := range messages {
				if m.spec && (unchecked || !described(t)) {
					continue
				}
				got := do(t, s, http.MethodPost, "/channels/"+c.ID+"/messages", m.body)
				wrong := s.TakeViolations()
				switch {
				case m.field == "" && (got.status != http.StatusOK || len(wrong) > 0):
					t.Errorf("%s: %d %s, %v", m.name, got.status, got.raw, wrong)
				case m.field == "":
				case got.status != http.StatusBadRequest || got.code() != 50035 || len(wrong) == 0 || !blames(wrong, m.field):
					t.Errorf("%s: %d %s, %v, want %s blamed", m.name, got.status, got.raw, wrong, m.field)
				}
			}
		})
	}
}

func blames(wrong []Violation, field string) bool {
	for _, v := range wrong {
		if v.Field == field || strings.HasPrefix(v.Field, field+".") {
			return true
		}
	}
	return false
}

// TestErrorTree reads the errors as clients do.
func TestErrorTree(t *testing.T) {
	s := Start(t, Options{})
	c := s.AddChannel(s.AddGuild("Harbour"), "general")
	got := do(t, s, http.MethodPost, "/channels/"+c.ID+"/messages", o{"content": "x", "components": l{row(push("a"), push("a"))}})
	s.TakeViolations()
	at := object(got.body["errors"])
	for _, key := range []string{"components", "0", "components", "1", "custom_id"} {
		at = object(at[key])
	}
	if e := list(at["_errors"]); len(e) != 1 || object(e[0])["code"] != "COMPONENT_CUSTOM_ID_DUPLICATED" {
		t.Errorf("%s", got.raw)
	}
}

func option(name string, more o) o {
	all := o{"name": name, "description": "x", "type": 3}
	maps.Copy(all, more)
	return all
}

// TestCommandRules registers commands that Discord takes and some it does not.
func TestCommandRules(t *testing.T) {
	s := Start(t, Options{PerRoute: Rate{N: -1}, Global: Rate{N: -1}})
	command := func(more o) o {
		c := option("summary", o{"type": 1})
		maps.Copy(c, more)
		return c
	}
	for _, c := range []struct {
		name     string
		commands l
		field    string
	}{
		{"one", l{command(nil)}, ""},
		{"localised", l{command(o{"name_localizations": o{"ru": "сводка"}, "description_localizations": o{"ru": "Что нового"}})}, ""},
		{"permissions as a string", l{command(o{"default_member_permissions": "32"})}, ""},
		{"a message command", l{o{"name": "Summarise", "type": 3}}, ""},
		{"a message command with a description", l{o{"name": "Summarise", "type": 3, "description": "x"}}, "0.description"},
		{"upper case", l{command(o{"name": "Summary"})}, "0.name"},
		{"upper case, localised", l{command(o{"name_localizations": o{"ru": "Сводка"}})}, "0.name_localizations.ru"},
		{"a space", l{command(o{"name": "two words"})}, "0.name"},
		{"twice", l{command(nil), command(nil)}, "1.name"},
		{"101", many(101, func(i int) any { return command(o{"name": fmt.Sprint("c", i)}) }), ""},
		{"16 message commands", many(16, func(i int) any { return o{"name": fmt.Sprint("c", i), "type": 3} }), ""},
		{"required last", l{command(o{"options": l{option("a", nil), option("b", o{"required": true})}})}, "0.options.1"},
		{"26 choices", l{command(o{"options": l{option("a", o{"choices": many(26, func(i int) any { return o{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} })})}})}, "0.options.0.choices"},
		{"8001", l{command(o{"options": many(25, func(i int) any {
			return option(fmt.Sprint("o", i), o{"choices": many(25, func(j int) any { return o{"name": strings.Repeat("x", 20), "value": fmt.Sprint(j)} })})
		})})}, "0"},
	} {
		got := do(t, s, http.MethodPut, "/applications/"+s.Application()+"/commands", c.commands)
		wrong := s.TakeViolations()
		good := c.field == "" && len(c.commands) < 16
		if good != (got.status == http.StatusOK && len(wrong) == 0) || !good && !blames(wrong, c.field) && c.field != "" {
			t.Errorf("%s: %d %.200s, %v", c.name, got.status, got.raw, wrong)
		}
	}
}

// TestDailyCreations counts new commands, not overwritten ones.
func TestDailyCreations(t *testing.T) {
	time := newClock()
	s := Start(t, Options{Now: time.Now, PerRoute: Rate{N: -1}, Global: Rate{N: -1}})
	put := func(i int) int {
		commands := many(50, func(j int) any { return option(fmt.Sprintf("c%d-%d", i, j), o{"type": 1}) })
		return do(t, s, http.MethodPut, "/applications/"+s.Application()+"/commands", commands).code()
	}
	for i := range 8 {
		if code := put(i / 2); code != 0 {
			t.Errorf("%d: code %d", i, code)
		}
	}
	if code := put(9); code != 30034 {
		t.Errorf("code %d after 200", code)
	}
	time.pass(24 * 60 * 60 * 1e9)
	if code := put(9); code != 0 {
		t.Errorf("code %d a day later", code)
	}
}
