package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"briefly/adapters/fetch"
	"briefly/articles/ingest"
)

// TestHostileFeeds gives every hostile feed, list of feeds and XML or JSON file
// to the command, each in a process of its own. The short form gives a
// twentieth of the harmless ones to one process.
func TestHostileFeeds(t *testing.T) {
	program := filepath.Join(t.TempDir(), "briefly")
	files := hostileFiles(t, "feeds", "hostile-feeds", "json", "opml", "xmlbombs", "encodings")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	table := feedTable{}
	var together []hostileFile
	for i, f := range files {
		switch {
		case f.group == "encodings" && filepath.Ext(f.path) != ".xml" || strings.Contains(f.path, "/chardet/") && f.group == "encodings":
		case os.Getenv("BRIEFLY_LONG") != "", f.group == "xmlbombs", f.group == "hostile-feeds":
			table.files(t, program, []hostileFile{f})
		case i%20 == 0 && f.group != "opml":
			together = append(together, f)
		case f.group == "opml":
			table.files(t, program, []hostileFile{f})
		}
	}
	if len(together) > 0 {
		table.files(t, program, together)
	}
	t.Log("\n" + table.String())
}

// feedTable counts what came of each group and expectation.
type feedTable struct {
	rows []*feedRow
}

type feedRow struct {
	group, expected string
	files, read     int
	time            time.Duration
	memory          int64
	slowest         string
	biggest         string
}

func (s *feedTable) row(f hostileFile) *feedRow {
	for _, r := range s.rows {
		if r.group == f.group && r.expected == f.expected {
			return r
		}
	}
	s.rows = append(s.rows, &feedRow{group: f.group, expected: f.expected})
	return s.rows[len(s.rows)-1]
}

// files runs the command on files of a kind and checks what came of each. Only
// a file that is alone is measured.
func (s *feedTable) files(t *testing.T, program string, files []hostileFile) {
	format := "feed"
	if files[0].group == "opml" {
		format = "opml"
	}
	args := []string{"extract", "--json", "--format", format}
	for _, f := range files {
		args = append(args, f.path)
	}
	cmd := exec.Command(program, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	memory, err := runMeasured(cmd)
	if err != nil {
		t.Errorf("%s …: %v\n%.500s", files[0].path, err, stderr.String())
		return
	}
	out := json.NewDecoder(&stdout)
	for _, f := range files {
		var raw json.RawMessage
		var feed extractedFeed
		var list extractedList
		if err := out.Decode(&raw); err != nil {
			t.Errorf("%s: %v", f.path, err)
			return
		}
		into := any(&feed)
		if format == "opml" {
			into = &list
		}
		if err := json.Unmarshal(raw, into); err != nil {
			t.Errorf("%s: %v", f.path, err)
			return
		}
		failed := feed.Error + list.Error
		f.checkFeed(t, failed, string(raw))
		if filepath.Base(f.path) == "private_urls.opml" {
			checkBlocked(t, list)
		}
		r := s.row(f)
		if r.files++; failed == "" {
			r.read++
		}
	}
	if len(files) == 1 {
		s.row(files[0]).measure(t, files[0], cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), memory)
	}
}

func (r *feedRow) measure(t *testing.T, f hostileFile, took time.Duration, memory int64) {
	if memory > r.memory {
		r.memory, r.biggest = memory, filepath.Base(f.path)
	}
	if took > r.time {
		r.time, r.slowest = took, filepath.Base(f.path)
	}
	most := int64(hostileMemory)
	if f.group == "xmlbombs" {
		most = 50 << 20
	}
	if took > hostileTime || memory > most {
		t.Errorf("%s took %v and %d MB", f.path, took, memory>>20)
	}
}

// checkFeed compares what came of a file with what the manifest expects of it.
func (f hostileFile) checkFeed(t *testing.T, failed, printed string) {
	var met bool
	switch {
	case f.expected == "parsed", f.expected == "parsed with the right letters":
		met = failed == "" && !strings.Contains(printed, "\ufffd") || failed == "" && f.group == "feeds"
	case f.expected == "accepted by the JSON decoder":
		met = strings.HasPrefix(failed, "not a feed")
	case strings.HasSuffix(f.expected, "naming the line"):
		met = failed == "" || strings.Contains(failed, " at line ")
	case strings.HasPrefix(f.expected, "private/invalid URLs"):
		met = failed == "" || strings.HasPrefix(failed, "empty") || strings.HasPrefix(failed, "declares entities") || strings.HasPrefix(failed, "not a list of feeds at line ")
	case strings.HasPrefix(f.expected, "rejected with clear error or"), strings.HasPrefix(f.expected, "parsed or"), strings.HasPrefix(f.expected, "parsed with U+FFFD"), strings.HasPrefix(f.expected, "either"):
		met = true
	case strings.HasPrefix(f.expected, "rejected with clear error"):
		met = failed != ""
	}
	if !met || strings.Contains(failed, "broke the reader") || strings.HasPrefix(failed, "crashed") {
		t.Errorf("%s, expected %q: %q", f.path, f.expected, failed)
	}
	if !utf8.ValidString(printed) || strings.ContainsFunc(strings.TrimSuffix(printed, "\n"), spills) {
		t.Errorf("%s: the result has characters that spill", f.path)
	}
	if strings.Contains(printed, "root:") || strings.Contains(printed, "hidden:pw") {
		t.Errorf("%s: it shows what it must not", f.path)
	}
}

// checkBlocked fetches what a list of forbidden addresses has left over.
func checkBlocked(t *testing.T, list extractedList) {
	client, err := fetch.New(fetch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list.Feeds {
		_, err := client.Fetch(t.Context(), ingest.FetchRequest{URL: f.URL, Asked: true})
		var refused *ingest.FetchError
		if !errors.As(err, &refused) || refused.Reason != ingest.ReasonBlocked {
			t.Errorf("%s: %v", f.URL, err)
		}
	}
	if len(list.Feeds)+len(list.Left) != 8 {
		t.Errorf("got %+v", list)
	}
}

func (s feedTable) String() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	io.WriteString(w, "set\texpected\tfiles\tread\trefused\tworst time\tworst memory\n")
	for _, r := range s.rows {
		fmt.Fprintf(w, "%s\t%.45s\t%d\t%d\t%d\t%v %s\t%d MB %s\n", r.group, r.expected, r.files, r.read, r.files-r.read,
			r.time.Round(time.Millisecond), r.slowest, r.memory>>20, r.biggest)
	}
	w.Flush()
	return b.String()
}
