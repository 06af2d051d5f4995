package lines

import "strings"

// text is a saved text as the chain sees it.
type text struct {
	cues []cue
	// The core [from, to) is the run of lines with the most running text for
	// the fewest labels in between.
	from, to int
	share    float64   // of all units, those in sentences of some length
	density  []float32 // sums up to each line: of sentences,
	mass     []float32 // of what speaks for running text,
	common   []float32 // and of the words shared with the core
	voice    []int32   // of words for us and for the reader,
	words    []int32   // and of all words
	runs     []run
	since    [heads][]int32 // lines since the last head of each kind, 0 when there was none
}

// Heads are short lines that say what follows: comments, other articles, what
// to subscribe to, who wrote this.
var headKinds = [...]kind{talk, more, follow | give, credit}

const heads = len(headKinds)

// run is the labels in a row that a line stands among; a line that is no label
// is a run of its own.
type run struct{ from, to int }

// core words are counted in a table of fixed size, so that a hostile text
// cannot make it grow.
const coreBits = 15

type coreWords [1 << coreBits]int32

// slot is where a word is counted: its FNV-1a hash.
func slot(w string) uint16 {
	h := uint32(2166136261)
	for _, b := range []byte(strings.ToLower(w)) {
		h = (h ^ uint32(b)) * 16777619
	}
	return uint16(h >> (32 - coreBits))
}

// content reports whether a word says something about the subject.
func content(w string) bool { return len(w) > 3 && whole[w]&function == 0 }

func newText(ls []string) *text {
	t := &text{cues: make([]cue, len(ls))}
	seen := make(map[string]int, len(ls))
	for i, l := range ls {
		t.cues[i] = look(l)
		if first, ok := seen[l]; ok {
			t.cues[i].flags |= repeated
			t.cues[first].flags |= repeated
		} else {
			seen[l] = i
		}
	}
	t.findCore()
	t.measureOverlap(ls)
	t.measureEcho(ls)
	t.measureDensity()
	t.findRuns()
	t.findHeads()
	return t
}

// weigh is how much a line speaks for running text (above 0) or for a list of
// labels (below).
func weigh(c *cue) float64 {
	units := min(float64(c.units), 400) / 100
	switch {
	case c.closed() && c.units >= 60:
		return units
	case c.units >= 120:
		return units / 3
	case c.closed():
		return 0
	}
	return -.4
}

func (t *text) findCore() {
	best, sum, start, faith := 0.0, 0.0, 0, 1.0
	for i := range t.cues {
		if sum <= 0 {
			sum, start, faith = 0, i, 1
		}
		c := &t.cues[i]
		if sum > 1 && c.units < 50 && !c.closed() { // what follows such a head is hardly the article's
			switch {
			case c.kinds&talk != 0:
				faith = max(.1, faith*.3)
			case c.kinds&more != 0:
				faith = max(.1, faith*.7)
			}
		}
		w := weigh(c)
		if w > 0 {
			w *= faith
		}
		sum += w
		if sum > best {
			best, t.from, t.to = sum, start, i+1
		}
	}
}

// reach is how far the words of a line's neighbours are left out when it is
// compared with the core: an appeal of several lines shares words with itself.
const reach = 3

// maxOwn is how many words of one line are compared with the core.
const maxOwn = 48

// measureOverlap compares every line with the core, once less the line itself
// and once less its neighbours too.
func (t *text) measureOverlap(ls []string) {
	var core coreWords
	own := make([][]uint16, len(ls))
	defer t.measureAnnounce(own)
	for i, l := range ls {
		own[i] = t.contentWords(l)
		if t.inCore(i) {
			core.add(own[i], 1)
		}
	}
	var near coreWords // counts of the core's lines around line i
	for i := -reach; i < len(ls); i++ {
		if t.inCore(i + reach) {
			near.add(own[i+reach], 1)
		}
		if t.inCore(i - reach - 1) {
			near.add(own[i-reach-1], -1)
		}
		if i < 0 {
			continue
		}
		t.cues[i].overlap = core.hit(own[i], nil, t.inCore(i))
		t.cues[i].far = core.hit(own[i], &near, false)
	}
}

func (t *text) inCore(i int) bool { return i >= t.from && i < t.to }

func (t *text) contentWords(l string) []uint16 {
	var out []uint16
	eachWord(l, func(w string) bool {
		if content(w) {
			out = append(out, slot(w))
		}
		return len(out) < maxOwn
	})
	return out
}

func (w *coreWords) add(slots []uint16, n int32) {
	for _, s := range slots {
		w[s] += n
	}
}

// hit is the share of slots that w counts more often than less does, or than
// the slots themselves do when they are counted in w.
func (w *coreWords) hit(slots []uint16, less *coreWords, counted bool) float32 {
	n := 0
	for _, s := range slots {
		mine := int32(0)
		switch {
		case less != nil:
			mine = less[s]
		case counted:
			for _, o := range slots {
				if o == s {
					mine++
				}
			}
		}
		if w[s] > mine {
			n++
		}
	}
	return float32(share(n, len(slots)))
}

// measureDensity notes, as running sums, how much of the text up to each line
// is running text.
func (t *text) measureDensity() {
	t.density = make([]float32, len(t.cues)+1)
	t.mass = make([]float32, len(t.cues)+1)
	t.common = make([]float32, len(t.cues)+1)
	t.voice = make([]int32, len(t.cues)+1)
	t.words = make([]int32, len(t.cues)+1)
	running, all := 0.0, 0.0
	for i := range t.cues {
		c := &t.cues[i]
		d := 0.0
		if c.closed() {
			d = min(float64(c.units), 200) / 200
			if c.units >= 60 {
				running += float64(c.units)
			}
		}
		all += float64(c.units)
		t.density[i+1] = t.density[i] + float32(d)
		t.mass[i+1] = t.mass[i] + float32(max(0, weigh(c)))
		t.common[i+1] = t.common[i] + c.overlap
		t.voice[i+1] = t.voice[i] + int32(c.voice)
		t.words[i+1] = t.words[i] + int32(c.words)
	}
	if all > 0 {
		t.share = running / all
	}
}

// around is the mean, from running sums, over the lines [from, to) less line i.
func (t *text) around(sums []float32, i, from, to int) float64 {
	from, to = max(0, from), min(len(t.cues), to)
	sum, n := float64(sums[to]-sums[from]), to-from
	if i >= from && i < to {
		sum -= float64(sums[i+1] - sums[i])
		n--
	}
	if n <= 0 {
		return 0
	}
	return sum / float64(n)
}

// voiced is the share of words for us and for the reader in the lines [from,
// to): it rises where an article ends and an appeal begins.
func (t *text) voiced(from, to int) float64 {
	from, to = max(0, min(from, len(t.cues))), max(0, min(to, len(t.cues)))
	return share(int(t.voice[to]-t.voice[from]), int(t.words[to]-t.words[from]))
}

// An echo is a line whose words, four at a time, stand in other lines too: a
// headline said twice, a quotation pulled out of the text. They are counted in
// a table of fixed size.
const (
	echoBits = 20
	echoRun  = 4
)

func (t *text) measureEcho(ls []string) {
	count := make([]uint8, 1<<echoBits)
	for i, l := range ls {
		at := shingles(l)
		before := 0
		for _, s := range at {
			if count[s] > 0 {
				before++
			}
		}
		for _, s := range at {
			if count[s] < 255 {
				count[s]++
			}
		}
		if len(at) > 0 && before*10 >= len(at)*6 {
			t.cues[i].echo |= echoBefore
		}
	}
	for i, l := range ls {
		if t.cues[i].echo != 0 {
			continue
		}
		at := shingles(l)
		again := 0
		for _, s := range at {
			if count[s] > 1 {
				again++
			}
		}
		if len(at) > 0 && again*10 >= len(at)*6 {
			t.cues[i].echo |= echoAfter
		}
	}
}

// shingles are where the runs of four words of l are counted.
func shingles(l string) []uint32 {
	var last [echoRun]uint32
	var out []uint32
	n := 0
	eachWord(l, func(w string) bool {
		copy(last[:], last[1:])
		last[echoRun-1] = uint32(slot(w))
		if n++; n >= echoRun {
			h := uint32(2166136261)
			for _, x := range last {
				h = (h ^ x) * 16777619
			}
			out = append(out, h>>(32-echoBits))
		}
		return n < maxWords
	})
	return out
}

// findRuns finds the labels in a row that every label stands among.
func (t *text) findRuns() {
	t.runs = make([]run, len(t.cues))
	for i := 0; i < len(t.cues); {
		j := i + 1
		if t.label(i) {
			for j < len(t.cues) && t.label(j) {
				j++
			}
		}
		for k := i; k < j; k++ {
			t.runs[k] = run{i, j}
		}
		i = j
	}
}

func (t *text) label(i int) bool { return t.cues[i].units < 60 && !t.cues[i].closed() }

// findHeads measures how far above each line the last head of each kind stands.
func (t *text) findHeads() {
	for h, kinds := range headKinds {
		t.since[h] = make([]int32, len(t.cues))
		last := -1
		for i := range t.cues {
			if last >= 0 {
				t.since[h][i] = int32(i - last)
			}
			if c := &t.cues[i]; c.units < 50 && c.kinds&kinds != 0 {
				last = i
			}
		}
	}
}

// ahead is how many lines below it a headline is compared with.
const ahead = 15

// measureAnnounce finds how much of what each line says comes again in the
// lines that follow it: a headline announces its article.
func (t *text) measureAnnounce(own [][]uint16) {
	var next coreWords
	for i := range min(ahead, len(own)) {
		next.add(own[i], 1)
	}
	for i := range own {
		next.add(own[i], -1)
		if i+ahead < len(own) {
			next.add(own[i+ahead], 1)
		}
		if c := &t.cues[i]; len(own[i]) > 2 && c.units < 160 {
			c.announce = next.hit(own[i], nil, false)
		}
	}
}
