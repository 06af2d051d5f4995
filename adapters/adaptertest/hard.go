package adaptertest

import (
	"fmt"
	"strings"

	"briefly/articles"
	"briefly/bot"
)

// long is longer than any platform takes in one message.
func long() bot.Answer {
	a := bot.Answer{Title: "Everything about the harbour, and then some more of it", Note: strings.Repeat("The port office counts every ship. ", 12), Lang: "en", View: "z0"}
	for i := range 40 {
		n := articles.Number(100 + i)
		url := fmt.Sprintf("https://coastwire.example/archive/%d/%s", n, strings.Repeat("pier-", 12))
		a.Sources = append(a.Sources, bot.Source{Number: n, Title: fmt.Sprintf("Harbour report number %d", i+1), Publisher: "Coastwire", URL: url, Published: daysAgo(i)})
		a.Items = append(a.Items, bot.Item{
			Number: n, Title: fmt.Sprintf("Harbour report number %d", i+1), URL: url, Published: daysAgo(i), Sources: []int{i},
			Gist: "Ships came and ships went, " + strings.Repeat("and the tide with them, ", 8) + "as it always does.",
		})
		if i < 8 {
			a.Lead = append(a.Lead, bot.Sentence{
				Text:    fmt.Sprintf("On pier %d the cranes %sworked through the night.", i+1, strings.Repeat("and the people who look after them ", 4)),
				Sources: []int{i, (i + 1) % 8},
			})
		}
	}
	a.Lead = append(a.Lead, bot.Sentence{Text: strings.Repeat("Donaudampfschifffahrt", 60) + ".", Sources: []int{8}})
	a.Basis = bot.Basis{Articles: 40, Publishers: 1, From: daysAgo(39), To: daysAgo(0), Newest: daysAgo(0)}
	for i := range 12 {
		a.Actions = append(a.Actions, bot.Action{Label: fmt.Sprintf("Pier %d %s", i+1, strings.Repeat("of the old harbour ", 6)), Command: fmt.Sprintf("/summary pier %d", i+1)})
	}
	return a
}

// Hostile lists texts that try to do something where they are shown: move the
// cursor, turn the line round, ping people, become markup, links or commands.
func Hostile() []string {
	return []string{
		"\x1b[2J\x1b[1;1H\x1b]0;owned\a\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
		"\u009b31m red \u0090 and \x00 nul \x7f del \b\b\b back",
		"first line\r\nsecond line\rover\u2028third\u2029fourth\vfifth",
		"\u202egnp.exe \u2066\u2067\u200f\u061c turned \u202d",
		"z\u200be\u2060r\ufeffo\u00ad wi\u180edth\u3164\U000e0068\U000e0069",
		"tower z" + strings.Repeat("\u0300\u0342\u0489", 20) + " of marks",
		"\u0301leading mark",
		"**bold** __under__ ~~gone~~ ||spoiler|| `code` ```\nblock\n``` # head > quote",
		"[click](https://evil.example) <https://evil.example> ![x](https://evil.example/x.png)",
		`<b>bold</b><a href="https://evil.example">x</a><script>alert(1)</script>&lt;i&gt;&amp;&#x27;`,
		"@everyone @here <@1234567> <@&7654321> <#42> </cmd:1> <:smile:1> <t:1700000000:R> @durov /start@bot",
		"https://evil.example/a tg://user?id=1 javascript:alert(1) t.me/evil",
		"_*[]()~`>#+-=|{}.!\\ \\\\ \\* ",
		"שלום (123) עולם, مرحبا 456",
		"broken \xff\xfe\xc3\x28 bytes \xed\xa0\x80",
	}
}

// hostile has hostile text in every place that holds text.
func hostile() bot.Answer {
	texts := Hostile()
	next := 0
	hard := func() string {
		next++
		return texts[(next-1)%len(texts)]
	}
	a := bot.Answer{Title: hard(), Note: hard(), Lang: "en", View: "h1"}
	for i := range texts {
		a.Lead = append(a.Lead, bot.Sentence{Text: texts[i], Sources: []int{i % 3}})
	}
	a.Lead[1].Prefix = "On \x1b[5m20\u202e Nov: "
	for i := range 3 {
		url := []string{"https://evil.example/\x1b]8;;\u202e a\"b)c>d\nnext", "javascript:alert(1)", "https://evil.example/*_[x](y)`|"}[i]
		a.Sources = append(a.Sources, bot.Source{Number: articles.Number(i + 1), Title: hard(), Publisher: hard(), URL: url, Published: daysAgo(i)})
		a.Items = append(a.Items, bot.Item{
			Number: articles.Number(i + 1), Title: hard(), Gist: hard(), Sources: []int{i}, URL: url, Published: daysAgo(i),
			Actions: []bot.Action{{Label: hard(), Command: "/summary " + hard()}},
		})
	}
	a.Items[2].Sources = []int{2, 99, -1} // no such sources
	for range texts {
		a.Actions = append(a.Actions, bot.Action{Label: hard(), Command: "/summary " + hard()})
	}
	a.Actions = append(a.Actions, bot.Action{Label: hard(), URL: "javascript:alert(1)"})
	a.Picture = &bot.Picture{MediaType: "image/png", Text: hard()}
	return a
}

// scripts is written in several scripts: wide, combining, right to left, and
// emoji of several code points.
func scripts() bot.Answer {
	return bot.Answer{
		Title: "港口 · الميناء · नौका 👨‍👩‍👧",
		Lead: []bot.Sentence{
			{Text: "港口今天重新开放，两艘渡轮在外面等候，港务局表示一切恢复正常，居民可以免费乘坐到一月底。", Sources: []int{0}},
			{Text: "يفتح الميناء أبوابه اليوم وتنتظر عبارتان في الخارج (المكتب 12).", Sources: []int{1}},
			{Text: "नौका हर बीस मिनट में चलती है।", Sources: []int{2}},
			{Text: "Ca\u0301c chuye\u0302\u0301n pha\u0300 cha\u0323y mie\u0302\u0303n phi\u0301 🇻🇳 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f ❤️.", Sources: []int{0, 1, 2}},
		},
		Sources: []bot.Source{
			{Number: 61, Title: "港口重新开放", Publisher: "海岸日报", URL: "https://haian.example/港口", Published: daysAgo(0)},
			{Number: 62, Title: "الميناء يفتح", Publisher: "جريدة الساحل", URL: "https://sahil.example/62", Published: daysAgo(1)},
			{Number: 63, Title: "नौका सेवा", Publisher: "तट समाचार", URL: "https://tat.example/63", Published: daysAgo(1)},
		},
		Note: "From 3 articles by 3 publishers over 2 days.",
		Lang: "en",
	}
}
