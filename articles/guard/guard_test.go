package guard

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

func TestDecode(t *testing.T) {
	const russian = "Новости дня: Привет, это короткий текст о погоде в городе."
	encode := func(label, text string) string {
		e, _ := charset.Lookup(label)
		b, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(label, err)
		}
		return b
	}
	tests := []struct {
		name, data, contentType, want string
	}{
		{"plain", "abc", "", "abc"},
		{"UTF-8 mark", "\xef\xbb\xbfé", "text/html; charset=iso-8859-1", "é"},
		{"UTF-16LE mark", "\xff\xfea\x00b\x00", "", "ab"},
		{"UTF-16BE mark", "\xfe\xff\x00a\x00b", "", "ab"},
		{"UTF-32LE mark", "\xff\xfe\x00\x00a\x00\x00\x00", "", "a"},
		{"UTF-32BE mark", "\x00\x00\xfe\xff\x00\x00\x00a", "", "a"},
		{"UTF-16LE unmarked", "<\x00p\x00>\x00a\x00b\x00c\x00", "", "<p>abc"},
		{"UTF-32BE unmarked", "\x00\x00\x00<\x00\x00\x00p\x00\x00\x00>", "", "<p>"},
		{"server", encode("windows-1251", russian), "text/html; charset=windows-1251", russian},
		{"meta", "<meta charset=koi8-r>" + encode("koi8-r", russian), "", "<meta charset=koi8-r>" + russian},
		{"XML", `<?xml version="1.0" encoding="iso-8859-5"?>` + encode("iso-8859-5", russian), "", `<?xml version="1.0" encoding="iso-8859-5"?>` + russian},
		{"mac", encode("x-mac-cyrillic", russian), "text/xml; charset=x-mac-cyrillic", russian},
		{"undeclared", encode("windows-1251", russian), "", russian},
		{"declared UTF-8 and is not", "<meta charset=utf-8>" + encode("windows-1251", russian), "", "<meta charset=utf-8>" + russian},
		{"declared Latin and is UTF-8", "<meta charset=iso-8859-1>" + russian, "", "<meta charset=iso-8859-1>" + russian},
		{"Shift-JIS", encode("shift_jis", "日本語のニュース"), "text/html; charset=Shift_JIS", "日本語のニュース"},
		{"ISO-2022-JP undeclared", encode("iso-2022-jp", "日本語のニュース"), "", "日本語のニュース"},
		{"EUC-KR", encode("euc-kr", "한국어 뉴스"), "text/html; charset=euc-kr", "한국어 뉴스"},
		{"GB18030", encode("gb18030", "中文新闻"), "text/html; charset=gb2312", "中文新闻"},
		{"cut", "caf\xc3\xa9 na\xc3\xafve r\xc3\xa9sum\xc3\xa9 \xc3\xa9t\xc3\xa9 " + strings.Repeat("é", 40) + "\xc3", "text/html; charset=utf-8", "café naïve résumé été " + strings.Repeat("é", 40) + "\ufffd"},
		{"unknown label", "abc", "text/html; charset=no-such", "abc"},
	}
	for _, test := range tests {
		got, err := Decode([]byte(test.data), test.contentType)
		if err != nil || got != test.want {
			t.Errorf("%s: got %q, %v, want %q", test.name, got, err, test.want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"bytes", make([]byte, MaxBytes+1), ErrTooLarge},
		{"letters", append([]byte("<meta charset=windows-1252>"), bytes.Repeat([]byte{0xe9}, MaxBytes-100)...), ErrTooLarge},
		{"PDF", []byte("%PDF-1.7 and more"), ErrNotText},
		{"rich text", []byte(`{\rtf1\ansi and more`), ErrNotText},
		{"controls", []byte("abc\x01\x02\x03def"), ErrNotText},
	}
	for _, test := range tests {
		if _, err := Decode(test.data, ""); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
	}
}

func TestHTMLBounds(t *testing.T) {
	nested := strings.Repeat
	tests := []struct {
		name, page string
		want       error
	}{
		{"empty", "", nil},
		{"deep", nested("<div>", 399), nil},
		{"too deep", nested("<div>", 401), ErrTooDeep},
		{"unclosed paragraphs", nested("<p>text", 5000), nil},
		{"unclosed items", "<ul>" + nested("<li>text", 5000), nil},
		{"unclosed cells", "<table>" + nested("<tr><td>text", 3000), nil},
		{"closed bold", nested("<p><b>x</p><p>y</b></p>", 3000), nil},
		{"open bold", nested("<b>", 100) + nested("<p>x", 1000), ErrTooManyNodes},
		{"layout tables", nested("<table><tr><td>", 12), nil},
		{"table attack", nested("<table><tr><td>", 40), ErrTooDeep},
		{"nodes", nested("<p>a", maxNodes), ErrTooManyNodes},
		{"attributes", nested("<p "+manyAttributes(1000)+">", maxNodes/200), ErrTooManyNodes},
		{"text", "<p>" + nested("word ", maxText/4), ErrTooMuchText},
		{"paths", nested("<div>", 390) + nested("<p>a", 5000), ErrTooManyNodes},
	}
	for _, test := range tests {
		if err := HTML(test.page); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain\ttext\n", "plain\ttext\n"},
		{"a\u0301", "á"},
		{"a\x00b\x1b[31mc", "ab[31mc"},
		{"zero\u200bwidth\ufeff\u2060", "zerowidth"},
		{"soft\u00adhyphen", "softhyphen"},
		{"\u202eevil\u202c \u2066x\u2069", "evil x"},
		{"line\u2028next", "line\nnext"},
		{"نمی\u200cخواهم", "نمی\u200cخواهم"},
		{"a\u200db", "ab"},
		{"👩\u200d🚀", "👩\u200d🚀"},
		{"tag\U000e0041\U000e007f", "tag"},
		{"e" + strings.Repeat("\u0323", 50), "ẹ" + strings.Repeat("\u0323", maxMarks-1)},
		{"नमस्ते", "नमस्ते"},
	}
	for _, test := range tests {
		if got := Clean(test.in); got != test.want {
			t.Errorf("Clean(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestSlim(t *testing.T) {
	long := strings.Repeat("x", maxValue+1)
	tests := []struct{ in, want string }{
		{"a < b <", "a < b <"},
		{"a<!-- b -->c", "ac"},
		{"a<!-->b", "ab"},
		{"a<!--b--!>c", "ac"},
		{"a<!--b", "a"},
		{"<p>a<script>if (a</b) '</p>'</script>b", "<p>a b"},
		{"a<SCRIPT src='>'></SCRIPT >b", "a b"},
		{"a<script>b", "a "},
		{`<script type="application/ld+json">{"a":"<p>"}</script>b`, `<script type="application/ld+json">{"a":"<p>"}</script>b`},
		{"<title>a <!-- b</title>c", "<title>a <!-- b</title>c"},
		{"a<svg/>b<svg><path/></svg>c", "ab c"},
		{`<p class="` + long + `" id=a>b`, `<p class="" id=a>b`},
		{`<a href="x>y">b</a><!doctype html><?php x ?>c`, `<a href="x>y">b</a><!doctype html>c`},
	}
	for _, test := range tests {
		if got := Slim(test.in); got != test.want {
			t.Errorf("Slim(%.60q) = %.60q, want %.60q", test.in, got, test.want)
		}
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d ", i)
	}
	return b.String()
}

// TestDecodeTwins decodes the texts that golang.org/x/text keeps in several
// encodings, undeclared: each must come out as its UTF-8 twin does. Two cannot
// be told by their bytes alone and are declared.
func TestDecodeTwins(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/text").Output()
	if err != nil {
		t.Skip("no module cache: ", err)
	}
	folder := filepath.Join(strings.TrimSpace(string(out)), "encoding", "testdata")
	tests := []struct{ file, contentType, twin string }{
		{"candide-utf-16le.txt", "", "candide-utf-8.txt"},
		{"candide-utf-32be.txt", "", "candide-utf-8.txt"},
		{"candide-windows-1252.txt", "", "candide-utf-8.txt"},
		{"candide-gb18030.txt", "text/plain; charset=gb18030", "candide-utf-8.txt"},
		{"rashomon-euc-jp.txt", "", "rashomon-utf-8.txt"},
		{"rashomon-iso-2022-jp.txt", "", "rashomon-utf-8.txt"},
		{"rashomon-shift-jis.txt", "", "rashomon-utf-8.txt"},
		{"sunzi-bingfa-gb-levels-1-and-2-hz-gb2312.txt", "", "sunzi-bingfa-gb-levels-1-and-2-utf-8.txt"},
		{"sunzi-bingfa-simplified-gbk.txt", "", "sunzi-bingfa-simplified-utf-8.txt"},
		{"sunzi-bingfa-traditional-big5.txt", "", "sunzi-bingfa-traditional-utf-8.txt"},
		{"unsu-joh-eun-nal-euc-kr.txt", "", "unsu-joh-eun-nal-utf-8.txt"},
	}
	for _, test := range tests {
		data, err := os.ReadFile(filepath.Join(folder, test.file))
		if err != nil {
			t.Skip(err)
		}
		want, err := os.ReadFile(filepath.Join(folder, test.twin))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data, test.contentType)
		if err != nil || got != strings.TrimPrefix(string(want), "\ufeff") {
			t.Errorf("%s: %v, or other letters than its twin", test.file, err)
		}
	}
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{"<p>a", "<table><tr><td>", "<a href='x'>", "<!--", "<script>", "\xff\xfea\x00", "<b><p>", "</p><br/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Decode(data, "")
		if err != nil {
			return
		}
		slim := Slim(s)
		if again := Slim(slim); len(again) > len(slim) {
			t.Errorf("Slim made %q longer: %q", slim, again)
		}
		if HTML(slim) != nil {
			return
		}
		root, err := html.Parse(strings.NewReader(slim))
		if err != nil {
			return
		}
		nodes := 0
		for range root.Descendants() {
			nodes++
		}
		if nodes > 2*maxNodes {
			t.Errorf("%d nodes passed the guard", nodes)
		}
		if c := Clean(s); Clean(c) != c {
			t.Errorf("Clean is not stable on %q", s)
		}
	})
}
