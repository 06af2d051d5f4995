package words

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

func english() *tongue {
	return &tongue{
		tag:      language.English,
		months:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		date:     "{day} {month}",
		dateYear: "{day} {month} {year}",
		messages: map[Key]message{
			JustNow:    say("just now"),
			MinutesAgo: count(map[plural.Form]string{plural.One: "{n} minute ago", plural.Other: "{n} minutes ago"}),
			HoursAgo:   count(map[plural.Form]string{plural.One: "{n} hour ago", plural.Other: "{n} hours ago"}),
			DaysAgo:    count(map[plural.Form]string{plural.One: "{n} day ago", plural.Other: "{n} days ago"}),
		},
	}
}
