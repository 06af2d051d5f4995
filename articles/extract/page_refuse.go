package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefly/articles"
)

// What a page must have to pass, in words; see size.
const (
	wordless  = 8   // less is no text
	beginning = 40  // a real beginning has two or three sentences
	whole     = 150 // what has more is read as it is, whatever the page says of walls
)

// verdict says what a page is when it may be no article: a reason to refuse
// it, a reason why only its beginning was read, or neither.
type verdict struct {
	refuse  Reason
	partial Reason
	detail  string
}

// judgement gathers what a verdict rests on.
type judgement struct {
	page    *page
	body    []block
	claims  *claims
	walls   walls
	source  string // of the page
	address string
	title   string
	size    int // of the body
	prose   int // of those of its blocks that are sentences
	links   float64
}

func newJudgement(p *page, body []block, c *claims, w walls, source string, d Document) *judgement {
	j := &judgement{page: p, body: body, claims: c, walls: w, source: source, address: d.URL, title: d.Title, links: linkShare(body)}
	for _, b := range body {
		n := size(b)
		j.size += n
		if n >= 10 && b.links*2 < b.runes {
			j.prose += n
		}
	}
	return j
}

// verdict asks the questions in the order in which the answers are sure.
func (j *judgement) verdict() verdict {
	short := j.prose < beginning
	switch {
	case j.prose < 2*beginning && challenged(j.source):
		return verdict{refuse: Challenge, detail: "the page asks for a proof that a person reads it"}
	case short && challengeTitle.MatchString(j.heading()):
		return verdict{refuse: Challenge, detail: "by its title"}
	case j.prose < 2*beginning && notFoundTitle.MatchString(j.heading()):
		return verdict{refuse: NotFound, detail: "by its title"}
	case j.size < beginning && j.walls.password && !j.isDeclaredArticle() || short && loginTitle.MatchString(j.heading()):
		return verdict{refuse: Login, detail: "a form for a password and hardly any text"}
	case j.walls.pay && j.size < beginning:
		return verdict{refuse: Paywall, detail: "hardly any text before the wall"}
	case j.isSearch():
		return verdict{refuse: Search, detail: "a list of results"}
	case j.isDirectory():
		return verdict{refuse: Directory, detail: "links with little text between them"}
	case j.size < wordless:
		return verdict{refuse: Empty, detail: "no text without scripts"}
	case j.walls.pay && j.size < whole:
		return verdict{partial: Paywall}
	case j.walls.password && j.walls.register && j.size < whole:
		return verdict{partial: Login}
	}
	return verdict{}
}

// The titles of pages that are no articles, in the languages of the web's
// servers.
var (
	challengeTitle = regexp.MustCompile(`(?im)^\W*(just a moment|attention required|access denied|access to this page has been denied|checking your browser|verify(ing)? (that )?you are (a )?human|are you (a )?(human|robot)|robot check|security check|un momento|einen moment|captcha|pardon our interruption|ddos.guard)\b`)
	notFoundTitle  = regexp.MustCompile(`(?im)(^\W*(error )?(404|410)\b|\b(404|410) (error|not found)|\berror 404\b|\b(page|article|story|file|content) (was |could |can )?(not|cannot)( be)? found|^\W*not found\W*$|page (does not|doesn.t) exist|seite (wurde )?(leider )?nicht gefunden|page (introuvable|non trouvée)|página no encontrada|no se (ha )?encontr(ó|ado) la página|página não encontrada|pagina non trovata|pagina niet gevonden|страница не найдена|сторінку не знайдено|nie znaleziono strony|sayfa bulunamadı|ページが見つかりません|页面不存在|找不到(网页|網頁|頁面|页面))`)
	loginTitle     = regexp.MustCompile(`(?im)^\W*((please )?(log|sign)[ -]?in|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesión|entrar|accedi|inloggen|вход|войти|ログイン|登录|登入)(\W|$)`)
	searchTitle    = regexp.MustCompile(`(?im)(\bsearch results?\b|^\W*(you searched for|results for|search for|search:)|suchergebnis|ergebnisse für|résultats (de (la )?)?recherche|resultados (de|para) (la )?b[uú]s(queda|ca)|risultati (della )?ricerca|zoekresultaten|результаты поиска|wyniki wyszukiwania|検索結果|搜索结果)`)
)

// heading is the title together with the first headings, where soft errors say
// what they are.
func (j *judgement) heading() string {
	s := j.title + "\n" + j.claims.title
	for _, h := range j.claims.headings[:min(len(j.claims.headings), 2)] {
		s += "\n" + h
	}
	return s
}

// isSearch reports whether the page lists what a search found.
func (j *judgement) isSearch() bool {
	asked := false
	if u, err := url.Parse(j.address); err == nil {
		q := u.Query()
		asked = q.Has("q") || q.Has("s") || q.Has("query") || strings.Contains(u.Path, "/search")
	}
	found := searchTitle.MatchString(j.heading())
	return found && (asked || j.listed() >= 3 || j.links > .3) || asked && j.listed() >= 5
}

// isDirectory reports whether the page is a list of links to articles.
func (j *judgement) isDirectory() bool {
	if len(j.claims.meta["article:published_time"]) > 0 || j.isDeclaredArticle() {
		return false
	}
	switch n := j.teasers(); {
	case n >= 6 && j.prose < 40*n:
		return true // a linked headline, a sentence, the next
	case j.listed() >= 8 && j.prose < beginning && j.size < 2*beginning:
		return true
	}
	return j.links > .6 && j.prose < beginning && len(j.body) > 10
}

// teasers counts the linked headings inside the body.
func (j *judgement) teasers() int {
	n := 0
	for _, b := range j.body {
		if linkedHeading(b) {
			n++
		}
	}
	return n
}

func (j *judgement) isDeclaredArticle() bool {
	for i := range j.claims.linked {
		if j.claims.linked[i].article() {
			return true
		}
	}
	for _, t := range j.claims.meta["og:type"] {
		if strings.EqualFold(t, "article") {
			return true
		}
	}
	return false
}

// listed counts the linked headings of the page, kept or not.
func (j *judgement) listed() int {
	n := 0
	for _, b := range j.page.blocks {
		if linkedHeading(b) {
			n++
		}
	}
	return n
}

func linkedHeading(b block) bool {
	switch b.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4:
		const aside = 1<<3 | 1<<4 | 1<<6 // aside, nav and footer of telling
		return b.links*10 > b.runes*8 && b.place.within&aside == 0
	}
	return false
}

// size is the length of a block in words; scripts without spaces have one for
// every two signs.
func size(b block) int { return max(b.words, b.runes/10) }

func linkShare(body []block) float64 {
	links, all := 0, 0
	for _, b := range body {
		links += b.links
		all += b.runes
	}
	return float64(links) / float64(max(1, all))
}

// quality states the facts about a body.
func quality(p *page, body []block, text string) articles.Quality {
	agreed, all := 0.0, 0.0
	for i, b := range p.blocks {
		if p.chosen[i] {
			all += float64(b.runes)
			if p.party(i) == agreedParty {
				agreed += float64(b.runes)
			}
		}
	}
	return articles.Quality{
		Form: articles.FormPage, Words: len(strings.Fields(text)), Paragraphs: len(body),
		LinkShare: round(linkShare(body)), Agreement: round(agreed / max(1, all)),
	}
}

// round keeps two digits: more would be noise in what is shown and stored.
func round(x float64) float64 { return float64(int(x*100+.5)) / 100 }

// walls are what stands between a reader and the article.
type walls struct {
	password bool // a field for a password
	pay      bool // the page says that the text is not free
	register bool // a wall that an account opens
}

// The names that the makers of such walls give to their elements and scripts.
var (
	challengeMarks = [...]string{
		"challenge-platform", "challenge-form", "challenge-running", "challenge-error", "cf-chl", "cf_chl", "cf-turnstile",
		"captcha-delivery", "px-captcha", "_incapsula_resource", "ddos-guard", "sec-if-cpt", "awswaf", "bm-verify", "distil_r_captcha",
	}
	payMarks      = [...]string{"paywall", "pay-wall", "piano-offer", "subscriber-only", "subscribers-only", "premium-wall", "metered-wall"}
	registerMarks = [...]string{"regwall", "reg-wall", "registration-wall", "login-wall", "loginwall"}
)

// marked reports whether a value, in lower case, holds one of the marks.
func marked(value string, marks []string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(value, m) })
}

// challenged reports whether a page's scripts ask for a proof that a person
// reads it.
func challenged(source string) bool {
	const small = 128 << 10 // bytes; challenges are small
	return marked(strings.ToLower(source[:min(len(source), small)]), challengeMarks[:])
}

// shown reports whether a wall is there to be read, not only prepared.
func shown(n *html.Node) bool {
	const words = 6
	return !invisible(n) && len(strings.Fields(line(n))) >= words
}

// wallsOf finds the walls in a page.
func wallsOf(root *html.Node, c *claims) walls {
	var w walls
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password") {
			w.password = true
		}
		for _, a := range n.Attr {
			if a.Key == "class" || a.Key == "id" {
				value := strings.ToLower(a.Val)
				w.pay = w.pay || marked(value, payMarks[:]) && shown(n)
				w.register = w.register || marked(value, registerMarks[:]) && shown(n)
			}
		}
	}
	for i := range c.linked {
		if free := c.linked[i].free; free != nil && !*free {
			w.pay = true
		}
	}
	for _, v := range c.meta["article:content_tier"] {
		w.pay = w.pay || strings.EqualFold(v, "locked")
	}
	return w
}
