package adaptertest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Spec reads a platform's machine-readable specification, kept in
// shared/data/specs beside the project, seen from wherever the test runs.
// Without it the error is fs.ErrNotExist: doubles then work by their own rules
// alone, and tests that need it are skipped or, in CI, fail.
func Spec(name string) ([]byte, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find specification %s: %w", name, err)
	}
	for {
		data, err := os.ReadFile(filepath.Join(dir, "shared", "data", "specs", name))
		if err == nil {
			return data, nil
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		return nil, fmt.Errorf("find specification %s: %w", name, fs.ErrNotExist)
	}
}
