package words

// Time and dates.
const (
	JustNow    Key = "just now"
	MinutesAgo Key = "minutes ago" // n
	HoursAgo   Key = "hours ago"   // n
	DaysAgo    Key = "days ago"    // n
)
