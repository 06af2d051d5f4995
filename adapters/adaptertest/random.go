package adaptertest

import (
	"math/rand/v2"
	"strings"

	"briefly/articles"
	"briefly/bot"
)

// pieces are what texts that platforms might bring to life consist of.
func pieces() []string {
	return append(Hostile(), "@", "#", "/", ".", ":", "$", "\u2060", "\u200c", "_", "a", "Я", "7", "com", "рф", "·", "ß",
		" ", "\n", "<b>", "&lt;", "&", "\"", "👨‍👩‍👧", "é", "\u0301", "://", "tg", "www", "me", "t.me/x", "AAPL", "٣", "字", "。", "．", "@@", "##", "//", "..",
		"<", ">", "<@", "<#1>", "</a:1>", "<a:b:1>", "<t:1>", "<id:guide>", "everyone", "here", "[", "]", "](", "(", ")", "`", "``", "```", "*", "**", "~~", "||",
		"\\", "- ", "-# ", "> ", ">>> ", "1. ", ":a:", "http", "https://x.y", "discord://-/x")
}

// Random makes texts of hostile pieces, the same ones for the same seed.
type Random struct {
	*rand.Rand
	pieces []string
}

// NewRandom returns a Random.
func NewRandom(seed uint64) *Random { return &Random{rand.New(rand.NewPCG(seed, 2)), pieces()} }

// Text is a text of up to a dozen pieces.
func (r *Random) Text() string {
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(r.pieces[r.IntN(len(r.pieces))])
	}
	return b.String()
}

// Count is how many items an answer has: few, or now and then so many that it
// is cut.
func (r *Random) Count() int {
	if r.IntN(20) == 0 {
		return r.IntN(60)
	}
	return r.IntN(4)
}

// Filled is an answer that has the texts in every place, with n items and n
// sentences. The command of its button is shortened by cut.
func Filled(title, body, link string, n int, cut func(command string) string) bot.Answer {
	a := bot.Answer{Title: title, Note: body + "\n" + title, Lang: "en", Actions: []bot.Action{
		{Label: title, Command: cut("/summary " + body)}, {Label: body, URL: link},
	}}
	for i := range n {
		a.Sources = append(a.Sources, bot.Source{Number: articles.Number(i + 1), Title: title, Publisher: body, URL: link})
		a.Lead = append(a.Lead, bot.Sentence{Text: body, Prefix: title, Sources: []int{i}})
		a.Items = append(a.Items, bot.Item{Number: articles.Number(i + 1), Title: title, Gist: body, URL: link, Sources: []int{i}})
	}
	return a
}
