package words

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

func russian() *tongue {
	return &tongue{
		tag:      language.Russian,
		months:   [12]string{"янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек."},
		date:     "{day} {month}",
		dateYear: "{day} {month} {year}",
		messages: map[Key]message{
			JustNow:    say("только что"),
			MinutesAgo: count(map[plural.Form]string{plural.One: "{n} минуту назад", plural.Few: "{n} минуты назад", plural.Other: "{n} минут назад"}),
			HoursAgo:   count(map[plural.Form]string{plural.One: "{n} час назад", plural.Few: "{n} часа назад", plural.Other: "{n} часов назад"}),
			DaysAgo:    count(map[plural.Form]string{plural.One: "{n} день назад", plural.Few: "{n} дня назад", plural.Other: "{n} дней назад"}),
		},
	}
}
