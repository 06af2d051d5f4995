package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// publishedNames are the meta elements that declare when an article was
// published, the most reliable first.
var publishedNames = [...]string{
	"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
	"article:published", "article.published", "bt:pubdate", "cxenseparse:recs:publishtime", "published_time",
	"publish_date", "publishdate", "publication_date", "og:pubdate", "og:published_time", "citation_publication_date",
	"citation_date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "pubdate", "dc.date",
	"dcterms.date", "date", "datecreated",
}

// published finds when the article was published: the day that most of what
// the page declares and shows agrees on; zero when it does not say.
func (c *claims) published(all []block, title, address, lang string) time.Time {
	written := writtenNear(all, title, lang)
	var days dayVotes
	for _, s := range c.declaredDates() {
		if t, ok := parseStamp(s.value); ok {
			days.add(t, s.weight)
		}
	}
	best := days.best()
	days.add(urlDate(address), .8)
	days.add(written, .9)
	switch {
	case best.IsZero():
		return days.best()
	case best.Location() == time.UTC && nextTo(best, written):
		return written // the stamp is in universal time, the page shows the day as readers had it
	}
	return days.best()
}

func nextTo(a, b time.Time) bool {
	d := a.Truncate(24 * time.Hour).Sub(b.Truncate(24 * time.Hour))
	return !b.IsZero() && (d == 24*time.Hour || d == -24*time.Hour)
}

// dayVotes counts what speaks for each day.
type dayVotes struct {
	times   []time.Time
	weights []float64
}

// add lets t speak for its day; the first time of a day stands for it.
func (v *dayVotes) add(t time.Time, weight float64) {
	if t.IsZero() {
		return
	}
	for i, u := range v.times {
		if u.Year() == t.Year() && u.YearDay() == t.YearDay() {
			v.weights[i] += weight
			return
		}
	}
	v.times, v.weights = append(v.times, t), append(v.weights, weight)
}

// best is the day with the most votes, the one that came first among equals.
func (v *dayVotes) best() time.Time {
	var best time.Time
	most := 0.0
	for i, w := range v.weights {
		if w > most {
			best, most = v.times[i], w
		}
	}
	return best
}

// declaredDate is a date in the markup and how much it is worth.
type declaredDate struct {
	value  string
	weight float64
}

// declaredDates lists the dates of publication that the markup declares. A
// source speaks once, however often it repeats itself.
func (c *claims) declaredDates() []declaredDate {
	var out []declaredDate
	once := func(weight float64, values ...string) {
		for _, v := range values {
			if _, ok := parseStamp(v); ok {
				out = append(out, declaredDate{v, weight})
				return
			}
		}
	}
	var articles, others, flagged, inside []string
	for i := range c.linked {
		if o := &c.linked[i]; o.article() {
			articles = append(articles, o.published)
		} else {
			others = append(others, o.published)
		}
	}
	for _, s := range c.times {
		switch {
		case s.modified:
		case s.published:
			flagged = append(flagged, s.value)
		case s.byArticle:
			inside = append(inside, s.value)
		}
	}
	once(1, articles...)
	for i, name := range publishedNames {
		weight := .9
		if i > 0 {
			weight = .6 // several names are often filled by one program
		}
		once(weight, c.meta[name]...)
	}
	once(.7, c.item["datepublished"]...)
	once(.6, flagged...)
	once(.4, others...)
	once(.3, inside...)
	return out
}

// searchedDate asks go-htmldate, which also knows what else pages do.
func searchedDate(root *html.Node, address string) time.Time {
	r, err := htmldate.FromDocument(root, htmldate.Options{URL: address, UseOriginalDate: true, SkipExtensiveSearch: true, DeferUrlExtractor: true})
	if err != nil || r.IsZero() {
		return time.Time{}
	}
	return r.DateTime
}

var stampPattern = regexp.MustCompile(`^\s*(\d{4})-?(\d{1,2})-?(\d{1,2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{1,2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`)

// parseStamp reads a date made for machines, or a written one.
func parseStamp(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if m := stampPattern.FindStringSubmatch(s); m != nil {
		zone := time.UTC
		if z := m[7]; len(z) >= 5 {
			h, _ := strconv.Atoi(z[1:3])
			min, _ := strconv.Atoi(z[len(z)-2:])
			offset := h*3600 + min*60
			if z[0] == '-' {
				offset = -offset
			}
			zone = time.FixedZone("", offset)
		} else if z == "" {
			zone = time.FixedZone("", 0) // unlike UTC: nobody said so
		}
		n := numbers(m[1:7])
		return clock(n, zone)
	}
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.UnixDate, time.RubyDate, "Mon, 2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, sane(t)
		}
	}
	if len(s) <= 60 {
		return writtenDate(s, "")
	}
	return time.Time{}, false
}

func numbers(s []string) [6]int {
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(s[i])
	}
	return n
}

// clock makes a time of year, month, day, hour, minute and second.
func clock(n [6]int, zone *time.Location) (time.Time, bool) {
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, zone)
	return t, t.Year() == n[0] && int(t.Month()) == n[1] && t.Day() == n[2] && sane(t)
}

// sane reports whether something on the web can have been published then. The
// far future is nobody's date; the clock is not asked, so that the same page
// always reads the same.
func sane(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2100 }

var urlDatePattern = regexp.MustCompile(`[/_-]((?:19|20)\d\d)(?:[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])|/(\d{1,2})/(\d{1,2}))(?:\D|$)`)

// urlDate is the date in an address.
func urlDate(address string) time.Time {
	m := urlDatePattern.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}
	}
	t, ok := clock(numbers([]string{m[1], m[2] + m[4], m[3] + m[5], "", "", ""}), time.FixedZone("", 0))
	if !ok {
		return time.Time{}
	}
	return t
}

// writtenNear finds the date that is written next to the headline: in a short
// block, not in the text itself.
func writtenNear(all []block, title, lang string) time.Time {
	const (
		short  = 120 // runes
		before = 4   // blocks
		after  = 20
	)
	at := headlineBlock(all, title)
	if at < 0 {
		at = firstProse(all)
	}
	if at < 0 {
		return time.Time{}
	}
	for d := 1; d <= after; d++ {
		for _, i := range []int{at + d, at - d} {
			if i < 0 || i >= len(all) || i < at-before || all[i].runes > short || all[i].links*10 > all[i].runes*8 {
				continue
			}
			if t, ok := writtenDate(all[i].text, lang); ok {
				return t
			}
		}
	}
	return time.Time{}
}

// firstProse is the index of the first block that is a sentence and no link, -1
// without.
func firstProse(all []block) int {
	for i, b := range all {
		if b.words >= 20 && b.links*3 < b.runes {
			return i
		}
	}
	return -1
}

// headlineBlock is the index of the block that shows the title, -1 without.
func headlineBlock(all []block, title string) int {
	n := normal(title)
	if n == "" {
		return -1
	}
	at := -1
	for i := range all {
		if all[i].runes > 2*len(title)+40 || normal(all[i].text) != n {
			continue
		}
		switch all[i].tag {
		case atom.H1:
			return i
		case atom.H2, atom.H3:
			if at < 0 {
				at = i // blogs link their headlines
			}
		default:
			if at < 0 && all[i].links*2 < all[i].runes {
				at = i
			}
		}
	}
	return at
}
