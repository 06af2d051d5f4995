package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"briefly/articles/extract/internal/lines"
)

// example is one text to learn from or to be measured on.
type example struct {
	name  string // of the page
	form  string // of the text: txt, txt_crop, ...
	site  string
	lines []string
	body  []bool // whether the line belongs to the article
	truth string // the article's body, empty where only lines are known
}

// dumps reads the saved texts of one form with the bodies they hold.
func dumps(data, form string) ([]example, error) {
	var truth map[string]struct{ ArticleBody, URL string }
	if err := readJSON(filepath.Join(data, "extract", "ground-truth.json"), &truth); err != nil {
		return nil, err
	}
	var out []example
	for name, t := range truth {
		b, err := os.ReadFile(filepath.Join(data, "extract", form, name+".txt"))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", form, err)
		}
		e := example{name: name, form: form, site: host(t.URL), lines: lines.Split(string(b)), truth: t.ArticleBody}
		e.body = align(e.lines, t.ArticleBody)
		out = append(out, e)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out, nil
}

// host names the site of a page without its first label when it has several.
func host(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	parts := strings.Split(u.Hostname(), ".")
	return strings.Join(parts[max(0, len(parts)-2):], ".")
}

func readJSON(path string, to any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, to); err != nil {
		return fmt.Errorf("parse %s: %w", path, err)
	}
	return nil
}

// align tells which lines a body is made of: most of their shingles are in it
// and not yet used up; lines of fewer than four words are lines of it.
func align(ls []string, body string) []bool {
	left := shingles(body)
	short := map[string]bool{}
	for l := range strings.SplitSeq(body, "\n") {
		short[strings.Join(tokens(l), " ")] = true
	}
	out := make([]bool, len(ls))
	for i, l := range ls {
		t := tokens(l)
		if len(t) < width {
			out[i] = len(t) > 0 && short[strings.Join(t, " ")]
			continue
		}
		own := shingles(l)
		hit, all := 0, 0
		for s, n := range own {
			hit += min(n, left[s])
			all += n
		}
		if out[i] = hit*10 >= all*7; out[i] {
			for s, n := range own {
				left[s] -= n
			}
		}
	}
	return out
}
