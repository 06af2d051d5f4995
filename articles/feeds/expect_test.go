package feeds

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefly/articles/guard"
)

// hostile is the folder of bad and odd inputs, when it is there.
func hostile(t testing.TB) string {
	t.Helper()
	const folder = "../../../shared/data/hostile"
	if _, err := os.Stat(folder); err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("no reference data")
	}
	return folder
}

// expectation is what a test feed says of itself: entries[0]['title'] == 'x'.
type expectation struct {
	path, header string
	entry        int // -1: of the feed
	key, value   string
}

var (
	expects = regexp.MustCompile(`Expect:\s*(?:not )?(?:bozo and )?(feed|entries\[(\d+)\])\['(\w+)'\](?:\[0\])?(?:\['value'\])? == u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\([\d, ]+\)|None)\s*\n`)
	located = regexp.MustCompile(`Header:\s*Content-Location:\s*(\S+)`)
	typed   = regexp.MustCompile(`(?i)Header:\s*Content-type:\s*(.+)`)
)

// TestExpectations compares what Parse yields with what the feeds of another
// parser's test suite expect of it, in what both have: texts as plain text,
// because nothing is cleaned here.
func TestExpectations(t *testing.T) {
	agree, all := map[string]int{}, map[string]int{}
	for _, e := range expectations(t) {
		got, known, err := e.got(t)
		if !known {
			continue
		}
		kind := e.kind()
		all[kind]++
		if want := e.want(); err == nil && got == want {
			agree[kind]++
		} else if testing.Verbose() {
			t.Logf("%s %s: got %q, %v, want %q", e.path, e.key, got, err, want)
		}
	}
	for kind, least := range map[string]int{"title": 288, "text": 432, "link": 15, "id": 10, "date": 7, "language": 8, "author": 4} {
		t.Logf("%s: %d of %d agree", kind, agree[kind], all[kind])
		if agree[kind] < least {
			t.Errorf("%s: %d agree, there were %d", kind, agree[kind], least)
		}
	}
}

func expectations(t *testing.T) (all []expectation) {
	root := hostile(t)
	err := filepath.WalkDir(filepath.Join(root, "feeds/feedparser"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if filepath.Base(filepath.Dir(path)) == "cdf" { // a format of 1997 that is not read
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text, _ := guard.Decode(data, "") // one that cannot be decoded expects nothing
		m := expects.FindStringSubmatch(text)
		if m == nil {
			return nil
		}
		e := expectation{path: path, header: text[:min(len(text), 600)], entry: -1, key: m[3], value: m[4]}
		if m[1] != "feed" {
			e.entry, _ = strconv.Atoi(m[2])
		}
		all = append(all, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// kind is the row of the table that an expectation counts in.
func (e expectation) kind() string {
	switch strings.TrimSuffix(e.key, "_detail") {
	case "title":
		return "title"
	case "description", "summary", "content", "tagline", "info", "subtitle":
		return "text"
	case "link":
		return "link"
	case "id", "guid":
		return "id"
	case "updated_parsed", "published_parsed", "modified_parsed", "date_parsed", "created_parsed":
		return "date"
	case "language":
		return "language"
	case "author":
		return "author"
	}
	return ""
}

// got is what Parse yields; known is false for what it does not read.
func (e expectation) got(t *testing.T) (got string, known bool, err error) {
	data, err := os.ReadFile(e.path)
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Data: data, URL: "http://127.0.0.1:8097/feed.xml"}
	if m := located.FindStringSubmatch(e.header); m != nil {
		in.URL = m[1]
	}
	if m := typed.FindStringSubmatch(e.header); m != nil {
		in.ContentType = strings.TrimSpace(m[1])
	}
	f, err := Parse(t.Context(), in)
	if e.entry >= 0 {
		if err == nil && e.entry >= len(f.Entries) {
			err = errors.New("no such entry")
		}
		if err != nil {
			return "", e.kind() != "", err
		}
		got, known = ofEntry(f.Entries[e.entry], e.key)
		return got, known, nil
	}
	switch e.kind() {
	case "title":
		return f.Title, true, err
	case "text":
		return f.Description, true, err
	case "link":
		return f.Site, true, err
	case "language":
		return f.Lang, true, err
	}
	return "", false, err
}

func ofEntry(e Entry, key string) (string, bool) {
	switch strings.TrimSuffix(key, "_detail") {
	case "title":
		return e.Title, true
	case "description", "summary": // that parser lets the content stand in
		return oneLine(Text(or(e.Summary, e.Content))), true
	case "content":
		return oneLine(Text(e.Content)), true
	case "link":
		return e.Link, true
	case "id", "guid":
		return e.GUID, true
	case "language":
		return e.Lang, true
	case "author":
		return e.Author, true
	case "published_parsed", "created_parsed":
		return stamp(e.Published), true
	case "updated_parsed", "modified_parsed", "date_parsed":
		if e.Updated.IsZero() {
			return stamp(e.Published), true
		}
		return stamp(e.Updated), true
	}
	return "", false
}

func stamp(t time.Time) string {
	t = t.UTC()
	return fmt.Sprintf("%d, %d, %d, %d, %d, %d", t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second())
}

// want is the expected value in our form.
func (e expectation) want() string {
	v := e.value
	switch {
	case v == "None":
		return ""
	case v[0] == '(':
		return strings.Join(strings.Split(strings.Trim(v, "()"), ", ")[:6], ", ")
	}
	v = python(v[1 : len(v)-1])
	switch e.kind() {
	case "title":
		return line(v)
	case "text":
		if e.entry < 0 {
			return line(v)
		}
		return oneLine(Text(v))
	}
	return oneLine(v)
}

// python decodes the escapes of a string of Python.
func python(s string) string {
	return pythonEscape.ReplaceAllStringFunc(s, func(m string) string {
		if strings.HasPrefix(m, `\x`) {
			m = `\u00` + m[2:]
		}
		if m == `\'` {
			return "'"
		}
		r, err := strconv.Unquote(`"` + m + `"`)
		if err != nil {
			return m
		}
		return r
	})
}

var pythonEscape = regexp.MustCompile(`\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.`)
