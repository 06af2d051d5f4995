package bot

import (
	"testing"

	"briefly/articles"
	"briefly/articles/ingest"
	"briefly/bot/words"
)

// Taking back an addition must not take away what was there before it.
func TestOnlyWhatWasAddedCanBeUndone(t *testing.T) {
	b := tableOnly()
	c := &call{words: b.speaker.In("en")}
	var added []ingest.Result
	for i, o := range []articles.Outcome{articles.Added, articles.Same, articles.Changed} {
		n := articles.Number(i + 1)
		added = append(added, ingest.Result{Stored: articles.Stored{Number: n, Outcome: o}, Article: articles.Article{Number: n}})
	}
	a, err := b.presentAdded(t.Context(), c, added)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0, 0} {
		if got := len(a.Items[i].Actions); got != want {
			t.Errorf("%v: %d actions, want %d (%s)", added[i].Outcome, got, want, c.words.Say(words.Undo))
		}
	}
}
