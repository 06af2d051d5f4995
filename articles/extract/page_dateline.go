package extract

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html/atom"
)

// writtenNear finds the date that is written next to the headline: best in a
// block that begins with it or says that it is the day of publication, else in
// another short block, not in the text itself.
func writtenNear(all []block, title, lang string) time.Time {
	const (
		short    = 120 // runes
		sentence = 20  // words
		before   = 4   // blocks
		after    = 20
		beside   = 5
	)
	at := headlineBlock(all, title)
	shown := at >= 0
	if !shown {
		at = firstProse(all)
	}
	if at < 0 {
		return time.Time{}
	}
	var mentioned, changed time.Time
	for d := 0; d <= after; d++ {
		for _, i := range []int{at + d, at - d} {
			if i < 0 || i >= len(all) || i < at-before || i == at && shown {
				continue
			}
			if labelBirth.MatchString(all[i].text[:min(len(all[i].text), short)]) {
				continue
			}
			linked := all[i].links*10 > all[i].runes*8
			if t, ok := dateline(all[i].text, lang); ok && (!linked || i <= at+2) {
				if d <= beside {
					return t
				}
				mentioned = known(mentioned, t)
			}
			if all[i].runes > short || all[i].words >= sentence || linked {
				continue
			}
			t, ok := writtenDate(all[i].text, lang)
			switch {
			case !ok:
			case labelChanged.MatchString(all[i].text):
				changed = known(changed, t)
			default:
				mentioned = known(mentioned, t)
			}
		}
	}
	return known(mentioned, changed)
}

// known is a, or b when a is zero.
func known(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// What stands before a date and says what the date is, in the languages of the
// news.
var (
	labelPublished = regexp.MustCompile(`(?i)^\W*(?:(?:first |originally )?(?:published|posted|created)|press release|veröffentlicht|erschienen|erstellt|pressemitteilung|publié|mis en ligne|publicado|publicada|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowano|zveřejněno|опубликовано|опубліковано|yayınlanma|نشر)[^\d]{0,20}$`)
	labelChanged   = regexp.MustCompile(`(?i)\b(?:updated|modified|revised|aktualisiert|geändert|änderung|mis à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornato|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty|aktualizacja|güncelleme)|обновлено|оновлено|تحديث`)
	labelBirth     = regexp.MustCompile(`(?i)\b(?:joined|registered|member since|registriert|beigetreten|mitglied seit|inscrit|registrado|iscritto|geregistreerd|lid sinds)\b|зарегистрирован|регистрация`)
)

// dateline is the date that a text begins with, a weekday aside, or that
// follows a word for publication at its beginning. A long text may tell of a
// day: there the date must be set apart.
func dateline(text, lang string) (time.Time, bool) {
	const (
		head  = 90  // bytes: a label and a date
		long  = 120 // bytes
		brief = 60  // bytes
		word  = 24  // bytes; the days of the week are shorter
	)
	text = latinDigits(text)
	t, from, to := dateIn(text[:min(len(text), head)], lang)
	if from < 0 {
		return t, false
	}
	before := strings.TrimSpace(text[:from])
	switch {
	case labelPublished.MatchString(before):
		return t, true
	case len(text) > long:
		return t, (before == "" || before == "(") && apart.MatchString(text[to:])
	}
	before = strings.Trim(before, " ,|·•-–—")
	return t, (before == "" || len(text) <= brief) && len(before) <= word && !strings.Contains(before, " ") && !labelChanged.MatchString(before)
}

// apart is what follows a date that is no part of a sentence.
var apart = regexp.MustCompile(`^[\s.]*[)|:–—„“"«/·•-]`)

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
