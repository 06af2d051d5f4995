package bot

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"briefly/articles"
)

// shelf is a library that holds articles by their numbers, and a view of all that
// it once held.
type shelf struct {
	Library
	there []articles.Number
	view  View
}

func (s *shelf) Articles(_ context.Context, _ []articles.Shelf, ns []articles.Number) (found []articles.Article, _ error) {
	for _, n := range ns {
		if slices.Contains(s.there, n) {
			found = append(found, articles.Article{Number: n})
		}
	}
	return found, nil
}

func (s *shelf) SaveView(_ context.Context, v View) error { s.view = v; return nil }

func (s *shelf) View(context.Context, string) (View, error) { return s.view, nil }

// noNotices has nothing to tell.
type (
	feedStore = articles.Feeds // has a method Feeds
	noNotices struct{ feedStore }
)

func (noNotices) TakeNotices(context.Context, articles.Shelf) ([]articles.FeedNotice, error) {
	return nil, nil
}

func (s *shelf) Allow(Request) (ok, tell bool) { return true, false }

// TestPagesAfterRemoval turns the pages of a list of 17 whose articles were
// removed meanwhile: forth and back, every one that is left is shown, and no
// button leads nowhere.
func TestPagesAfterRemoval(t *testing.T) {
	for _, gone := range [][2]articles.Number{{0, 0}, {6, 10}, {1, 5}, {11, 17}, {16, 17}, {1, 15}} {
		s := &shelf{view: View{Key: "abc"}}
		for n := articles.Number(1); n <= 17; n++ {
			s.view.Items = append(s.view.Items, n)
			if n < gone[0] || n > gone[1] {
				s.there = append(s.there, n)
			}
		}
		b := New(Options{Library: s, Views: s, Feeds: noNotices{}, Limiter: s, Log: slog.New(slog.DiscardHandler), Now: time.Now})
		turn := func(command, label string) (next string, seen []articles.Number) {
			for pages := 0; command != "" && pages < 9; pages++ {
				all := answers(b, Request{Text: command})
				if len(all) != 1 || len(all[0].Items) == 0 {
					t.Fatalf("without %v, %s: %+v", gone, command, all)
				}
				for _, item := range all[0].Items {
					seen = append(seen, item.Number)
				}
				next, command = command, ""
				for _, x := range all[0].Actions {
					if x.Label == label {
						command = x.Command
					}
				}
			}
			return next, seen
		}
		last, seen := turn("/view abc 0", "More")
		if !slices.Equal(seen, s.there) {
			t.Errorf("without %v, forth: %v", gone, seen)
		}
		_, seen = turn(last, "Back")
		slices.Sort(seen)
		if !slices.Equal(seen, s.there) {
			t.Errorf("without %v, back: %v", gone, seen)
		}
		turn("/view abc 15", "Back") // of a message that is older than the removal
	}
}
