package extract

import (
	"encoding/json"
	"fmt"
	"iter"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var word = regexp.MustCompile(`[\pL\pN_]+`)

// score is how well the chosen blocks match the truth: the measure of the
// reference tools over whole articles, and the snippets.
type score struct{ f1, precision, recall, exact, chunks float64 }

func (s score) String() string {
	return fmt.Sprintf("f1 %.4f precision %.4f recall %.4f exact %.3f chunk f1 %.4f", s.f1, s.precision, s.recall, s.exact, s.chunks)
}

// evaluate scores the choice that keep makes among the blocks of each page.
func evaluate(pages []*lesson, keep func(page, block int) bool) score {
	var s score
	var whole, withText, right, wrong, missed float64
	for i, l := range pages {
		var body []block
		for k, b := range l.page.blocks {
			if keep(i, k) {
				body = append(body, b)
			}
		}
		text := join(body)
		if l.truth == "" {
			r, w, m := snippetsIn(text, l)
			right, wrong, missed = right+r, wrong+w, missed+m
			continue
		}
		p, r := overlap(l.truth, text)
		whole++
		s.recall += r
		if text != "" {
			withText++
			s.precision += p
		}
		if slices.Equal(word.FindAllString(l.truth, -1), word.FindAllString(text, -1)) {
			s.exact++
		}
	}
	s.precision, s.recall, s.exact = s.precision/withText, s.recall/whole, s.exact/whole
	s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall)
	s.chunks = 2 * right / (2*right + wrong + missed)
	return s
}

func snippetsIn(text string, l *lesson) (right, wrong, missed float64) {
	text = flat(text)
	for _, c := range l.with {
		if strings.Contains(text, flat(c)) {
			right++
		} else {
			missed++
		}
	}
	for _, c := range l.without {
		if strings.Contains(text, flat(c)) {
			wrong++
		}
	}
	return right, wrong, missed
}

// overlap is precision and recall of a text's runs of four words.
func overlap(truth, text string) (precision, recall float64) {
	a, b := runs(truth), runs(text)
	both, all, found := 0, 0, 0
	for k, n := range a {
		both += min(n, b[k])
		all += n
	}
	for _, n := range b {
		found += n
	}
	return float64(both) / float64(max(1, found)), float64(both) / float64(max(1, all))
}

func runs(s string) map[string]int {
	const length = 4
	words := word.FindAllString(s, -1)
	out := map[string]int{}
	for i := 0; i < max(1, len(words)-length+1); i++ {
		if r := strings.Join(words[i:min(len(words), i+length)], " "); r != "" {
			out[r]++
		}
	}
	return out
}

// aligned finds which blocks make up the truth: those most of whose words lie
// on the longest common subsequence of both, where runs count more than single
// words.
func aligned(all []block, truth string) []bool {
	var words []string
	var of []int
	for i, b := range all {
		for _, w := range word.FindAllString(b.text, -1) {
			words, of = append(words, w), append(of, i)
		}
	}
	hits, lengths := make([]int, len(all)), make([]int, len(all))
	for _, b := range of {
		lengths[b]++
	}
	for _, k := range common(words, word.FindAllString(truth, -1)) {
		hits[of[k]]++
	}
	said := gramSet{}
	said.add(truth)
	in := make([]bool, len(all))
	for i, b := range all {
		in[i] = lengths[i] > 0 && 2*hits[i] >= lengths[i] && (lengths[i] < 4 || said.share(b.text) > .3)
	}
	return in
}

// common returns which words of a lie on the best common subsequence with b.
func common(a, b []string) []int {
	const match, run = 2, 3
	up, left, diagonal := byte(1), byte(2), byte(3)
	width := len(b) + 1
	from := make([]byte, (len(a)+1)*width)
	last, now := make([]int32, width), make([]int32, width)
	lastRun, nowRun := make([]bool, width), make([]bool, width)
	for i := range a {
		for j := range b {
			best, way := last[j+1], up
			if now[j] > best {
				best, way = now[j], left
			}
			nowRun[j+1] = false
			if a[i] == b[j] {
				v := last[j] + match
				if lastRun[j] || i == 0 || j == 0 {
					v += run
				}
				if v >= best {
					best, way = v, diagonal
					nowRun[j+1] = true
				}
			}
			now[j+1] = best
			from[(i+1)*width+j+1] = way
		}
		last, now = now, last
		lastRun, nowRun = nowRun, lastRun
	}
	var out []int
	for i, j := len(a), len(b); i > 0 && j > 0; {
		switch from[i*width+j] {
		case diagonal:
			out = append(out, i-1)
			i--
			j--
		case up:
			i--
		default:
			j--
		}
	}
	return out
}

func readJSON(tb testing.TB, path string, v any) {
	tb.Helper()
	if err := json.Unmarshal(readShared(tb, filepath.Join(shared, path)), v); err != nil {
		tb.Fatal(err)
	}
}

// pagesByID yields the pages of a folder with their names before the first dot.
func pagesByID(tb testing.TB, folder string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, f := range sharedFiles(tb, folder) {
			id, _, _ := strings.Cut(filepath.Base(f), ".")
			if !yield(id, readShared(tb, f)) {
				return
			}
		}
	}
}
