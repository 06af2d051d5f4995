package sqlstore

import (
	"testing"

	"briefly/articles/articlestest"
)

// openTest opens a store in a folder of the test.
func openTest(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	articlestest.Run(t, func(t *testing.T) articlestest.Store { return openTest(t, t.TempDir()) })
}
