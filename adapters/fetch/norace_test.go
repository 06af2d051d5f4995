//go:build !race

package fetch

// raceEnabled tells that the race detector is on, whose own memory would be
// measured.
const raceEnabled = false
