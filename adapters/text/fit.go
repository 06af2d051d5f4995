package text

import (
	"slices"
	"sort"

	"briefly/bot"
)

// Fit returns the answer, shortened until size says that it measures at most
// limit. size is the platform's own measure of the answer as it would send it,
// markup included; an answer with less in it must not measure more.
//
// Whole items go first, the last ones before the first, and the button for more
// of the list shows them next; then whole sentences;
// then words, the longest texts before the shorter ones. One item or one
// sentence is left to cut words from. A source goes with the last sentence or
// item that cites it, never before, so no citation is broken or left without
// its source. What is still too long loses everything but its title. The
// answer itself is not changed.
func Fit(answer bot.Answer, limit int, size func(bot.Answer) int) bot.Answer {
	fits := func(a bot.Answer) bool { return size(a) <= limit }
	if fits(answer) {
		return answer
	}
	leastItems := 0
	if len(answer.Lead) == 0 {
		leastItems = 1
	}
	a, ok := most(len(answer.Items)-1, leastItems, fits, func(n int) bot.Answer { return keepItems(answer, n) })
	if ok {
		return a
	}
	a = keepItems(answer, min(leastItems, len(answer.Items)))
	least := a
	if a, ok = most(len(a.Lead)-1, 1, fits, func(n int) bot.Answer { return keepLead(least, n) }); ok {
		return a
	}
	least = keepLead(least, min(1, len(least.Lead)))
	if a, ok = most(longestText(least), 1, fits, func(n int) bot.Answer { return capTexts(least, n) }); ok {
		return a
	}
	bare := bot.Answer{Title: answer.Title, View: answer.View, Lang: answer.Lang, Private: answer.Private, Replace: answer.Replace}
	a, _ = most(Graphemes(bare.Title), 0, fits, func(n int) bot.Answer { return capTexts(bare, n) })
	return a
}

// most returns build(n) for the largest n, from high down to low, that fits.
// When none does, it returns build(low) and false.
func most(high, low int, fits func(bot.Answer) bool, build func(int) bot.Answer) (bot.Answer, bool) {
	steps := high - low + 1
	if steps > 0 {
		down := sort.Search(steps, func(i int) bool { return fits(build(high - i)) })
		if down < steps {
			return build(high - down), true
		}
	}
	return build(max(low, 0)), false
}

// keepItems keeps the first n items, and says in the basis how many are left
// out.
func keepItems(a bot.Answer, n int) bot.Answer {
	n = min(n, len(a.Items))
	b := a
	b.Items = a.Items[:n:n]
	b.Basis.LeftOut += len(a.Items) - n
	if n < len(a.Items) {
		b.Actions = continued(a.Actions, a.Items[n].From)
	}
	return dropSources(b, a)
}

// Missing is how many items of an answer are not in what Fit left of it, and
// behind no button either.
func Missing(answer, fitted bot.Answer) int {
	n := len(fitted.Items)
	if n >= len(answer.Items) || answer.Items[n].From.Command != "" {
		return 0
	}
	return len(answer.Items) - n
}

// continued has the button for more of a list show what comes from an item on,
// and adds one where the whole list was to be shown.
func continued(actions []bot.Action, from bot.Action) []bot.Action {
	if from.Command == "" {
		return actions
	}
	actions = slices.Clone(actions)
	if i := slices.IndexFunc(actions, func(x bot.Action) bool { return x.Label == from.Label }); i >= 0 {
		actions[i] = from
		return actions
	}
	return append(actions, from)
}

// keepLead keeps the first n sentences.
func keepLead(a bot.Answer, n int) bot.Answer {
	n = min(n, len(a.Lead))
	b := a
	b.Lead = a.Lead[:n:n]
	return dropSources(b, a)
}

// dropSources drops from b the sources that a cited and b no longer does, and
// points the citations of b at where the others now stand.
func dropSources(b, a bot.Answer) bot.Answer {
	before, after := cited(a), cited(b)
	place := make([]int, len(a.Sources)) // where each source stands now
	b.Sources = nil
	for i, s := range a.Sources {
		place[i] = len(b.Sources)
		if after[i] || !before[i] {
			b.Sources = append(b.Sources, s)
		}
	}
	b.Lead = slices.Clone(b.Lead)
	for i := range b.Lead {
		b.Lead[i].Sources = moved(b.Lead[i].Sources, place)
	}
	b.Items = slices.Clone(b.Items)
	for i := range b.Items {
		b.Items[i].Sources = moved(b.Items[i].Sources, place)
	}
	return b
}

// cited tells which sources the sentences and items of an answer cite.
func cited(a bot.Answer) map[int]bool {
	is := map[int]bool{}
	for _, s := range a.Lead {
		for _, i := range s.Sources {
			is[i] = true
		}
	}
	for _, item := range a.Items {
		for _, i := range item.Sources {
			is[i] = true
		}
	}
	return is
}

// moved translates citations; one that points nowhere goes.
func moved(sources, place []int) []int {
	var out []int
	for _, i := range sources {
		if i >= 0 && i < len(place) {
			out = append(out, place[i])
		}
	}
	return out
}

// texts lists the texts of an answer that may be cut.
func texts(a *bot.Answer) []*string {
	list := []*string{&a.Title, &a.Note}
	for i := range a.Lead {
		list = append(list, &a.Lead[i].Text)
	}
	for i := range a.Items {
		list = append(list, &a.Items[i].Title, &a.Items[i].Gist)
	}
	for i := range a.Sources {
		list = append(list, &a.Sources[i].Title, &a.Sources[i].Publisher)
	}
	if a.Picture != nil {
		list = append(list, &a.Picture.Text)
	}
	return list
}

func longestText(a bot.Answer) int {
	longest := 0
	for _, t := range texts(&a) {
		longest = max(longest, Graphemes(*t))
	}
	return longest
}

// capTexts cuts every text of an answer to at most n graphemes.
func capTexts(a bot.Answer, n int) bot.Answer {
	a.Lead, a.Items, a.Sources = slices.Clone(a.Lead), slices.Clone(a.Items), slices.Clone(a.Sources)
	if a.Picture != nil {
		picture := *a.Picture
		a.Picture = &picture
	}
	for _, t := range texts(&a) {
		*t = Cut(*t, n, Graphemes)
	}
	return a
}
