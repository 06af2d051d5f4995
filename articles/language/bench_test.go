package language

import (
	"fmt"
	"testing"
)

// The benchmarks run over articles of the shared set where it is there.
func BenchmarkArticle(b *testing.B) {
	for _, c := range []struct{ file, lang string }{
		{"cnn.jsonl", "en"}, {"orangesum-fr.jsonl", "fr"}, {"vietnews-vi.jsonl", "vi"},
	} {
		texts := readTexts(b, sharedFiles(b, "summarise/"+c.file)[0], 200)
		words, bytes := 0, 0
		for _, text := range texts {
			words += len(Words(text))
			bytes += len(text)
		}
		for _, f := range []struct {
			name string
			run  func(text string)
		}{
			{"Words", func(text string) { Words(text) }},
			{"Sentences", func(text string) { Sentences(text, c.lang) }},
			{"Terms", func(text string) { Terms(text, c.lang) }},
			{"Detect", func(text string) { Detect(text, "") }},
			{"DetectDeclared", func(text string) { Detect(text, c.lang) }},
		} {
			b.Run(fmt.Sprintf("%s/%s/%dwords", f.name, c.lang, words/len(texts)), func(b *testing.B) {
				b.SetBytes(int64(bytes / len(texts)))
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					f.run(texts[i%len(texts)])
				}
			})
		}
	}
}
