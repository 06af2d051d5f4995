package stories

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"briefly/articles"
)

const (
	// maxKept is how many articles of all shelves are kept, at some 6 KB each;
	// those of the days around the last article are kept whatever they are.
	maxKept = 8_000
	// maxBehind is how many numbers are followed one by one; further behind,
	// the days are read again.
	maxBehind = 500

	daySeconds = 24 * 60 * 60
)

// shelf is what a Grouper keeps of one shelf: the texts of the days that it was
// asked about. They are facts that do not change; what may have changed since
// (which story an article is in, whether it is still there) is asked again
// before it counts.
type shelf struct {
	name     articles.Shelf
	seen     articles.Number // every article up to this number is known, if its day is
	days     map[int64]*day
	rarities rarities
}

func (g *Grouper) shelf(name articles.Shelf) *shelf {
	s := g.shelves[name]
	if s == nil {
		s = &shelf{name: name}
		s.forget()
		g.shelves[name] = s
	}
	return s
}

func (s *shelf) forget() {
	s.days = map[int64]*day{}
	if !s.rarities.whole {
		s.rarities = rarities{with: map[uint64]int32{}}
	}
}

// dayOf numbers days; that of the zero time is one of its own.
func dayOf(t time.Time) int64 { return int64(math.Floor(float64(t.Unix()) / daySeconds)) }

// catchUp takes in what came since the last time.
func (g *Grouper) catchUp(ctx context.Context, s *shelf) error {
	last, err := g.index.Last(ctx)
	if err != nil || last <= s.seen {
		return err
	}
	if last-s.seen > maxBehind {
		s.forget()
		s.seen = last
		return nil
	}
	came, err := g.index.Numbered(ctx, s.name, s.seen+1, last+1)
	if err != nil {
		return err
	}
	for _, c := range came {
		if d := s.days[dayOf(c.When())]; d != nil && c.Number > d.newest {
			s.learn(d, c)
		}
	}
	s.seen = last
	return nil
}

// learn adds an article to its day.
func (s *shelf) learn(d *day, c articles.Candidate) {
	if !s.rarities.whole {
		s.rarities.count(c.Terms)
	}
	d.add(told{
		text: read(c.Terms, &s.rarities, 1), print: fingerprint(c.Terms),
		number: c.Number, story: c.Story, when: c.When(),
	})
}

// around returns the days that an article of that time is compared with,
// reading those that are not kept.
func (g *Grouper) around(ctx context.Context, s *shelf, when time.Time) ([]*day, error) {
	wanted := []int64{dayOf(time.Time{})} // what has no time may be of any
	if when.IsZero() {
		wanted = slices.AppendSeq(wanted, maps.Keys(s.days))
	} else {
		for n := dayOf(when.Add(-window)); n <= dayOf(when.Add(window)); n++ {
			wanted = append(wanted, n)
		}
	}
	g.turn++
	var out []*day
	for _, n := range wanted {
		d := s.days[n]
		if d == nil {
			var err error
			if d, err = g.load(ctx, s, n); err != nil {
				return nil, fmt.Errorf("read a day: %w", err)
			}
			s.days[n] = d
		}
		if d.used != g.turn {
			d.used = g.turn
			out = append(out, d)
		}
	}
	g.evict()
	return out, nil
}

// load reads a day.
func (g *Grouper) load(ctx context.Context, s *shelf, n int64) (*day, error) {
	d := &day{newest: s.seen}
	since := time.Unix(n*daySeconds, 0).UTC()
	found, err := g.index.Within(ctx, s.name, since, since.Add(24*time.Hour), 2*daySize)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Backward(found) {
		s.learn(d, c)
	}
	return d, nil
}

// evict forgets the days that were not looked at for longest.
func (g *Grouper) evict() {
	kept := 0
	for _, s := range g.shelves {
		for _, d := range s.days {
			kept += d.size()
		}
	}
	for kept > maxKept {
		of, oldest := g.stalest()
		if of == nil {
			return
		}
		kept -= of.days[oldest].size()
		delete(of.days, oldest)
	}
}

// stalest returns the day that was not looked at for longest, and its shelf;
// nil when all were looked at now.
func (g *Grouper) stalest() (of *shelf, oldest int64) {
	used := g.turn
	for _, s := range g.shelves {
		for n, d := range s.days {
			if d.used < used {
				of, oldest, used = s, n, d.used
			}
		}
	}
	return of, oldest
}
