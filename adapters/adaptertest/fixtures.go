// Package adaptertest holds what every renderer of answers must pass: fixture
// answers, from a plain briefing to hostile text, and the helper that compares
// a rendering with its golden file. How a platform shows an answer is the
// renderer's business; what an answer may hold is shown here. The preview
// subcommand shows the same fixtures to people.
//
// Every publisher, person and event in the fixtures is invented.
package adaptertest

import (
	"time"

	"briefly/bot"
)

// Fixture is an answer with the name of its golden file.
type Fixture struct {
	Name   string // lower-case letters and hyphens
	Answer bot.Answer
}

// Now is the moment at which the fixtures are read.
func Now() time.Time { return time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC) }

// Fixtures returns all fixtures, new each time.
func Fixtures() []Fixture {
	return []Fixture{
		{"briefing", briefing()},
		{"list", list()},
		{"nothing-found", nothingFound()},
		{"long", long()},
		{"hostile", hostile()},
		{"undated", undated()},
		{"russian", russian()},
		{"scripts", scripts()},
		{"private-error", privateError()},
	}
}

// daysAgo is noon, n days before Now.
func daysAgo(n int) time.Time { return Now().AddDate(0, 0, -n) }

// briefing answers a topic: a cited lead, items, a note and what to do next.
func briefing() bot.Answer {
	return bot.Answer{
		Title: "Harbour bridge",
		Lead: []bot.Sentence{
			{Text: "The harbour bridge of Velm will close for nine weeks from January, the port office said.", Sources: []int{0}},
			{Prefix: "On 20 Nov: ", Text: "Divers found cracks in two of its eleven piers.", Sources: []int{1, 0}},
			{Text: "Ferries will carry up to 4,000 people a day in the meantime.", Sources: []int{2}},
		},
		Items: []bot.Item{
			{Number: 41, Title: "Bridge of Velm to close for nine weeks", Gist: "The port office closes the bridge from 4 January and lets two ferries run free of charge.",
				Sources: []int{0, 2}, URL: "https://velm-courier.example/bridge-closes", Published: daysAgo(1)},
			{Number: 38, Title: "Cracks found in the piers", Gist: "Two piers need new concrete; the others are sound, according to the divers' report.",
				Sources: []int{1}, URL: "https://coastwire.example/n/7731", Published: daysAgo(3),
				Actions: []bot.Action{{Label: "Summary", Command: "/summary #38"}}},
		},
		Sources: []bot.Source{
			{Number: 41, Title: "Bridge of Velm to close for nine weeks", Publisher: "Velm Courier", URL: "https://velm-courier.example/bridge-closes", Published: daysAgo(1)},
			{Number: 38, Title: "Cracks found in the piers", Publisher: "Coastwire", URL: "https://coastwire.example/n/7731", Published: daysAgo(3)},
			{Number: 44, Title: "What the closure means for commuters", Publisher: "The Lantern", URL: "https://lantern.example/2026/11/commuters", Published: daysAgo(0)},
		},
		Basis: bot.Basis{Articles: 3, Publishers: 3, From: daysAgo(3), To: daysAgo(0), Newest: daysAgo(0)},
		Note:  "From 3 articles by 3 publishers over 4 days; the newest is 2 hours old.",
		Actions: []bot.Action{
			{Label: "More", Command: "/more k3v9"},
			{Label: "Ferries", Command: "/summary ferries"},
			{Label: "Port office", URL: "https://port.velm.example/notices"},
		},
		View: "k3v9",
		Lang: "en",
	}
}

// list is a page of search results.
func list() bot.Answer {
	return bot.Answer{
		Title: "Search: ferries",
		Items: []bot.Item{
			{Number: 44, Title: "What the closure means for commuters", Gist: "The ferries sail every twenty minutes.",
				Sources: []int{0}, URL: "https://lantern.example/2026/11/commuters", Published: daysAgo(0)},
			{Number: 29, Title: "Ferry crews vote on a new timetable", Gist: "Crews want a later last sailing.",
				Sources: []int{1}, URL: "https://coastwire.example/n/7650", Published: daysAgo(12)},
			{Number: 3, Title: "The last steam ferry is a museum now", Sources: []int{2}, Published: daysAgo(400)},
		},
		Sources: []bot.Source{
			{Number: 44, Title: "What the closure means for commuters", Publisher: "The Lantern", URL: "https://lantern.example/2026/11/commuters", Published: daysAgo(0)},
			{Number: 29, Title: "Ferry crews vote on a new timetable", Publisher: "Coastwire", URL: "https://coastwire.example/n/7650", Published: daysAgo(12)},
			{Number: 3, Title: "The last steam ferry is a museum now", Publisher: "Velm Courier", Published: daysAgo(400)},
		},
		Basis:   bot.Basis{Articles: 3, Publishers: 3, LeftOut: 9},
		Note:    "1-3 of 12",
		Actions: []bot.Action{{Label: "Next", Command: "/page 8fd2 2"}},
		View:    "8fd2",
		Lang:    "en",
	}
}

// nothingFound admits that nobody wrote about the topic and proposes others.
func nothingFound() bot.Answer {
	return bot.Answer{
		Title: "Moon cheese",
		Note:  "Nothing about that so far. Close to it:",
		Actions: []bot.Action{
			{Label: "moon landing", Command: "/summary moon landing"},
			{Label: "cheese fair", Command: "/summary cheese fair"},
		},
		Lang: "en",
	}
}

// undated rests on a file that carries no date of its own.
func undated() bot.Answer {
	return bot.Answer{
		Title: "Saved notes on the tram",
		Lead:  []bot.Sentence{{Text: "The tram line to the airport needs three more years.", Sources: []int{0}}},
		Items: []bot.Item{
			{Number: 7, Title: "Saved notes on the tram", Gist: "Three more years.", Sources: []int{0}, Added: daysAgo(0)},
			{Number: 8, Gist: "A scrap without a title.", Added: daysAgo(6)},
		},
		Sources: []bot.Source{
			{Number: 7, Title: "Saved notes on the tram", Added: daysAgo(0)},
		},
		Note:    "From 1 article.",
		Actions: []bot.Action{{Label: "/help", Command: "/help"}},
		Lang:    "en",
	}
}

// russian speaks Russian, the bot's own words included.
func russian() bot.Answer {
	return bot.Answer{
		Title: "Маяк",
		Lead: []bot.Sentence{
			{Prefix: "21 нояб.: ", Text: "Маяк на мысе Тихом снова светит после сорока лет темноты.", Sources: []int{0}},
			{Text: "Зажгла его внучка последнего смотрителя.", Sources: []int{1}},
		},
		Items: []bot.Item{{Number: 52, Title: "Маяк снова светит", Gist: "Огонь виден за тридцать километров.", Sources: []int{0},
			URL: "https://vesti-mys.example/новости/маяк", Published: daysAgo(2)}},
		Sources: []bot.Source{
			{Number: 52, Title: "Маяк снова светит", Publisher: "Вести мыса", URL: "https://vesti-mys.example/новости/маяк", Published: daysAgo(2)},
			{Number: 53, Title: "Внучка смотрителя", Publisher: "Береговая газета", URL: "https://bereg.example/53", Added: daysAgo(1)},
		},
		Note:    "По 2 статьям двух изданий за 2 дня.",
		Actions: []bot.Action{{Label: "Ещё", Command: "/more p1c4"}},
		View:    "p1c4",
		Lang:    "ru",
	}
}

// privateError tells the asker alone that something went wrong.
func privateError() bot.Answer {
	return bot.Answer{
		Note:    "That did not work. It has been noted; please try again in a minute.",
		Actions: []bot.Action{{Label: "Try again", Command: "/summary harbour bridge"}},
		Lang:    "en",
		Private: true,
	}
}
