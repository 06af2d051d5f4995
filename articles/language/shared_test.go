package language

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

const shared = "../../../shared/data"

// sharedFiles returns the files that match the pattern below the shared data.
func sharedFiles(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatalf("no %s below %s", pattern, shared)
		}
		t.Skipf("no %s below %s", pattern, shared)
	}
	return files
}

// The Unicode break tests and naughty strings, whole and line by line.
func TestHostileText(t *testing.T) {
	for _, pattern := range []string{"hostile/unicode/*", "hostile/text/*"} {
		for _, file := range sharedFiles(t, pattern) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			checkCover(t, text, "en")
			checkTerms(t, text, "en")
			Words(text)
			Detect(text, "")
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			for lines := bufio.NewScanner(f); lines.Scan(); {
				checkCover(t, lines.Text(), "")
				checkTerms(t, lines.Text(), "")
			}
			f.Close()
		}
	}
}

// Every article is covered by its sentences, its language is told without a
// declaration, and few sentences are longer than a reader can bear.
func TestArticles(t *testing.T) {
	const most = 200 // articles a set
	for _, c := range []struct {
		file, lang string
		long       float64 // share of sentences over 80 words
	}{
		{"cnn.jsonl", "en", .002},
		{"orangesum-fr.jsonl", "fr", .005},
		{"vietnews-vi.jsonl", "vi", .015},
	} {
		texts := readTexts(t, sharedFiles(t, "summarise/"+c.file)[0], most)
		sentences, long, wrong := 0, 0, 0
		for _, text := range texts {
			checkCover(t, text, c.lang)
			for _, s := range Sentences(text, c.lang) {
				sentences++
				if len(Words(text[s.Start:s.End])) > 80 {
					long++
				}
			}
			if Detect(text, "") != c.lang {
				wrong++
			}
		}
		if share := float64(long) / float64(sentences); share > c.long {
			t.Errorf("%s: %.4f of %d sentences are over 80 words, want at most %.4f", c.file, share, sentences, c.long)
		}
		if wrong > 0 {
			t.Errorf("%s: the language of %d of %d articles is wrong", c.file, wrong, len(texts))
		}
	}
}

func readTexts(t testing.TB, file string, most int) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var texts []string
	for d := json.NewDecoder(f); d.More() && len(texts) < most; {
		var item struct{ Text string }
		if err := d.Decode(&item); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, item.Text)
	}
	return texts
}
