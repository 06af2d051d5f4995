package guard

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

const encodings = "../../../shared/data/hostile/encodings"

func sharedFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(encodings, path))
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("no reference data")
	}
	return data
}

// TestDeclared compares what documents declare with html5lib's tests; those
// that declare nothing have windows-1252 there.
func TestDeclared(t *testing.T) {
	n := 0
	for test := range bytes.SplitSeq(sharedFile(t, "html5lib/tests2.dat"), []byte("#data\n")) {
		data, label, ok := bytes.Cut(test, []byte("\n#encoding\n"))
		if !ok {
			continue
		}
		n++
		want := lookup(strings.TrimSpace(string(label)))
		got := declared(data, "")
		if got == nil {
			got = charmap.Windows1252
		}
		if high(t, got) != high(t, want) {
			t.Errorf("%q: got %v, want %s", data, got, label)
		}
	}
	if n < 20 {
		t.Errorf("only %d tests found", n)
	}
}

// high decodes pairs of bytes above ASCII, which tells encodings apart.
func high(t *testing.T, e encoding.Encoding) string {
	t.Helper()
	var data []byte
	for b := 0x80; b < 0xff; b++ {
		data = append(data, byte(b), byte(b+1), ' ')
	}
	s, err := e.NewDecoder().String(string(data))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDeclaredFeeds decodes the feeds in declared legacy encodings: no letter
// may be lost, and no two encodings of one text may differ.
func TestDeclaredFeeds(t *testing.T) {
	sharedFile(t, "enc_windows-1251.xml")
	files, err := filepath.Glob(filepath.Join(encodings, "enc_*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Decode(data, "")
		if err != nil || strings.Contains(s, "\ufffd") || !strings.Contains(s, "</rss>") {
			t.Errorf("%s: %v, letters were lost", filepath.Base(f), err)
		}
	}
}
