package lines

// Whole reports whether a text has nothing around its article: below its first
// line, which may be a headline, there are sentences only, and none of them is
// a notice.
func Whole(ls []string) bool {
	for i, l := range ls {
		if Notice(l) || i > 0 && !Sentence(l) {
			return false
		}
	}
	return Sentence(ls[len(ls)-1])
}

// An article is told by somebody who, quotations aside, either speaks of us and
// to the reader from the start or does so nowhere. minTold is how many letters
// it takes to know.
const minTold = 600

// CutAppeal drops the end of an article from the line on where somebody who
// has not spoken before turns to the reader in the name of a group, when that
// goes on to the end and is no more than half of the whole.
func CutAppeal(ls []string, keep []bool) {
	told, turn, rest, voiced := 0.0, -1, 0.0, false
	for i, l := range ls {
		if !keep[i] {
			continue
		}
		c := look(l)
		units := float64(c.units)
		switch {
		case turn >= 0 && c.voice == 0 && c.units >= 120: // the article goes on
			return
		case turn >= 0:
			rest += units
		case c.kinds&reader != 0 && c.kinds&we != 0 && !voiced && told >= minTold:
			turn, rest = i, units
		default:
			told += units
			voiced = voiced || c.voice > 0
		}
	}
	if turn < 0 || rest > told {
		return
	}
	for i := turn; i < len(keep); i++ {
		keep[i] = false
	}
}
