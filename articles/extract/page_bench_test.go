package extract

import (
	"bytes"
	"net/url"
	"testing"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
)

// BenchmarkPage reads the development pages with Page and with each of the two
// libraries alone, one page an operation.
func BenchmarkPage(b *testing.B) {
	pages := developmentPages(b, "html")
	readers := []struct {
		name string
		read func([]byte) error
	}{
		{"briefly", func(p []byte) error {
			_, err := Page(b.Context(), Input{Data: p})
			return err
		}},
		{"trafilatura", func(p []byte) error {
			_, err := trafilatura.Extract(bytes.NewReader(p), trafilatura.Options{})
			return err
		}},
		{"readability", func(p []byte) error {
			_, err := readability.FromReader(bytes.NewReader(p), &url.URL{})
			return err
		}},
	}
	for _, r := range readers {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := r.read(pages[i%len(pages)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
