package adaptertest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// update makes tests write what they expect: go test PACKAGE -update.
var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Updating reports whether the test was called with -update, for tests that
// keep their golden files themselves.
func Updating() bool { return *update }

// Golden compares got with the golden file of that name under testdata.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update, then read it)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update writes it):\n--- got\n%s\n--- want\n%s", path, got, want)
	}
}
