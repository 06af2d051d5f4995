// Command train learns the weights by which package lines tells an article
// from what stands around it in a saved text. It prints what the weights reach
// on pages that they were not trained on, and with -write writes them.
//
// It reads texts beside the project (-data); of these nothing but the weights
// enters it.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"log"
	"math/rand/v2"
	"os"
	"strings"

	"briefly/articles/extract/internal/lines"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../shared/data", "folder with the texts")
	folds := flag.Int("folds", 5, "parts of the cross-validation, 0 for none")
	out := flag.String("write", "", "file to write the weights to")
	worst := flag.Int("worst", 0, "how many of the worst texts to name")
	var s settings
	flag.IntVar(&s.epochs, "epochs", 15, "rounds over all texts")
	flag.Float64Var(&s.rate, "rate", .03, "rate of learning")
	flag.Float64Var(&s.decay, "decay", .0003, "price of large weights")
	flag.IntVar(&s.batch, "batch", 16, "texts a step")
	flag.Parse()
	if err := run(*data, *folds, *out, *worst, s); err != nil {
		log.Fatal(err)
	}
}

func run(data string, folds int, out string, worst int, s settings) error {
	c, err := load(data)
	if err != nil {
		return err
	}
	c.print(os.Stdout)
	if folds > 0 {
		c.validate(folds, worst, s)
	}
	if out == "" {
		return nil
	}
	m := fit(c.sequences(func(example) bool { return true }), s)
	return write(out, m)
}

// corpus is all there is to learn from and to be measured on.
type corpus struct {
	examples []example
}

func load(data string) (*corpus, error) {
	c := &corpus{}
	for _, form := range []string{"txt", "txt_crop", "txt_appeal"} {
		e, err := dumps(data, form)
		if err != nil {
			return nil, err
		}
		c.examples = append(c.examples, e...)
	}
	for _, set := range []string{"metadata", "dates"} {
		e, err := pages(data, set)
		if err != nil {
			return nil, err
		}
		c.examples = append(c.examples, e...)
	}
	e, err := plain(data)
	if err != nil {
		return nil, err
	}
	c.examples = append(c.examples, e...)
	return c, nil
}

func (c *corpus) print(to *os.File) {
	n := map[string]int{}
	for _, e := range c.examples {
		n[e.form]++
	}
	fmt.Fprintln(to, "texts:", n, "features:", lines.Features)
}

// sequences prepares the examples that are chosen for training, and others
// made of them.
func (c *corpus) sequences(chosen func(example) bool) []sequence {
	rng := rand.New(rand.NewPCG(3, 4))
	var pages, articles []example
	var out []sequence
	add := func(weight float64, e ...example) {
		for _, e := range e {
			if len(e.lines) > 0 {
				out = append(out, prepare(e, weight))
			}
		}
	}
	for _, e := range c.examples {
		if !chosen(e) {
			continue
		}
		switch e.form {
		case "txt":
			pages = append(pages, e)
			add(2, e, cropped(e, rng), cropped(e, rng), cropped(e, rng))
		case "txt_crop", "txt_appeal":
			add(2, e)
		case "metadata", "dates":
			pages = append(pages, e)
			add(.7, e, cropped(e, rng))
		case "plain":
			articles = append(articles, e)
			add(.2, e)
		}
	}
	titles := headlines(pages)
	for _, e := range pages {
		add(1.5, begged(e, rng, titles), begged(e, rng, titles))
	}
	for _, e := range articles {
		g := grafted(e, pages[rng.IntN(len(pages))], rng)
		add(.2, g)
		add(.5, begged(titled(e, titles[rng.IntN(len(titles))]), rng, titles))
		add(.2, titled(e, titles[rng.IntN(len(titles))]))
	}
	return out
}

// fold puts all texts of a site into the same part.
func fold(e example, folds int) int {
	h := uint32(2166136261)
	for _, b := range []byte(e.site) {
		h = (h ^ uint32(b)) * 16777619
	}
	return int(h>>8) % folds
}

func (c *corpus) validate(folds, worst int, s settings) {
	tallies := map[string]*tally{}
	for k := range folds {
		m := fit(c.sequences(func(e example) bool { return fold(e, folds) != k }), s)
		for _, e := range c.examples {
			if fold(e, folds) != k {
				continue
			}
			truth := e.truth
			if truth == "" {
				truth = join(e.lines, func(i int) bool { return e.body[i] })
			}
			if tallies[e.form] == nil {
				tallies[e.form] = &tally{}
			}
			p := probabilities(m, e.lines)
			keep := lines.Choose(e.lines, p)
			f := tallies[e.form].add(truth, join(e.lines, func(i int) bool { return keep[i] }))
			if worst > 0 && f < .97 {
				fmt.Printf("## %.3f %s %s\n", f, e.form, e.name)
				for i, l := range e.lines {
					if keep[i] != e.body[i] {
						fmt.Printf("   %s %v %3d/%d p%.2f %4d %.150s\n", e.form, map[bool]string{true: "LOST", false: "JUNK"}[e.body[i]], i, len(e.lines), p[i], len(tokens(l)), l)
					}
				}
			}
		}
	}
	for _, form := range []string{"txt", "txt_crop", "txt_appeal", "metadata", "dates", "plain"} {
		f, p, r, x := tallies[form].values()
		fmt.Printf("%-10s F1 %.4f  precision %.4f  recall %.4f  exact %.3f  texts %d\n", form, f, p, r, x, tallies[form].n)
	}
}

func probabilities(m *lines.Model, ls []string) []float64 {
	var scores []lines.Score
	for _, row := range lines.Rows(ls) {
		scores = append(scores, m.Score(row))
	}
	return m.Body(scores)
}

func join(ls []string, take func(int) bool) string {
	var kept []string
	for i, l := range ls {
		if take(i) {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n\n")
}

// write puts the weights into a Go file of package lines.
func write(path string, m *lines.Model) error {
	var b bytes.Buffer
	b.WriteString("package lines\n\n// Code generated by articles/extract/train; DO NOT EDIT.\n\n")
	b.WriteString("// trained is what the chain has learned: a row a feature, in the order of the\n// groups, with a weight a state; then the steps between the states.\n")
	b.WriteString("var trained = Model{\nWeights: [][States]float32{\n")
	for i, row := range m.Weights {
		if g := lines.Group(i); g != "" {
			fmt.Fprintf(&b, "// %s\n", g)
		}
		fmt.Fprintf(&b, "{%.3g, %.3g, %.3g, %.3g},\n", row[0], row[1], row[2], row[3])
	}
	b.WriteString("},\nSteps: [States][States]float32{\n")
	for _, row := range m.Steps {
		fmt.Fprintf(&b, "{%.3g, %.3g, %.3g, %.3g},\n", row[0], row[1], row[2], row[3])
	}
	b.WriteString("},\n}\n")
	out, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("format the weights: %w", err)
	}
	return os.WriteFile(path, out, 0o644)
}
