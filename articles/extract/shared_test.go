package extract

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared is the folder with the reference data beside the project.
const shared = "../../../shared/data"

// sharedFiles lists the files of a folder of the reference data, sorted. Without
// that data the test is skipped, or fails when BRIEFLY_REQUIRE_SHARED is 1.
func sharedFiles(tb testing.TB, folder string) []string {
	tb.Helper()
	entries, err := os.ReadDir(filepath.Join(shared, folder))
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			tb.Fatal(err)
		}
		tb.Skip("no reference data")
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() {
			files = append(files, filepath.Join(shared, folder, e.Name()))
		}
	}
	return files
}

// readShared reads a file, unpacked when it is gzipped.
func readShared(tb testing.TB, path string) []byte {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			tb.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func developmentPages(tb testing.TB, folder string) [][]byte {
	tb.Helper()
	var pages [][]byte
	for _, f := range sharedFiles(tb, "extract/"+folder) {
		pages = append(pages, readShared(tb, f))
	}
	return pages
}
