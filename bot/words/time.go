package words

import (
	"strconv"
	"strings"
	"time"
)

// Date returns "14 Nov", with the year when it is not now's. The time is read
// in now's zone.
func (w Words) Date(t, now time.Time) string {
	t = t.In(now.Location())
	pattern := w.t.date
	if t.Year() != now.Year() {
		pattern = w.t.dateYear
	}
	return strings.NewReplacer(
		"{day}", strconv.Itoa(t.Day()),
		"{month}", w.t.months[t.Month()-1],
		"{year}", strconv.Itoa(t.Year()),
	).Replace(pattern)
}

// Ago returns how long before now t was: "just now", "5 minutes ago", "3 hours
// ago", "2 days ago", and beyond thirty days the date.
func (w Words) Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return w.Say(JustNow)
	case d < time.Hour:
		return w.Say(MinutesAgo, "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return w.Say(HoursAgo, "n", int(d/time.Hour))
	case d < 30*24*time.Hour:
		return w.Say(DaysAgo, "n", int(d/(24*time.Hour)))
	default:
		return w.Date(t, now)
	}
}

// Until returns how long after now t is: "in a moment", "in 5 minutes", "in 3
// hours", "in 2 days".
func (w Words) Until(t, now time.Time) string {
	switch d := t.Sub(now); {
	case d < time.Minute:
		return w.Say(InAMoment)
	case d < time.Hour:
		return w.Say(InMinutes, "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return w.Say(InHours, "n", int(d/time.Hour))
	default:
		return w.Say(InDays, "n", int(d/(24*time.Hour)))
	}
}
