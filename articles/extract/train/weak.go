package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefly/articles/extract/internal/lines"
	"briefly/articles/guard"
)

// pages makes examples of HTML pages in many languages: the visible page, a
// block a line, and as the article the lines that two readers of pages agree
// on. Pages that they do not agree on, or where a known part of the article is
// missing, are left out.
func pages(data, set string) ([]example, error) {
	type page struct {
		File, URL     string
		With, Without []string
	}
	var truth map[string]page
	dir := filepath.Join(data, "extract", set)
	if err := readJSON(filepath.Join(dir, "truth.json"), &truth); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "html", "*"))
	if err != nil {
		return nil, err
	}
	out := make([]example, len(files))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(files); i += workers {
				id, _, _ := strings.Cut(filepath.Base(files[i]), ".")
				t := truth[id]
				e, err := render(files[i])
				if err == nil && agrees(e, t.With, t.Without) {
					e.name, e.form, e.site = id, set, host(t.URL)
					out[i] = e
				}
			}
		})
	}
	wg.Wait()
	kept := out[:0]
	for _, e := range out {
		if len(e.lines) > 0 {
			kept = append(kept, e)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].name < kept[j].name })
	return kept, nil
}

func render(file string) (example, error) {
	b, err := readMaybeGzip(file)
	if err != nil {
		return example{}, err
	}
	s, err := guard.Decode(b, "text/html")
	if err != nil {
		return example{}, err
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return example{}, err
	}
	var v strings.Builder
	visible(root, &v)
	e := example{lines: lines.Split(v.String())}
	one, err := byTrafilatura(s)
	if err != nil {
		return example{}, err
	}
	two, err := byReadability(s)
	if err != nil {
		return example{}, err
	}
	x, y := align(e.lines, one), align(e.lines, two)
	both, either := 0, 0
	e.body = make([]bool, len(e.lines))
	for i := range x {
		n := len(e.lines[i])
		if x[i] || y[i] {
			either += n
		}
		if e.body[i] = x[i] && y[i]; e.body[i] {
			both += n
		}
	}
	if both < 400 || both*10 < either*9 {
		return example{}, fmt.Errorf("the readers do not agree")
	}
	return e, nil
}

func byTrafilatura(s string) (string, error) {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return "", err
	}
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{ExcludeComments: true, EnableFallback: false, Focus: trafilatura.FavorRecall})
	if err != nil {
		return "", err
	}
	var v strings.Builder
	visible(r.ContentNode, &v)
	return v.String(), nil
}

func byReadability(s string) (string, error) {
	a, err := readability.FromReader(strings.NewReader(s), &url.URL{Scheme: "http", Host: "localhost"})
	if err != nil {
		return "", err
	}
	if a.Node == nil {
		return "", fmt.Errorf("nothing readable")
	}
	var v strings.Builder
	visible(a.Node, &v)
	return v.String(), nil
}

// agrees checks the known parts of a page against the lines that were chosen.
func agrees(e example, with, without []string) bool {
	var b strings.Builder
	for i, l := range e.lines {
		if e.body[i] {
			b.WriteString(l + " ")
		}
	}
	s := b.String()
	for _, w := range with {
		if !strings.Contains(s, strings.Join(strings.Fields(w), " ")) {
			return false
		}
	}
	for _, w := range without {
		if strings.Contains(s, strings.Join(strings.Fields(w), " ")) {
			return false
		}
	}
	return true
}

var hidden = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Svg: true,
	atom.Iframe: true, atom.Select: true, atom.Textarea: true, atom.Object: true,
}

var inline = map[atom.Atom]bool{
	atom.A: true, atom.Span: true, atom.B: true, atom.I: true, atom.Em: true, atom.Strong: true, atom.U: true, atom.Small: true,
	atom.Sub: true, atom.Sup: true, atom.Abbr: true, atom.Cite: true, atom.Code: true, atom.Font: true, atom.Mark: true, atom.Q: true,
	atom.S: true, atom.Time: true, atom.Label: true, atom.Button: true, atom.Img: true, atom.Del: true, atom.Ins: true,
}

// visible writes the text of a tree, a block a line.
func visible(n *html.Node, to *strings.Builder) {
	if n.Type == html.TextNode {
		to.WriteString(strings.NewReplacer("\n", " ", "\r", " ").Replace(n.Data))
		return
	}
	if n.Type == html.CommentNode || hidden[n.DataAtom] || isHidden(n) {
		return
	}
	block := n.Type == html.ElementNode && !inline[n.DataAtom]
	if block {
		to.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visible(c, to)
	}
	if block {
		to.WriteByte('\n')
	}
}

func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none") {
			return true
		}
	}
	return false
}

func readMaybeGzip(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return unzip(b)
}
