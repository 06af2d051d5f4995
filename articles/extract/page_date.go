package extract

import (
	"regexp"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
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
	lang = dateLang(lang, address)
	written := writtenNear(all, title, lang)
	var days dayVotes
	for _, s := range c.declaredDates(lang) {
		days.add(s.time, s.weight)
	}
	declared := days.best()
	days.add(urlDate(address), .8)
	days.add(written, .9)
	best := days.best()
	switch {
	case !universal(declared):
	case nextTo(declared, written):
		return written // the page shows the day as readers had it
	case written.IsZero():
		return c.local(declared, best)
	}
	return best
}

// universal reports whether a time was declared in universal time, which is
// seldom that of its readers.
func universal(t time.Time) bool {
	name, offset := t.Zone()
	return !t.IsZero() && offset == 0 && (name == "UTC" || name == "GMT")
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
	time   time.Time
	weight float64
}

// declaredDates lists the dates of publication that the markup declares. A
// source speaks once, however often it repeats itself.
func (c *claims) declaredDates(lang string) []declaredDate {
	var out []declaredDate
	once := func(weight float64, values ...string) {
		for _, v := range values {
			if t, ok := parseStamp(v, lang); ok {
				out = append(out, declaredDate{t, weight})
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

var scriptPattern = regexp.MustCompile(`"(?:datePublished|publishedDate|publishDate|publish_date|published_at|publishedAt|published|firstPublished)"\s*:\s*"(\d{4}-\d\d-\d\d[^"]{0,25})"`)

// scriptDate is the first day of publication in what a page hands to its own
// scripts: some have it nowhere else.
func scriptDate(source string) time.Time {
	m := scriptPattern.FindStringSubmatch(source)
	if m == nil {
		return time.Time{}
	}
	if t, ok := parseStamp(m[1], ""); ok {
		return t
	}
	return time.Time{}
}
