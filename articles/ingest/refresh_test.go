package ingest

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"briefly/articles"
)

// stuck is a network in which nothing answers before the caller gives up, and a
// store in which everything is due.
type stuck struct{ asked atomic.Int64 }

func (s *stuck) Fetch(ctx context.Context, _ FetchRequest) (Fetched, error) {
	s.asked.Add(1)
	<-ctx.Done()
	return Fetched{}, ctx.Err()
}

func (s *stuck) Link(context.Context, []articles.Shelf, ...string) (articles.Number, error) {
	return 0, articles.ErrNotFound
}

func (s *stuck) AskAgain(context.Context, articles.Number, time.Time, time.Time) (bool, error) {
	return true, nil
}

// However much is asked for, few pages are read at once and few wait; the rest
// is refused, and at the end nobody is left waiting.
func TestRefresherIsBoundedAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stuck{}
		r := NewRefresher(New(Options{Fetcher: s, Links: s, Now: time.Now}), slog.New(slog.DiscardHandler))
		old := func(n articles.Number) articles.Article {
			return articles.Article{
				Number: n, URL: "https://news.example/a", Checked: time.Now().Add(-2 * freshFor),
				Quality: articles.Quality{Form: articles.FormPage},
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		var run sync.WaitGroup
		run.Go(func() { r.Run(ctx) })
		synctest.Wait()
		var taken []<-chan struct{}
		for n := range articles.Number(500) {
			if done := r.Refresh(old(n + 1)); done != nil {
				taken = append(taken, done)
			}
			synctest.Wait()
		}
		if len(taken) != refreshWorkers+refreshQueue || s.asked.Load() != refreshWorkers {
			t.Errorf("%d taken, %d asked for at once", len(taken), s.asked.Load())
		}
		if r.Refresh(old(1)) != taken[0] {
			t.Error("an article that is under way is taken once more")
		}
		stop()
		run.Wait()
		for i, done := range taken {
			select {
			case <-done:
			default:
				t.Errorf("%d is never done", i)
			}
		}
		if r.Refresh(old(1000)) != nil {
			t.Error("taken after the end")
		}
	})
}

func TestWhatIsRefreshed(t *testing.T) {
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	r := NewRefresher(New(Options{Now: func() time.Time { return now }}), slog.New(slog.DiscardHandler))
	page := articles.Article{URL: "https://news.example/a", Checked: now.Add(-freshFor), Quality: articles.Quality{Form: articles.FormPage}}
	for name, c := range map[string]struct {
		change func(*articles.Article)
		want   bool
	}{
		"page":    {func(*articles.Article) {}, true},
		"text":    {func(a *articles.Article) { a.Quality.Form = articles.FormText }, true},
		"fresh":   {func(a *articles.Article) { a.Checked = now.Add(-freshFor + 1) }, false},
		"file":    {func(a *articles.Article) { a.Claimed = true }, false},
		"record":  {func(a *articles.Article) { a.Quality.Form = articles.FormRecord }, false},
		"unknown": {func(a *articles.Article) { a.Checked = time.Time{} }, false},
		"no URL":  {func(a *articles.Article) { a.URL = "" }, false},
	} {
		a := page
		r.known = map[articles.Number]chan struct{}{}
		c.change(&a)
		if got := r.Refresh(a) != nil; got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
