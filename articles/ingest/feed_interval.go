package ingest

import (
	"math"
	"time"

	"briefly/articles/feeds"
)

const (
	shortestInterval = 5 * time.Minute
	longestInterval  = 24 * time.Hour
	firstBackOff     = time.Hour
	// usualRate is how many new entries a day a feed is thought to bring while
	// nothing is known about it: it is read hourly.
	usualRate = 12
	// visitsPerEntry is how many times a feed is read for each entry it brings.
	visitsPerEntry = 2
	// rateMemory is how long what a feed did counts for what it will do.
	rateMemory = 3 * 24 * time.Hour
	// spread is how far a visit may be moved from its time, as a share of the
	// interval, so that feeds added together are not read together for ever.
	spread = .05
)

// intervalOf is how long to wait with the next visit: as the feed changes, but
// no sooner than its server asks for.
func intervalOf(rate float64, asked time.Duration) time.Duration {
	interval := longestInterval
	if visits := rate * visitsPerEntry; visits > 1 { // a day
		interval = time.Duration(float64(24*time.Hour) / visits)
	}
	return min(max(interval, shortestInterval, asked), longestInterval)
}

// jitter moves a visit a little.
func (f *Feeds) jitter(d time.Duration) time.Duration {
	return d + time.Duration(float64(d)*spread*f.Random())
}

// backOff is how long to wait after a number of failures in a row. The first
// ones are often over soon, also for a feed that is seldom read.
func backOff(interval time.Duration, failures int) time.Duration {
	wait := min(max(interval, shortestInterval), firstBackOff)
	for ; failures > 1 && wait < longestInterval; failures-- {
		wait *= 2
	}
	return min(wait, longestInterval)
}

// rateOf estimates from the dates of a feed's entries how many new ones a day
// it brings.
func rateOf(entries []feeds.Entry, now time.Time) float64 {
	dated, oldest := 0, now
	for _, i := range newestFirst(entries) {
		at := dateOf(entries[i])
		if at.IsZero() || at.After(now) {
			continue
		}
		dated++
		if at.Before(oldest) {
			oldest = at
		}
	}
	const fewest = 3 // fewer say little
	if dated < fewest {
		return usualRate
	}
	days := max(now.Sub(oldest), shortestInterval).Hours() / 24
	return float64(dated) / days
}

// rateAfter is the new estimate after a visit brought a number of new entries
// in the time since the last one. The past fades.
func rateAfter(rate float64, fresh int, since time.Duration) float64 {
	if since <= 0 {
		return rate
	}
	keep := math.Exp(-since.Hours() / rateMemory.Hours())
	return rate*keep + (1-keep)*float64(fresh)/(since.Hours()/24)
}
