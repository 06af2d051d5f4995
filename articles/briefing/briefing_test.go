package briefing

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"briefly/articles"
	"briefly/articles/search"
	"briefly/articles/summarize"
)

var now = time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)

// shelf is a library and its index in one: what was put on it, found by the
// words of a question in the order it was put there.
type shelf []articles.Article

func (s *shelf) add(t *testing.T, ago time.Duration, story articles.StoryID, publisher, lang, title, body string) articles.Number {
	t.Helper()
	a := articles.Article{
		Number: articles.Number(len(*s) + 1), Revision: 1, Title: title, Publisher: publisher, Lang: lang,
		Published: now.Add(-ago), Added: now.Add(-ago), Body: body, Story: story,
	}
	sum, err := summarize.New().Summarize(t.Context(), articles.SummaryRequest{Articles: []articles.Article{a}, MaxSentences: 3, MaxWords: 70})
	if err != nil {
		t.Fatal(err)
	}
	a.Summary = sum
	*s = append(*s, a)
	return a.Number
}

func (s *shelf) Article(_ context.Context, _ []articles.Shelf, n articles.Number) (articles.Article, error) {
	if n < 1 || int(n) > len(*s) {
		return articles.Article{}, articles.ErrNotFound
	}
	return (*s)[n-1], nil
}

func (s *shelf) Articles(_ context.Context, _ []articles.Shelf, ns []articles.Number) ([]articles.Article, error) {
	var out []articles.Article
	for _, n := range ns {
		out = append(out, (*s)[n-1])
	}
	return out, nil
}

func (s *shelf) Story(_ context.Context, _ []articles.Shelf, id articles.StoryID) (articles.Story, error) {
	st := articles.Story{ID: id}
	for _, a := range *s {
		if a.Story != id {
			continue
		}
		st.Articles = append(st.Articles, a.Number)
		st.Headline = a.Title
		if !slices.Contains(st.Publishers, a.Publisher) {
			st.Publishers = append(st.Publishers, a.Publisher)
		}
		if a.Published.After(st.Last) {
			st.Last = a.Published
		}
	}
	if st.Articles == nil {
		return st, articles.ErrNotFound
	}
	return st, nil
}

func (s *shelf) Stories(ctx context.Context, q articles.Query) ([]articles.Story, error) {
	seen := map[articles.StoryID]bool{}
	var out []articles.Story
	for _, a := range *s {
		if !seen[a.Story] && !a.When().Before(q.Since) {
			seen[a.Story] = true
			st, _ := s.Story(ctx, nil, a.Story)
			out = append(out, st)
		}
	}
	return out, nil
}

func (s *shelf) Search(_ context.Context, r search.Request) (search.Result, error) {
	var res search.Result
	for _, a := range *s {
		if strings.Contains(strings.ToLower(a.Title+" "+a.Body), strings.ToLower(r.Text)) && !a.When().Before(r.Since) {
			res.Hits = append(res.Hits, search.Hit{Score: 1, Candidate: articles.Candidate{Number: a.Number, Story: a.Story, Published: a.Published, Added: a.Added}})
		}
	}
	res.Known = len(res.Hits) > 0
	return res, nil
}

func ask(t *testing.T, s *shelf, q Question) Briefing {
	t.Helper()
	q.Now, q.Lang, q.Stories = now, "en", 5
	br, err := New(s, s, summarize.New()).Topic(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return br
}

func texts(br Briefing) string {
	var b strings.Builder
	for _, s := range br.Lead {
		fmt.Fprintf(&b, "%s|", s.Text)
	}
	return b.String()
}

const day = 24 * time.Hour

func TestLeadQuotesDifferentArticlesAndSaysNothingTwice(t *testing.T) {
	var s shelf
	s.add(t, 3*time.Hour, 1, "Harbour Courier", "en", "Ferry returns", "The harbour ferry returned to service on Friday after nine weeks of repairs, the port authority said.")
	s.add(t, 2*time.Hour, 1, "Port Post", "en", "Ferry is back", "After nine weeks of repairs the harbour ferry returned to service on Friday, the port authority said.")
	s.add(t, 1*time.Hour, 1, "Town Crier", "en", "Ferry fares", "Fares on the harbour ferry will rise by a tenth in summer because fuel has become dearer, the operator said.")
	s.add(t, 1*time.Hour, 2, "Town Crier", "en", "Ferry strike", "Deck hands of the harbour ferry will vote on a strike next week, their union announced.")
	br := ask(t, &s, Question{Text: "harbour ferry"})
	said := texts(br)
	if n := strings.Count(said, "nine weeks"); n != 1 {
		t.Errorf("the return is told %d times: %s", n, said)
	}
	if len(br.Lead) != 3 || len(br.Stories) != 2 {
		t.Fatalf("%d sentences, %d stories: %s", len(br.Lead), len(br.Stories), said)
	}
	cited := map[articles.Number]bool{}
	for _, x := range br.Lead {
		src := br.Sources[x.Sources[0]]
		cited[src.Number] = true
		if body := s[src.Number-1].Body; body[src.Start:src.End] != x.Text {
			t.Errorf("%q is not its source's %q", x.Text, body[src.Start:src.End])
		}
	}
	if len(cited) < 2 {
		t.Errorf("only %v are cited", cited)
	}
	if br.Articles != 4 || br.Publishers != 3 || br.LeftOut != 0 {
		t.Errorf("basis: %d articles, %d publishers, %d left out", br.Articles, br.Publishers, br.LeftOut)
	}
}

// TestReportsToOnePatternAreTwoStatements: two stories in the same words and
// other figures are both told, one story in the same words once.
func TestReportsToOnePatternAreTwoStatements(t *testing.T) {
	var s shelf
	s.add(t, 3*time.Hour, 1, "Harbour Courier", "en", "Contract for Ostler", "Ostler Mills won a contract for 84 million crowns of flour from the army stores, the ministry said.")
	s.add(t, 2*time.Hour, 2, "Harbour Courier", "en", "Contract for Finch", "Finch Bakeries won a contract for 12 million crowns of flour from the army stores, the ministry said.")
	s.add(t, 2*time.Hour, 1, "Port Post", "en", "Ostler wins contract", "Ostler Mills won a contract for 84 million crowns of flour from the army stores, the ministry said on Tuesday.")
	if said := texts(ask(t, &s, Question{Text: "flour"})); strings.Count(said, "84 million") != 1 || strings.Count(said, "12 million") != 1 {
		t.Error(said)
	}
}

func TestDifferingNumbersStandSideBySide(t *testing.T) {
	var s shelf
	s.add(t, 5*time.Hour, 1, "Harbour Courier", "en", "Storm damages roofs", "The storm on Tuesday damaged 40 houses in the village of Lower Wick, the fire brigade said.")
	s.add(t, 4*time.Hour, 1, "Port Post", "en", "Storm in Lower Wick", "The storm on Tuesday damaged 55 houses in the village of Lower Wick, the parish council said.")
	br := ask(t, &s, Question{Text: "storm"})
	if len(br.Lead) != 2 || br.Lead[0].Differs || !br.Lead[1].Differs {
		t.Fatalf("%+v", br.Lead)
	}
	if said := texts(br); !strings.Contains(said, "40 houses") || !strings.Contains(said, "55 houses") {
		t.Error(said)
	}
}

func TestWindowsWidenOnlyWhileNothingIsFound(t *testing.T) {
	var s shelf
	s.add(t, 20*day, 1, "Port Post", "en", "Lighthouse", "The old lighthouse will be painted red and white again this summer, the harbour office said.")
	br := ask(t, &s, Question{Text: "lighthouse"})
	if !br.Widened || br.Back != 30*day || len(br.Lead) != 1 {
		t.Errorf("widened %v to %v, %d sentences", br.Widened, br.Back, len(br.Lead))
	}
	if br := ask(t, &s, Question{Text: "lighthouse", Fixed: true, Back: day}); len(br.Lead) != 0 || br.Widened {
		t.Errorf("a window that was asked for has widened: %+v", br.Lead)
	}
	if br := ask(t, &s, Question{Text: "zeppelin"}); len(br.Lead) != 0 || len(br.Stories) != 0 {
		t.Errorf("an answer to what nobody wrote about: %s", texts(br))
	}
}

func TestOwnLanguageSpeaksFirst(t *testing.T) {
	var s shelf
	s.add(t, time.Hour, 1, "Вестник", "ru", "Robotics fair", "Выставка Robotics открылась в понедельник, сообщила мэрия города, и продлится три дня.")
	s.add(t, time.Hour, 2, "Port Post", "en", "Robotics fair", "The Robotics fair opened on Monday and will last for three days, the mayor said.")
	br := ask(t, &s, Question{Text: "robotics"})
	if len(br.Lead) != 2 || br.Sources[br.Lead[0].Sources[0]].Number != 2 && br.Stories[0].Number != 1 {
		t.Errorf("%s", texts(br))
	}
	if got := ownLanguageFirst([]ranked{{s[0], 0}, {s[1], 1}}, "en"); got[0].Number != 2 {
		t.Error("the foreign article comes first")
	}
}

func TestLeadIsDatedWhenItSpansDays(t *testing.T) {
	var s shelf
	s.add(t, 4*day, 1, "Port Post", "en", "Tram line planned", "The council decided to build a tram line to the station, with nine stops.")
	s.add(t, time.Hour, 1, "Town Crier", "en", "Tram line delayed", "Work on the tram line will begin a year late because rails are missing.")
	br := ask(t, &s, Question{Text: "tram line"})
	if len(br.Lead) != 2 || br.Lead[0].On.IsZero() || br.Lead[1].On.IsZero() {
		t.Fatalf("%+v", br.Lead)
	}
	if !br.Lead[0].On.Before(br.Lead[1].On) {
		t.Error("a story is not told from its beginning")
	}
}

func TestDayRanksByPublishersAndMomentum(t *testing.T) {
	stories := []articles.Story{
		{ID: 1, Articles: []articles.Number{1}, Publishers: []string{"a"}, Last: now.Add(-time.Hour)},
		{ID: 2, Articles: []articles.Number{2, 3, 4}, Publishers: []string{"a", "b", "c"}, Last: now.Add(-20 * time.Hour)},
		{ID: 3, Articles: []articles.Number{5, 6, 7, 8}, Publishers: []string{"a"}, Last: now.Add(-time.Hour)},
	}
	byWeight(stories, now)
	var order []articles.StoryID
	for _, s := range stories {
		order = append(order, s.ID)
	}
	if !slices.Equal(order, []articles.StoryID{2, 3, 1}) {
		t.Error(order)
	}
}

func TestDayAndArticle(t *testing.T) {
	var s shelf
	n := s.add(t, time.Hour, 1, "Port Post", "en", "Ferry is back", "The harbour ferry returned to service on Friday after nine weeks of repairs, the port authority said.")
	s.add(t, 2*time.Hour, 1, "Town Crier", "en", "Ferry sails again", "The ferry sails again, and the port authority is glad that the repairs are over after nine weeks.")
	b := New(&s, &s, summarize.New())
	q := Question{Now: now, Lang: "en", Stories: 5}
	br, err := b.Day(t.Context(), q)
	if err != nil || len(br.Lead) != 1 || len(br.Stories) != 1 || br.Articles != 2 {
		t.Errorf("day: %v, %+v", err, br)
	}
	br, err = b.Article(t.Context(), q, n)
	if err != nil || len(br.Lead) != 1 || len(br.Stories) != 1 || br.Stories[0].Number != 2 {
		t.Errorf("article: %v, %+v", err, br)
	}
	if _, err := b.Article(t.Context(), q, 99); err == nil {
		t.Error("article 99 exists")
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"The flood drove 1,200 people from 14 villages.": {"peopl": "1200", "villag": "14"},
		"It was 3 degrees, then 4 degrees.":              {},
		"On 5 March 2026 nothing happened.":              {},
		"Nobody came.":                                   {},
		"About 40-year plans and 7.5 percent":            {"year": "40", "percent": "75"},
	} {
		if got := numbers(text, "en"); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("12 men", "en")
	f.Add("１２ 人", "ja")
	f.Fuzz(func(t *testing.T, text, lang string) {
		for unit, value := range numbers(text, lang) {
			if unit == "" || strings.ContainsAny(value, ",.") {
				t.Errorf("%q %q", unit, value)
			}
		}
	})
}
