package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"briefly/articles/extract/internal/lines"
)

// sets of ready articles that may be learned from, and how many of each. The
// set bgsum is CC BY-NC and not among them.
var sets = []struct {
	file string
	most int
}{
	{"cnn.jsonl", 60}, {"orangesum-fr.jsonl", 60}, {"vietnews-vi.jsonl", 60}, {"multiling2011.jsonl", 200}, {"writers-en.jsonl", 40},
}

// plain reads whole articles without anything around them.
func plain(data string) ([]example, error) {
	var out []example
	for _, s := range sets {
		f, err := os.Open(filepath.Join(data, "summarise", s.file))
		if err != nil {
			return nil, err
		}
		r := bufio.NewScanner(f)
		r.Buffer(nil, 16<<20)
		for n := 0; r.Scan() && n < s.most; {
			var row struct {
				ID, Text string
				Articles []struct{ Text string }
			}
			if err := json.Unmarshal(r.Bytes(), &row); err != nil {
				return nil, err
			}
			texts := []string{row.Text}
			for _, a := range row.Articles[:min(6, len(row.Articles))] {
				texts = append(texts, a.Text)
			}
			for _, t := range texts {
				if e := (example{name: row.ID, form: "plain", site: row.ID, lines: lines.Split(t), truth: t}); len(e.lines) > 0 {
					e.body = make([]bool, len(e.lines))
					for i := range e.body {
						e.body[i] = true
					}
					out = append(out, e)
					n++
				}
			}
		}
		if err := errors.Join(r.Err(), f.Close()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func unzip(b []byte) ([]byte, error) {
	if !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		return b, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
