package guard

import (
	"bytes"
	"mime"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// scanned is how much of a document is searched for its declaration. Browsers
// look at 1,024 bytes; pages of the field declare it later, too.
const scanned = 4096

// declared returns the encoding that the server, the XML declaration or a meta
// element names, nil when there is none that is known.
func declared(data []byte, contentType string) encoding.Encoding {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if e := lookup(params["charset"]); e != nil {
			return e
		}
	}
	head := data[:min(len(data), scanned)]
	e := lookup(xmlEncoding(head))
	if e == nil {
		e = metaEncoding(head)
	}
	return e
}

// lookup returns the encoding with a label of encoding.spec.whatwg.org, or nil.
func lookup(label string) encoding.Encoding {
	e, name := charset.Lookup(strings.TrimSpace(label))
	switch name {
	case "utf-8", "utf-16le", "utf-16be": // a label that could be read was not in UTF-16
		return unicode.UTF8
	case "replacement": // labels that browsers refuse to decode
		if strings.EqualFold(label, "hz-gb-2312") {
			return simplifiedchinese.HZGB2312
		}
		return nil
	}
	return e
}

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']{1,40})["']`)

func xmlEncoding(head []byte) string {
	if m := xmlDeclaration.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	return ""
}

var contentCharset = regexp.MustCompile(`(?i)charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))`)

// metaEncoding reads <meta charset> and <meta http-equiv=content-type>.
func metaEncoding(head []byte) encoding.Encoding {
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		if string(name) != "meta" {
			continue
		}
		var label, content, equiv string
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			switch string(key) {
			case "charset":
				label = string(value)
			case "content":
				content = string(value)
			case "http-equiv":
				equiv = string(value)
			}
		}
		if m := contentCharset.FindStringSubmatch(content); label == "" && strings.EqualFold(equiv, "content-type") && m != nil {
			label = m[1] + m[2] + m[3]
		}
		if e := lookup(label); e != nil {
			return e
		}
	}
}

// detect guesses the encoding of undeclared data; nil means UTF-8, valid or
// not.
func detect(data []byte) encoding.Encoding {
	switch {
	case bytes.Contains(data, []byte("\x1b$B")), bytes.Contains(data, []byte("\x1b$@")), bytes.Contains(data, []byte("\x1b(J")):
		return japanese.ISO2022JP
	case bytes.Count(data, []byte("~{")) > 1 && bytes.Count(data, []byte("~}")) > 1 && ascii(data):
		return simplifiedchinese.HZGB2312
	case mostlyUTF8(data):
		return nil
	}
	first := slices.IndexFunc(data, func(b byte) bool { return b >= utf8.RuneSelf })
	const sample = 32 << 10
	window := data[max(0, first-sample/4):]
	window = window[:min(len(window), sample)]
	guesses, err := chardet.NewHtmlDetector().DetectAll(window)
	if err != nil {
		return charmap.Windows1252
	}
	for _, g := range guesses {
		label := strings.Replace(g.Charset, "GB-18030", "gb18030", 1)
		if e := lookup(strings.TrimSuffix(label, "-I")); e != nil && e != unicode.UTF8 {
			return e
		}
	}
	return charmap.Windows1252
}

func ascii(data []byte) bool {
	return !slices.ContainsFunc(data, func(b byte) bool { return b >= utf8.RuneSelf })
}

// mostlyUTF8 reports whether data is UTF-8 but for a few broken places, as a
// cut or a careless copy leaves them.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return bad == 0 || good > 20*bad
}
