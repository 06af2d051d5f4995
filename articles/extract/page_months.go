package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// months are the names of the months in the languages of the news, with the
// cases that dates take.
var months = [12]string{
	"january januar jänner janvier enero janeiro gennaio januari tammikuu stycznia styczeń ledna leden január ianuarie siječnja januara януари января січня ιανουαρίου ocak يناير كانون ژانویه ינואר tháng1 jaanuar janvāris sausio",
	"february februar februari février febrero fevereiro febbraio helmikuu lutego luty února únor február februarie veljače februara февруари февраля лютого φεβρουαρίου şubat فبراير شباط فوریه פברואר veebruar februāris vasario",
	"march märz mars marzo março maart maaliskuu marca marzec března březen március martie ožujka marta март марта березня μαρτίου mart مارس آذار מרץ märts marts kovo maret",
	"april avril abril aprile huhtikuu kwietnia kwiecień dubna duben április aprilie travnja aprila април апреля квітня απριλίου nisan أبريل ابريل نيسان آوریل אפריל aprill aprīlis balandžio",
	"may mai mayo maio maggio mei maj toukokuu maja května květen május svibnja май мая травня μαΐου mayıs مايو أيار مه מאי maijs gegužės",
	"june juni juin junio junho giugno kesäkuu czerwca czerwiec června červen június iunie lipnja juna юни июня червня ιουνίου haziran يونيو حزيران ژوئن יוני juuni jūnijs birželio",
	"july juli juillet julio julho luglio heinäkuu lipca lipiec července červenec július iulie srpnja jula юли июля липня ιουλίου temmuz يوليو تموز ژوئیه יולי juuli jūlijs liepos",
	"august août agosto augustus augusti elokuu sierpnia sierpień srpna srpen augusztus kolovoza avgusta август августа серпня αυγούστου ağustos أغسطس اغسطس آب اوت אוגוסט augusts rugpjūčio agustus",
	"september septembre septiembre setiembre setembro settembre syyskuu września wrzesień září szeptember septembrie rujna septembra септември сентября вересня σεπτεμβρίου eylül سبتمبر أيلول سپتامبر ספטמבר septembris rugsėjo",
	"october oktober octobre octubre outubro ottobre lokakuu października październik října říjen október octombrie listopada oktobra октомври октября жовтня οκτωβρίου ekim أكتوبر اكتوبر اکتبر אוקטובר oktoobris oktobris spalio",
	"november novembre noviembre novembro marraskuu listopad listopadu noiembrie studenoga novembra ноември ноября листопада νοεμβρίου kasım نوفمبر نوامبر נובמבר novembris lapkričio",
	"december dezember décembre diciembre dezembro dicembre joulukuu grudnia grudzień prosince prosinec decembrie prosinca decembra декември декабря грудня δεκεμβρίου aralık ديسمبر دسامبر דצמבר detsember decembris gruodžio desember desembre",
}

// monthOf returns the month that a word names, in full or cut to three letters
// or more, 0 when it names none.
func monthOf(word string) time.Month {
	word = strings.ToLower(strings.Trim(word, "."))
	if utf8.RuneCountInString(word) < 3 {
		return 0
	}
	for i, names := range months {
		for name := range strings.FieldsSeq(names) {
			if strings.HasPrefix(name, word) || name == strings.TrimSuffix(word, "ta") {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}

var (
	dayFirst   = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})(?:\.|º|er|st|nd|rd|th|-an|-е|-го)?\s*(?:de|di|ta'|d’|d'|of|tháng)?\s*[ .\-/]?([\pL\pM]{3,15}|\d{1,2})\.?,?\s*(?:de[l]?\s+|[ .\-/,]\s*|năm\s+)((?:19|20)\d\d)(?:[^\d]|\d\d:\d\d|$)`)
	monthFirst = regexp.MustCompile(`([\pL\pM]{3,15})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|\d\d:\d\d|$)`)
	yearFirst  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?:[^\d]|$)`)
	numeric    = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})\s*[./|-]\s*(\d{1,2})\s*[./|-]\s*((?:19|20)\d\d)(?:[^\d]|\d\d:\d\d|$)`)
)

// writtenDate finds the first date that is written in s. lang decides what
// 3/4/2020 means.
func writtenDate(s, lang string) (time.Time, bool) {
	s = latinDigits(s)
	if t, from, _ := dateIn(s, lang); from >= 0 {
		return t, true
	}
	return persianDate(s)
}

// dateIn is writtenDate with the place of the date in s, -1 without one.
func dateIn(s, lang string) (t time.Time, from, to int) {
	from = -1
	for _, p := range [...]struct {
		pattern *regexp.Regexp
		read    func(m [3]string, mark string, lang string) (year, month, day string)
	}{
		{yearFirst, func(m [3]string, _ string, _ string) (string, string, string) { return m[0], m[1], m[2] }},
		{numeric, numericDate},
		{monthFirst, func(m [3]string, _ string, _ string) (string, string, string) { return m[2], monthNumber(m[0]), m[1] }},
		{dayFirst, func(m [3]string, _ string, _ string) (string, string, string) { return m[2], monthNumber(m[1]), m[0] }},
	} {
		at := p.pattern.FindStringSubmatchIndex(s)
		if at == nil || from >= 0 && at[2] >= from {
			continue
		}
		parts := [3]string{s[at[2]:at[3]], s[at[4]:at[5]], s[at[6]:at[7]]}
		year, month, day := p.read(parts, s[at[3]:at[4]], lang)
		if u, ok := date(year, month, day, time.FixedZone("", 0)); ok {
			t, from, to = u, at[2], at[7]
		}
	}
	return t, from, to
}

// numericDate reads 3/4/2020.
func numericDate(m [3]string, mark string, lang string) (year, month, day string) {
	day, month = m[0], m[1]
	a, _ := strconv.Atoi(day)
	b, _ := strconv.Atoi(month)
	american := strings.TrimSpace(mark) == "/" && (lang == "" || lang == "en" || lang == "en-US")
	if american && a <= 12 || b > 12 {
		day, month = month, day
	}
	return m[2], month, day
}

// monthNumber is the number of the month that a word names, "0" when it names
// none.
func monthNumber(word string) string { return strconv.Itoa(int(monthOf(word))) }

func date(year, month, day string, zone *time.Location) (time.Time, bool) {
	return clock(numbers([]string{year, month, day, "", "", ""}), zone)
}
