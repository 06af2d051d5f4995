package summarize

const (
	// afterCaption is how many sentences an article must have behind a caption
	// that no credit tells.
	afterCaption = 2
	// ledeGrows is how many times as long as a caption the lede is.
	ledeGrows = 1.5
)

// withoutCaptions leaves out what stands under pictures: what a credit follows,
// and a first sentence too short for the language's ledes when the lede follows.
func (l *lexicon) withoutCaptions(units []unit) []unit {
	if len(units) > afterCaption && units[0].length < l.lede &&
		float64(units[1].length) >= ledeGrows*float64(units[0].length) {
		units[0].caption = true
	}
	kept := units[:0]
	for _, u := range units {
		if !u.caption {
			u.index = len(kept)
			kept = append(kept, u)
		}
	}
	return kept
}
