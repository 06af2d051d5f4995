package language

import (
	"strings"
	"unicode/utf8"
)

// lightEndings are the endings of cases, numbers and genders, folded, of
// languages for which no stemmer is at hand; longer ones first.
var lightEndings = map[string][]string{
	"bg": strings.Fields("ищата овете евете ията ите ият ата ята ото ето ове еве ища ът ят та то те ия ен на но ни а я о е и у"),
	"cs": strings.Fields("ovych ovymi oveho ovemu ami emi ymi imi ech ich ach ych eho emu ove ovi ova ou um em am om im ym y i e u a o"),
	"el": strings.Fields("ματων ματοσ ματα εων εισ ουσ ων ου οσ οι ον ησ ην ασ αν εσ ισ η α ε ι ο ω υ"),
	"hi": strings.Fields("इयओन इयआन आओन आएन ओन एन ईन ई इ आ ए ओ"),
	"pl": strings.Fields("owych owego owemu owymi owie iami iach ami ach owi ego emu ymi imi iej iem ych ich ow om em ym im ej ie ia iu y i e u a o"),
	"uk": strings.Fields("ування ового овому овими увати ість ості ами ями ові еві ого ому ими іми ах ях ою ею их им ій ий ої ів ом ем ам ям ти ла ло ли а я у ю и і ї е є о ь"),
}

// lightStem is the least that an ending may leave, in letters.
const lightStem = 3

// withoutEnding returns the folded word without the longest of the endings that
// it has.
func withoutEnding(folded string, endings []string) string {
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(folded, e); ok && utf8.RuneCountInString(stem) >= lightStem {
			return stem
		}
	}
	return folded
}
