package language

import (
	"strings"
	"time"
	"unicode/utf8"
)

// months are the names of the months in the languages of the news, with the
// cases that dates take and the abbreviations that do not begin like the name.
var months = [12]string{
	"january januar jänner janvier enero janeiro gennaio januari tammikuu stycznia styczeń ledna leden január ianuarie januara януари января січня ιανουαρίου ocak يناير كانون ژانویه ינואר jaanuar janvāris sausio ιανουάριος",
	"february februar februari février febrero fevereiro febbraio helmikuu lutego luty února únor február februarie februara февруари февраля лютого φεβρουαρίου şubat فبراير شباط فوریه פברואר veebruar februāris vasario fevrier φεβρουάριος",
	"march märz mars marzo março maart maaliskuu marca marzec března březen március martie marta март марта березня μαρτίου mart مارس آذار מרץ märts marts kovo maret maerz mrz mrt marco μάρτιος",
	"april avril abril aprile huhtikuu kwietnia kwiecień dubna duben április aprilie aprila април апреля квітня απριλίου nisan أبريل ابريل نيسان آوریل אפריל aprill aprīlis balandžio απρίλιος",
	"may mai mayo maio maggio mei maj toukokuu maja května květen május май мая травня μαΐου mayıs مايو أيار مه מאי maijs gegužės μάιος μάϊος",
	"june juni juin junio junho giugno kesäkuu czerwca czerwiec června červen június iunie juna юни июня червня ιουνίου haziran يونيو حزيران ژوئن יוני juuni jūnijs birželio ιούνιος",
	"july juli juillet julio julho luglio heinäkuu lipca lipiec července červenec július iulie jula юли июля липня ιουλίου temmuz يوليو تموز ژوئیه יולי juuli jūlijs liepos ιούλιος",
	"august août agosto augustus augusti elokuu sierpnia sierpień srpna srpen augusztus avgusta август августа серпня αυγούστου ağustos أغسطس اغسطس آب اوت אוגוסט augusts rugpjūčio agustus aout αύγουστος",
	"september septembre septiembre setiembre setembro settembre syyskuu września wrzesień září szeptember septembrie septembra септември сентября вересня σεπτεμβρίου eylül سبتمبر أيلول سپتامبر ספטמבר septembris rugsėjo σεπτέμβριος",
	"october oktober octobre octubre outubro ottobre lokakuu października październik října říjen október octombrie oktobra октомври октября жовтня οκτωβρίου ekim أكتوبر اكتوبر اکتبر אוקטובר oktoobris oktobris spalio οκτώβριος",
	"november novembre noviembre novembro marraskuu listopad listopadu noiembrie novembra ноември ноября листопада νοεμβρίου kasım نوفمبر نوامبر נובמבר novembris lapkričio listopada νοέμβριος",
	"december dezember décembre diciembre dezembro dicembre joulukuu grudnia grudzień prosince prosinec decembrie decembra декември декабря грудня δεκεμβρίου aralık ديسمبر دسامبر דצמבר detsember decembris gruodžio desember desembre decembre δεκέμβριος",
}

// croatian are names that mean other months in the languages around it.
var croatian = [12]string{
	"siječnja",
	"veljače",
	"ožujka",
	"travnja",
	"svibnja",
	"lipnja",
	"srpnja",
	"kolovoza",
	"rujna",
	"listopada",
	"studenoga",
	"prosinca",
}

// Month returns the month that a word of a date names, in full or cut to three
// letters or more, 0 when it names none. The language, which may be empty,
// decides what a name means that several have.
func Month(word, lang string) time.Month {
	word = strings.ToLower(strings.Trim(word, "."))
	if utf8.RuneCountInString(word) < 3 {
		return 0
	}
	tables := [2]*[12]string{&months, &croatian}
	switch base, _, _ := strings.Cut(lang, "-"); base {
	case "hr", "bs", "sh":
		tables[0], tables[1] = tables[1], tables[0]
	}
	for _, table := range tables {
		for i, names := range table {
			for name := range strings.FieldsSeq(names) {
				if strings.HasPrefix(name, word) || name == strings.TrimSuffix(word, "ta") {
					return time.Month(i + 1)
				}
			}
		}
	}
	return 0
}
