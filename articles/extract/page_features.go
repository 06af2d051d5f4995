package extract

import (
	"math"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what the choice of blocks is made from.
type page struct {
	blocks []block
	votes  [][len(readers)]float64 // for each block, which part of it each reader kept
	title  gramSet
	// bylines are the authors that the readers found.
	bylines []string
	chosen  []bool // the blocks of the article, once body has chosen them
	// What the blocks that every reader kept have in common.
	agreed      float64               // their runes
	kept        [len(readers)]float64 // the runes each reader kept
	first, last int                   // the first and last of them that are sentences
	elements    map[*html.Node]float64
	outers      map[*html.Node]float64
	kinds       map[uint64]float64
	seen        []bool // the block says what an earlier one said
}

// newPage gathers what the features need. said holds what each reader kept.
func newPage(all []block, said [len(readers)]gramSet, title string) *page {
	p := &page{
		blocks: all, votes: make([][len(readers)]float64, len(all)), title: gramSet{},
		first: len(all), last: -1, seen: make([]bool, len(all)),
		elements: map[*html.Node]float64{}, outers: map[*html.Node]float64{}, kinds: map[uint64]float64{},
	}
	p.title.add(title)
	before := map[string]struct{}{}
	for i, b := range all {
		for k, s := range said {
			p.votes[i][k] = s.share(b.text)
		}
		for k := range said {
			if p.votes[i][k] >= .5 {
				p.kept[k] += float64(b.runes)
			}
		}
		_, p.seen[i] = before[b.text]
		before[b.text] = struct{}{}
		if p.party(i) != agreedParty {
			continue
		}
		size := float64(b.runes)
		p.agreed += size
		p.elements[b.place.element] += size
		p.outers[b.place.outer] += size
		p.kinds[b.place.kind] += size
		if b.words >= 12 && b.links*3 < b.runes {
			p.first, p.last = min(p.first, i), i
		}
	}
	return p
}

// A party is the set of readers that kept a block, as a number with a bit for
// each.
const (
	parties     = 1 << len(readers)
	agreedParty = parties - 1
)

func (p *page) party(i int) int {
	n := 0
	for k, v := range p.votes[i] {
		if v >= .5 {
			n |= 1 << k
		}
	}
	return n
}

// The features of a block, by their place in the table of weights.
const (
	fBias = iota
	fWords
	fTiny
	fShort
	fLong
	fLinks
	fAllLinks
	fBold
	fMarks
	fUpper
	fDigits
	fSentence
	fColon
	fLower
	fSign
	fTitle
	fSeen
	fDepth
	fElement
	fOuter
	fKind
	fBefore
	fAfter
	fFarBefore
	fFarAfter
	fPrevious
	fNext
	fAround
	fLastWords
	fProse
	fInside
	fTitleExact
	fTotal
	fVotes                               // one a reader
	fAgreement   = fVotes + len(readers) // one a reader: which part of what it kept all kept
	fTag         = fAgreement + len(readers)
	fWithin      = fTag + len(tags)
	fHints       = fWithin + len(telling)
	fNear        = fHints + len(hintWords)
	featureCount = fNear + len(hintWords)
)

// tags are the elements whose blocks are told apart.
var tags = [...]atom.Atom{
	atom.P, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.Td, atom.Div, atom.Blockquote,
	atom.Figcaption, atom.Pre, atom.Section, atom.Article, atom.Dd, atom.Dt, atom.Header, atom.Th,
}

// features calls yield for each feature of block i that is not zero.
func (p *page) features(i int, yield func(feature int, value float64)) {
	b := &p.blocks[i]
	set := func(f int, v float64) {
		if v != 0 {
			yield(f, v)
		}
	}
	flag := func(f int, on bool) {
		if on {
			yield(f, 1)
		}
	}
	size := float64(b.runes)
	yield(fBias, 1)
	set(fWords, math.Log(1+size/6)/5)
	flag(fTiny, b.runes < 20)
	flag(fShort, b.runes < 60)
	flag(fLong, b.runes > 250)
	set(fLinks, float64(b.links)/size)
	flag(fAllLinks, b.links*10 > b.runes*9)
	set(fBold, float64(b.bold)/size)
	set(fMarks, min(1, 5*float64(b.marks)/size))
	p.letters(b, set, flag)
	set(fTitle, p.title.share(b.text))
	flag(fSeen, p.seen[i])
	set(fDepth, float64(b.place.depth)/30)
	p.company(i, set, flag)
	flag(fProse, b.words >= 12 && b.links*3 < b.runes)
	flag(fInside, i >= p.first && i <= p.last)
	set(fTotal, math.Log(1+p.agreed)/10)
	for k := range p.kept {
		set(fAgreement+k, p.agreed/(1+p.kept[k]))
	}
	for k, v := range p.votes[i] {
		set(fVotes+k, v)
	}
	for k, t := range tags {
		flag(fTag+k, b.tag == t)
	}
	each(uint64(b.place.within), fWithin, yield)
	each(uint64(b.place.hints), fHints, yield)
	each(uint64(b.place.near), fNear, yield)
}

// letters are the features of how a block is written.
func (p *page) letters(b *block, set func(int, float64), flag func(int, bool)) {
	upper, digits, letters := 0, 0, 0
	for _, r := range b.text {
		switch {
		case unicode.IsUpper(r):
			upper++
			letters++
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	set(fUpper, float64(upper)/float64(1+letters))
	set(fDigits, float64(digits)/float64(b.runes))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(b.text, `"'”’»)] `))
	flag(fSentence, strings.ContainsRune(".!?…。！？", last))
	flag(fColon, last == ':' || last == '：')
	first, _ := utf8.DecodeRuneInString(b.text)
	flag(fLower, unicode.IsLower(first))
	flag(fSign, strings.ContainsAny(b.text, "©@|•»›→▶"))
}

// company are the features of what stands around a block.
func (p *page) company(i int, set func(int, float64), flag func(int, bool)) {
	b := &p.blocks[i]
	if p.agreed > 0 {
		set(fElement, p.elements[b.place.element]/p.agreed)
		set(fOuter, p.outers[b.place.outer]/p.agreed)
		set(fKind, p.kinds[b.place.kind]/p.agreed)
	}
	flag(fBefore, i < p.first)
	flag(fAfter, i > p.last)
	if i < p.first {
		set(fFarBefore, min(1, float64(p.first-i)/10))
	}
	if i > p.last {
		set(fFarAfter, min(1, float64(i-p.last)/10))
	}
	set(fPrevious, p.support(i-1))
	set(fNext, p.support(i+1))
	set(fAround, (p.support(i-2)+p.support(i-1)+p.support(i+1)+p.support(i+2))/4)
	if i > 0 && p.blocks[i-1].tag == b.tag {
		flag(fLastWords, true)
	}
}

// support returns which part of the readers kept block i.
func (p *page) support(i int) float64 {
	if i < 0 || i >= len(p.blocks) {
		return 0
	}
	return float64(bits.OnesCount(uint(p.party(i)))) / float64(len(readers))
}

func each(set uint64, from int, yield func(int, float64)) {
	for ; set != 0; set &= set - 1 {
		yield(from+bits.TrailingZeros64(set), 1)
	}
}
