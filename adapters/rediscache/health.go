package rediscache

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Health is what Redis says of itself.
type Health struct {
	Version string
	Latency time.Duration // of one question
	// Policy is what Redis does when it is full, redis.io/docs/latest/develop/reference/eviction.
	Policy string
	Limit  int64 // bytes it may use; 0: no limit
	Used   int64 // bytes it uses
}

// Refuses reports whether a full Redis takes nothing new, instead of dropping
// what is oldest.
func (h Health) Refuses() bool { return h.Policy == "noeviction" }

// Slow reports whether Redis takes longer than anybody waits for it.
func (h Health) Slow() bool { return h.Latency > patience }

// examineTime is how long each step of an examination may take: longer than in
// use, so that the finding says what is wrong.
const examineTime = 2 * time.Second

// Examine asks a Redis how it is. The error does not show the URL.
func Examine(ctx context.Context, address string) (Health, error) {
	settings, err := parse(address)
	if err != nil {
		return Health{}, err
	}
	settings.DialTimeout, settings.ReadTimeout, settings.WriteTimeout = examineTime, examineTime, examineTime
	redis.SetLogger(logger{slog.New(slog.DiscardHandler)}) // the error says it all
	client := redis.NewClient(settings)
	defer client.Close() //nolint:errcheck // it only read
	if err := client.Ping(ctx).Err(); err != nil {
		return Health{}, fmt.Errorf("ask redis: %w", explain(err))
	}
	start := time.Now()
	if err := client.Ping(ctx).Err(); err != nil {
		return Health{}, fmt.Errorf("ask redis: %w", explain(err))
	}
	h := Health{Latency: time.Since(start)}
	info, err := client.Info(ctx, "server", "memory").Result()
	if err != nil {
		return Health{}, fmt.Errorf("ask redis how it is: %w", err)
	}
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch name {
		case "redis_version":
			h.Version = value
		case "maxmemory_policy":
			h.Policy = value
		case "maxmemory":
			h.Limit, err = strconv.ParseInt(value, 10, 64)
		case "used_memory":
			h.Used, err = strconv.ParseInt(value, 10, 64)
		}
		if err != nil {
			return Health{}, fmt.Errorf("read what redis says of %s: %w", name, err)
		}
	}
	return h, nil
}

// explain adds what to do.
func explain(err error) error {
	switch {
	case redis.HasErrorPrefix(err, "NOAUTH"), redis.HasErrorPrefix(err, "WRONGPASS"):
		return fmt.Errorf("%w; set the user and password in REDIS_URL", err)
	case redis.HasErrorPrefix(err, "LOADING"):
		return fmt.Errorf("%w; wait until it is done", err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Errorf("no answer within %s", examineTime)
	}
	return fmt.Errorf("%w; start it, or take REDIS_URL away", err)
}
