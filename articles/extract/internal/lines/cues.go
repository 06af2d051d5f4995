package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cue is what one line looks like, seen alone.
type cue struct {
	units      float32 // length, see Units
	words      uint16
	sentences  uint16 // marks that end a sentence
	commas     uint16
	capitals   uint16 // words that begin with a capital
	cased      uint16 // words of a script that has capitals
	functions  uint16 // words of the class function
	spoken     uint16 // words of all other classes
	voice      uint16 // words for the reader and for us
	digits     uint16
	separators uint16 // bars, bullets, arrows between entries
	kinds      kind
	flags      flag
	begin      begin
	end        end
	overlap    float32 // share of its words that the core of the text has
	far        float32 // the same, less the lines around it
	announce   float32 // share of its words that the next lines have
	echo       echo
}

// echo tells where a line is said again.
type echo uint8

const (
	echoBefore echo = 1 << iota
	echoAfter
)

type flag uint16

const (
	hasClock flag = 1 << iota
	hasYear
	hasMail
	hasLink
	hasTag
	hasMoney
	hasCopyright
	hasQuote
	hasJoint    // "Log inRegister": two labels without a space between
	hasBrackets // what templates and markup leave behind
	allCapitals
	repeated // the same line stands elsewhere too
	flagEnd
)

type begin uint8

const (
	beginLower begin = iota
	beginUpper
	beginDigit
	beginQuote
	beginUncased // a letter of a script without capitals
	beginSign
	begins
)

type end uint8

const (
	endOpen end = iota // a letter or digit
	endStop            // the end of a statement, closing quotes aside
	endLoud            // "!" or "?"
	endColon
	endDots
	endClosing // a quotation mark or bracket after a letter
	endSign
	ends
)

// maxWords is how many words of one line are looked at.
const maxWords = 400

// look describes a line.
func look(l string) cue {
	c := cue{units: float32(Units(l)), begin: beginOf(l)}
	c.end = endOf(l)
	c.marks(l)
	eachWord(l, func(w string) bool {
		c.word(w)
		return c.words < maxWords
	})
	eachWord(outside(l), func(w string) bool {
		if k := whole[strings.ToLower(w)] & (reader | we); k != 0 {
			c.voice++
			c.kinds |= k
		}
		return c.voice < maxWords
	})
	for _, s := range signs {
		if c.words == 0 || c.cased < c.words { // only where other scripts occur
			if strings.Contains(l, s.text) {
				c.kinds |= s.kind
				c.spoken++
			}
		}
	}
	if c.cased > 1 && !strings.ContainsFunc(l, unicode.IsLower) {
		c.flags |= allCapitals
	}
	return c
}

// word counts one word.
func (c *cue) word(w string) {
	c.words++
	r, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsUpper(r):
		c.capitals++
		c.cased++
	case unicode.IsLower(r):
		c.cased++
	}
	if joint(w) {
		c.flags |= hasJoint
	}
	k := wordKind(strings.ToLower(w))
	if k&function != 0 {
		c.functions++
	}
	if k&^function != 0 {
		c.spoken++
	}
	c.kinds |= k &^ (reader | we)
}

// outside is a line without what it quotes: who is quoted may say we and you in
// any article. A quotation that goes on in the next line ends with this one.
func outside(l string) string {
	if !strings.ContainsAny(l, "\"“”„«»「」『』") {
		return l
	}
	var b strings.Builder
	in := false
	for _, r := range l {
		switch r {
		case '"':
			in = !in
		case '“', '„', '«', '「', '『':
			in = r != '“' || !in // German closes with it
		case '”', '»', '」', '』':
			in = false
		default:
			if !in {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// joint reports whether a small letter is followed by a capital that is not
// the second of a name such as McDonald.
func joint(w string) bool {
	prev, n := rune(0), 0
	for _, r := range w {
		if n > 3 && unicode.IsLower(prev) && unicode.IsUpper(r) {
			return true
		}
		prev = r
		n++
	}
	return false
}

// marks counts what stands between the words.
func (c *cue) marks(l string) {
	prev := ' '
	for i, r := range l {
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔':
			if r > 0x3000 || i+utf8.RuneLen(r) == len(l) || strings.IndexByte(" \"')", l[min(i+utf8.RuneLen(r), len(l)-1)]) >= 0 {
				c.sentences++
			}
		case ',', '，', '、', '،', ';':
			c.commas++
		case '|', '•', '·', '›', '»', '«', '→', '>', '/', '‹', '←', '▶', '►':
			c.separators++
		case ':':
			if unicode.IsDigit(prev) && i+1 < len(l) && l[i+1] >= '0' && l[i+1] <= '9' {
				c.flags |= hasClock
			}
		case '@':
			c.flags |= hasMail
		case '#':
			c.flags |= hasTag
		case '$', '€', '£', '¥', '₽', '₹', '₩':
			c.flags |= hasMoney
		case '©', '®', '™':
			c.flags |= hasCopyright
		case '"', '“', '”', '„', '「', '『':
			c.flags |= hasQuote
		case '[', ']', '{', '}', '<', '=', '_':
			c.flags |= hasBrackets
		}
		if unicode.IsDigit(r) {
			c.digits++
		}
		prev = r
	}
	if hasYearNumber(l) {
		c.flags |= hasYear
	}
	if strings.Contains(l, "://") || strings.Contains(l, "www.") || strings.Contains(l, ".com") {
		c.flags |= hasLink
	}
}

// hasYearNumber reports whether l has a number from 1900 to 2099 of its own.
func hasYearNumber(l string) bool {
	run := 0
	for i := 0; i <= len(l); i++ {
		if i < len(l) && l[i] >= '0' && l[i] <= '9' {
			run++
			continue
		}
		if run == 4 && (l[i-4:i-2] == "19" || l[i-4:i-2] == "20") {
			return true
		}
		run = 0
	}
	return false
}

func beginOf(l string) begin {
	r, _ := utf8.DecodeRuneInString(l)
	switch {
	case unicode.IsLower(r):
		return beginLower
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return beginUpper
	case unicode.IsLetter(r):
		return beginUncased
	case unicode.IsDigit(r):
		return beginDigit
	case strings.ContainsRune("\"'“”„‘’«»「『《(（¿¡", r):
		return beginQuote
	}
	return beginSign
}

// closers are what may follow the mark that ends a sentence.
const closers = "\"'”“’»«)]）」』》*_"

func endOf(l string) end {
	inner := strings.TrimRight(l, closers+" ")
	r, _ := utf8.DecodeLastRuneInString(inner)
	switch {
	case strings.HasSuffix(inner, "..") || r == '…':
		return endDots
	case strings.ContainsRune(".。।۔．", r):
		return endStop
	case strings.ContainsRune("!?！？؟", r):
		return endLoud
	case r == ':' || r == '：':
		return endColon
	case len(inner) < len(l):
		return endClosing
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return endOpen
	}
	return endSign
}

// eachWord calls f for every word of l until it returns false. Where a script
// has no spaces, every two neighbouring characters are a word.
func eachWord(l string, f func(string) bool) {
	start, prev := -1, -1 // of the word; of the wide character before
	for i, r := range l {
		switch {
		case wide(r) > 1 && unicode.IsLetter(r):
			if start >= 0 && !f(l[start:i]) {
				return
			}
			start = -1
			if prev >= 0 && !f(l[prev:i+utf8.RuneLen(r)]) {
				return
			}
			prev = i
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || (r == '-' && start >= 0):
			if start < 0 {
				start = i
			}
		default:
			if start >= 0 && !f(l[start:i]) {
				return
			}
			start = -1
		}
		prev = -1
	}
	if start >= 0 {
		f(l[start:])
	}
}

// share is a/b, 0 when there is nothing to share.
func share[T ~uint16 | ~int](a, b T) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// closed reports whether the line ends like a sentence.
func (c *cue) closed() bool { return c.end == endStop || c.end == endLoud || c.end == endDots }
