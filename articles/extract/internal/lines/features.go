package lines

// A group is a set of features of which at most one holds for a line: the bins
// of a measure, or of two measures crossed.
type group int

const (
	gBias group = iota
	gLength
	gBegin
	gEnd
	gLengthEnd
	gSentences
	gCommas
	gCapitals
	gFunctions
	gDigits
	gSeparators
	gSpoken
	gFlags
	gKinds
	gDialogue
	gBefore3
	gBefore2
	gBefore1
	gAfter1
	gAfter2
	gAfter3
	gSpokenBefore
	gSpokenAfter
	gNear
	gWide
	gAhead
	gBehind
	gCore
	gCoreBefore
	gCoreAfter
	gCoreShare
	gOverlap
	gFromStart
	gFromEnd
	gShare
	gCount
	gFar
	gEcho
	gKindsBefore
	gKindsAfter
	gRun
	gCommon
	gMass
	gSpeech
	gAnnounce
	gAnnounced
	gSince
	gStamps
	gVoice
	gTurn
	groups
)

// sizes tells how many features each group has.
var sizes = [groups]int{
	gBias: 1, gLength: 12, gBegin: int(begins), gEnd: int(ends), gLengthEnd: 6 * int(ends),
	gSentences: 4, gCommas: 4, gCapitals: 8, gFunctions: 18, gDigits: 5, gSeparators: 4,
	gSpoken: 15, gFlags: 12 * 3, gKinds: 12 * 3, gDialogue: 6,
	gBefore3: classes, gBefore2: classes, gBefore1: classes, gAfter1: classes, gAfter2: classes, gAfter3: classes,
	gSpokenBefore: 3, gSpokenAfter: 3, gNear: 18, gWide: 6, gAhead: 6, gBehind: 6,
	gCore: 36, gCoreBefore: 7, gCoreAfter: 7, gCoreShare: 15, gOverlap: 15,
	gFromStart: 7, gFromEnd: 7, gShare: 15, gCount: 7,
	gFar: 15, gEcho: 3 * 4, gKindsBefore: 12, gKindsAfter: 12, gRun: 24, gCommon: 15, gMass: 21, gSpeech: 24, gAnnounce: 15, gAnnounced: 15, gSince: 15 * heads, gStamps: 12, gVoice: 15, gTurn: 36,
}

var bases, Features = layout()

// layout places the groups one after the other.
func layout() (at [groups]int, n int) {
	for g, size := range sizes {
		at[g] = n
		n += size
	}
	return at, n
}

// classes is how many kinds of neighbours there are: none, and three lengths
// each with and without the end of a sentence.
const classes = 7

// bin returns how many of the limits x reaches.
func bin(x float64, limits ...float64) int {
	n := 0
	for _, l := range limits {
		if x >= l {
			n++
		}
	}
	return n
}

// size3 is the length of a line in three steps: a label, a headline or short
// sentence, running text.
func (c *cue) size3() int { return bin(float64(c.units), 40, 120) }

func (t *text) class(i int) int {
	if i < 0 || i >= len(t.cues) {
		return 0
	}
	c := &t.cues[i]
	n := 1 + 2*c.size3()
	if c.closed() {
		n++
	}
	return n
}

// spoken is how much of line i belongs to the classes of page words: none,
// some, a third and more.
func (t *text) spoken(i int) int {
	if i < 0 || i >= len(t.cues) || t.cues[i].spoken == 0 {
		return 0
	}
	return 1 + bin(share(t.cues[i].spoken, t.cues[i].words), .34)
}

// features appends the numbers of the features that hold for line i.
func (t *text) features(i int, to []uint16) []uint16 {
	add := func(g group, bin int) { to = append(to, uint16(bases[g]+bin)) }
	t.own(&t.cues[i], add)
	t.neighbours(i, add)
	t.place(i, add)
	t.company(i, add)
	return to
}

func (t *text) own(c *cue, add func(group, int)) {
	units := float64(c.units)
	three := c.size3()
	add(gBias, 0)
	add(gLength, bin(units, 8, 16, 24, 36, 50, 70, 100, 140, 200, 300, 450))
	add(gBegin, int(c.begin))
	add(gEnd, int(c.end))
	add(gLengthEnd, bin(units, 20, 40, 80, 140, 260)*int(ends)+int(c.end))
	add(gSentences, min(int(c.sentences), 3))
	add(gCommas, min(int(c.commas), 3))
	if c.cased*2 < c.words {
		add(gCapitals, 7)
	} else {
		add(gCapitals, bin(share(c.capitals, c.cased), .08, .16, .26, .4, .6, .95))
	}
	add(gFunctions, three*6+bin(share(c.functions, c.words), .05, .15, .25, .35, .45))
	add(gDigits, bin(float64(c.digits)/max(units, 1), .01, .05, .15, .4))
	add(gSeparators, min(int(c.separators), 3))
	add(gSpoken, three*5+bin(share(c.spoken, c.words), .001, .1, .25, .5))
	for f, k := flag(1), 0; f < flagEnd; f, k = f<<1, k+1 {
		if c.flags&f != 0 {
			add(gFlags, k*3+three)
		}
	}
	for f, k := reader, 0; f <= stamp; f, k = f<<1, k+1 {
		if c.kinds&f != 0 {
			add(gKinds, k*3+three)
		}
	}
	voice := three*5 + bin(share(c.voice, c.words), .001, .03, .06, .12)
	add(gVoice, voice)
	switch {
	case c.kinds&reader != 0 && c.kinds&we != 0:
		add(gDialogue, three)
	case c.kinds&(reader|we) != 0:
		add(gDialogue, 3+three)
	}
}

func (t *text) neighbours(i int, add func(group, int)) {
	three := t.cues[i].size3()
	add(gBefore3, t.class(i-3))
	add(gBefore2, t.class(i-2))
	add(gBefore1, t.class(i-1))
	add(gAfter1, t.class(i+1))
	add(gAfter2, t.class(i+2))
	add(gAfter3, t.class(i+3))
	add(gSpokenBefore, t.spoken(i-1))
	add(gSpokenAfter, t.spoken(i+1))
	add(gNear, three*6+dense(t.around(t.density, i, i-2, i+3)))
	add(gWide, dense(t.around(t.density, i, i-7, i+8)))
	add(gAhead, dense(t.around(t.density, i, i+1, i+11)))
	add(gBehind, dense(t.around(t.density, i, i-10, i)))
}

// kinds returns what the words of line i belong to when it is a short line.
func (t *text) kinds(i int) kind {
	if i < 0 || i >= len(t.cues) || t.cues[i].units >= 60 {
		return 0
	}
	return t.cues[i].kinds
}

// running reports whether line i is a sentence of some length.
func (t *text) running(i int) int {
	if i < 0 || i >= len(t.cues) || !t.cues[i].closed() || t.cues[i].units < 60 {
		return 0
	}
	return 1
}

// company describes a line by those it stands among.
func (t *text) company(i int, add func(group, int)) {
	c := &t.cues[i]
	three := c.size3()
	before, after := t.kinds(i-1), t.kinds(i+1)
	for f, k := reader, 0; f <= stamp; f, k = f<<1, k+1 {
		if before&f != 0 {
			add(gKindsBefore, k)
		}
		if after&f != 0 {
			add(gKindsAfter, k)
		}
	}
	r := t.runs[i]
	n := 0
	if t.label(i) {
		n = 1 + bin(float64(r.to-r.from), 2, 3, 6, 12)
	}
	add(gRun, (n*2+t.running(r.from-1))*2+t.running(r.to))
	add(gCommon, three*5+bin(t.around(t.common, i, i-3, i+4), .1, .2, .35, .5))
	all := float64(t.mass[len(t.cues)])
	if all > 0 {
		add(gMass, three*7+bin(float64(t.mass[i])/all, .001, .05, .3, .7, .95, .999))
	}
	add(gAnnounce, three*5+bin(float64(c.announce), .15, .3, .5, .7))
	best := float32(0)
	for k := max(0, i-12); k < i; k++ {
		best = max(best, t.cues[k].announce)
	}
	add(gAnnounced, three*5+bin(float64(best), .15, .3, .5, .7))
	for h := range heads {
		add(gSince, (h*3+three)*5+bin(float64(t.since[h][i]), 1, 3, 10, 40))
	}
	stamps := 0
	for k := max(0, i-5); k < min(len(t.cues), i+6); k++ {
		if t.cues[k].flags&(hasClock|hasYear) != 0 && t.cues[k].units < 80 {
			stamps++
		}
	}
	add(gStamps, three*4+bin(float64(stamps), 1, 2, 4))
	own := 0
	switch {
	case c.kinds&reader != 0 && c.kinds&we != 0:
		own = 2
	case c.kinds&(reader|we) != 0:
		own = 1
	}
	behind, ahead := t.voiced(i-20, i), t.voiced(i+1, i+6)
	add(gTurn, (own*3+bin(behind, .004, .02))*4+bin(ahead, .01, .04, .08))
	if c.kinds&(reader|we) != 0 {
		n := 0
		if c.kinds&reader != 0 && c.kinds&we != 0 {
			n = 1
		}
		add(gSpeech, (n*3+three)*4+bin(float64(c.far), .15, .35, .6))
	}
}

func dense(x float64) int { return bin(x, .04, .12, .25, .45, .7) }

func (t *text) place(i int, add func(group, int)) {
	c := &t.cues[i]
	three, n := c.size3(), len(t.cues)
	overlap := bin(float64(c.overlap), .15, .35, .6)
	side := 1
	switch {
	case i < t.from:
		side = 0
		add(gCoreBefore, steps(t.from-i))
	case i >= t.to:
		side = 2
		add(gCoreAfter, steps(i-t.to+1))
	}
	add(gCore, (side*3+three)*4+overlap)
	add(gCoreShare, side*5+bin(share(t.to-t.from, n), .1, .3, .6, .9))
	add(gOverlap, three*5+bin(float64(c.overlap), .1, .25, .45, .7))
	add(gFar, three*5+bin(float64(c.far), .1, .25, .45, .7))
	add(gEcho, three*4+int(c.echo))
	add(gFromStart, steps(i))
	add(gFromEnd, steps(n-1-i))
	add(gShare, side*5+bin(t.share, .2, .45, .7, .9))
	add(gCount, bin(float64(n), 2, 4, 9, 20, 50, 150))
}

// steps puts a distance in lines into seven bins.
func steps(n int) int { return bin(float64(n), 1, 2, 3, 6, 12, 30) }

// Placed reports whether a feature may tell the junk before, between and after
// the parts of an article apart. What a line looks like tells only whether it
// is junk.
func Placed(feature int) bool {
	for g := groups - 1; g >= 0; g-- {
		if feature >= bases[g] {
			return placed[g]
		}
	}
	return false
}

var placed = [groups]bool{
	gBias: true, gLength: true, gEnd: true, gBefore3: true, gBefore2: true, gBefore1: true, gAfter1: true, gAfter2: true, gAfter3: true,
	gAhead: true, gBehind: true, gCore: true, gCoreBefore: true, gCoreAfter: true, gFromStart: true, gFromEnd: true,
	gRun: true, gMass: true, gAnnounce: true, gAnnounced: true, gSince: true, gEcho: true,
}

// Group names the group that begins with a feature, empty when none does.
func Group(feature int) string {
	for g, at := range bases {
		if at == feature {
			return names[g]
		}
	}
	return ""
}

var names = [groups]string{
	gBias:         "bias",
	gLength:       "length",
	gBegin:        "begin",
	gEnd:          "end",
	gLengthEnd:    "length end",
	gSentences:    "sentences",
	gCommas:       "commas",
	gCapitals:     "capitals",
	gFunctions:    "functions",
	gDigits:       "digits",
	gSeparators:   "separators",
	gSpoken:       "spoken",
	gFlags:        "flags",
	gKinds:        "kinds",
	gDialogue:     "dialogue",
	gBefore3:      "before3",
	gBefore2:      "before2",
	gBefore1:      "before1",
	gAfter1:       "after1",
	gAfter2:       "after2",
	gAfter3:       "after3",
	gSpokenBefore: "spoken before",
	gSpokenAfter:  "spoken after",
	gNear:         "near",
	gWide:         "wide",
	gAhead:        "ahead",
	gBehind:       "behind",
	gCore:         "core",
	gCoreBefore:   "core before",
	gCoreAfter:    "core after",
	gCoreShare:    "core share",
	gOverlap:      "overlap",
	gFromStart:    "from start",
	gFromEnd:      "from end",
	gShare:        "share",
	gCount:        "count",
	gFar:          "far",
	gEcho:         "echo",
	gKindsBefore:  "kinds before",
	gKindsAfter:   "kinds after",
	gRun:          "run",
	gCommon:       "common",
	gMass:         "mass",
	gSpeech:       "speech",
	gAnnounce:     "announce",
	gAnnounced:    "announced",
	gSince:        "since",
	gStamps:       "stamps",
}
