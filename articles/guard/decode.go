package guard

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// Decode returns data as UTF-8. The encoding is that of the byte order mark,
// else the one that contentType or the document itself declares, else the one
// that the bytes look like. Bytes that mean nothing in it become U+FFFD. The
// error is ErrTooLarge or ErrNotText.
func Decode(data []byte, contentType string) (string, error) {
	if len(data) > MaxBytes {
		return "", ErrTooLarge
	}
	e := wide(data)
	if e == nil {
		if binary(data) {
			return "", ErrNotText
		}
		if rest, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); marked {
			data, e = rest, unicode.UTF8
		} else {
			e = choose(data, contentType)
		}
	}
	if e == unicode.UTF8 {
		if len(data) == 0 || utf8.Valid(data) {
			return string(data), nil
		}
		return strings.ToValidUTF8(string(data), "\ufffd"), nil
	}
	return decode(data, e)
}

// choose picks the encoding of data that is not UTF-16 or UTF-32.
func choose(data []byte, contentType string) encoding.Encoding {
	e := declared(data, contentType)
	switch {
	case e == nil, e == unicode.UTF8:
		if e = detect(data); e == nil {
			e = unicode.UTF8
		}
	case surelyUTF8(data):
		e = unicode.UTF8
	}
	return e
}

// surelyUTF8 reports whether data can hardly be anything but UTF-8, whatever it
// declares: so many valid sequences do not arise by chance in any other
// encoding.
func surelyUTF8(data []byte) bool {
	const enough = 16
	n := 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return false
		}
		n++
		i += size
	}
	return n >= enough
}

// decode decodes in pieces, so that what is too large is noticed before it has
// been built.
func decode(data []byte, e encoding.Encoding) (string, error) {
	var out strings.Builder
	out.Grow(min(len(data)+len(data)/4, MaxBytes))
	d := e.NewDecoder()
	buf := make([]byte, 32<<10)
	for {
		n, used, err := d.Transform(buf, data, true)
		if out.Len()+n > MaxBytes {
			return "", ErrTooLarge
		}
		out.Write(buf[:n])
		data = data[used:]
		switch {
		case err == nil:
			return out.String(), nil
		case !errors.Is(err, transform.ErrShortDst):
			return "", fmt.Errorf("%w: %w", ErrNotText, err)
		}
	}
}

// wide recognises UTF-16 and UTF-32, with a byte order mark or by where the
// zero bytes are, which no other encoding of text has. It returns nil for
// everything else.
func wide(data []byte) encoding.Encoding {
	head := data[:min(len(data), 4096)]
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}), wide32(head, 3, 2):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}), wide32(head, 0, 1):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), wide16(head, 1):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}), wide16(head, 0):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

// wide32 reports whether every four bytes can be a code point whose highest
// byte stands at the given place and whose next one at the other.
func wide32(head []byte, high, next int) bool {
	const least = 8 // bytes: two letters
	if len(head) < least {
		return false
	}
	for i := 0; i+4 <= len(head); i += 4 {
		if head[i+high] != 0 || head[i+next] > 0x10 {
			return false
		}
	}
	return true
}

// wide16 reports whether the bytes at odd (high = 1) or even (0) places are
// often zero and the others hardly ever, as in UTF-16 with markup in it.
func wide16(head []byte, high int) bool {
	const least = 8
	if len(head) < least {
		return false
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	return zeros[high]*5 > pairs && zeros[1-high]*50 < pairs
}

// binary reports whether data is no text in any encoding: the signature of a
// common kind of file, or control characters no text has.
func binary(data []byte) bool {
	for _, magic := range []string{"%PDF-", "{\\rtf", "PK\x03\x04", "\x1f\x8b", "\x89PNG", "GIF8", "\xff\xd8\xff", "\x7fELF"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	head := data[:min(len(data), 4096)]
	odd := 0
	for _, b := range head {
		if b < ' ' && !strings.ContainsRune("\t\n\f\r\x0e\x0f\x1b", rune(b)) { // SO, SI and ESC shift letters in ISO 2022
			odd++
		}
	}
	return odd*20 > len(head)
}
