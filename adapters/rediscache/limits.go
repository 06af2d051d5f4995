package rediscache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/redis/go-redis/v9"

	"briefly/bot"
)

// Limits is a bot.Limiter that all processes share. While Redis does not answer,
// each process counts for itself.
type Limits struct {
	cache *Cache
	own   bot.Limiter
	count *redis.Script
	now   func() time.Time
}

var _ bot.Limiter = (*Limits)(nil)

// NewLimits returns shared limits that fall back on a process's own. now is the
// clock by which the age of a request is told.
func NewLimits(c *Cache, own bot.Limiter, now func() time.Time) *Limits {
	return &Limits{cache: c, own: own, count: redis.NewScript(countScript), now: now}
}

// countScript takes one from each of several buckets, or from none. A bucket is
// the time at which it will be full again, in milliseconds (the generic cell
// rate algorithm), and the latest time at which something was taken, behind
// which its time does not go back. KEYS are the buckets and, last, whether the
// asker was told; ARGV are the interval and the burst of each bucket and, last,
// how many milliseconds ago was asked. A bucket's key is gone when it is full,
// or, as for what was asked long ago, when it would be had it been empty. It
// answers 1 when all is well, 0 when the asker is to be told that it is not, -1
// when they know. Redis' clock is everybody's; a bucket from before it was set
// back, or of which no sense can be made, starts anew.
const countScript = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local age = tonumber(ARGV[#ARGV])
local full, at = {}, {}
local ok = true
for i = 1, #KEYS - 1 do
	local every, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
	local bucket = redis.pcall('GET', KEYS[i])
	local filled, last = string.match(type(bucket) == 'string' and bucket or '', '^(%d+) (%d+)$')
	filled, last = tonumber(filled or 0), tonumber(last or 0)
	if last > now then filled, last = 0, 0 end
	at[i] = math.max(now - age, last)
	full[i] = math.max(at[i], filled) + every
	ok = ok and full[i] - at[i] <= every * burst
end
local told = KEYS[#KEYS]
if not ok then
	return redis.call('SET', told, 1, 'NX', 'PX', tonumber(ARGV[1]) * tonumber(ARGV[2])) and 0 or -1
end
for i = 1, #KEYS - 1 do
	local keep = full[i] - now
	if age > 0 then
		keep = math.max(keep, tonumber(ARGV[2 * i - 1]) * tonumber(ARGV[2 * i]))
	end
	redis.call('SET', KEYS[i], string.format('%.0f %.0f', full[i], at[i]), 'PX', math.ceil(keep))
end
redis.call('DEL', told)
return 1
`

// Allow implements bot.Limiter. The console is not limited.
func (l *Limits) Allow(r bot.Request) (ok, tell bool) {
	if r.At.Console() {
		return true, false
	}
	var answer int
	ctx := context.Background() // patience bounds it
	err := l.cache.do(ctx, func() (err error) {
		keys := []string{l.key("person", r.Self), l.key("chat", r.At), l.cache.prefix + "limit:all", l.key("told", r.Self)}
		answer, err = l.count.Run(ctx, l.cache.client, keys,
			bot.PersonRate.Every.Milliseconds(), bot.PersonRate.Burst,
			bot.ChatRate.Every.Milliseconds(), bot.ChatRate.Burst,
			bot.TotalRate.Every.Milliseconds(), bot.TotalRate.Burst, r.Age(l.now()).Milliseconds()).Int()
		return err
	})
	if err != nil {
		return l.own.Allow(r)
	}
	return answer == 1, answer == 0
}

// key is a bucket's. People and chats are named by a hash, and no longer than
// until their bucket is full again: a minute.
func (l *Limits) key(kind string, p bot.Place) string {
	sum := sha256.Sum256([]byte(l.cache.Store + " " + p.String()))
	return l.cache.prefix + "limit:" + kind + ":" + hex.EncodeToString(sum[:12])
}
