package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"briefly/adapters/rediscache"
	"briefly/adapters/sqlstore"
	"briefly/articles"
)

// doctorCmd checks what the bot needs and says what to do.
type doctorCmd struct{}

// Run prints a line for each check; its error says how many failed.
func (doctorCmd) Run(ctx context.Context, a *app) error {
	failed := 0
	check := func(what string, finding string, err error) {
		mark := "ok  "
		if err != nil {
			mark, finding = "FAIL", err.Error()
			failed++
		}
		fmt.Fprintf(a.out, "%s %s: %s\n", mark, what, finding)
	}
	check("configuration", fmt.Sprintf("data in %s, retention %s, language %s", a.config.Data, retention(a.config), a.config.Locale), nil)
	finding, err := checkEnvFile(".env")
	check("secrets", finding, err)
	finding, err = a.checkStore(ctx)
	check("database", finding, err)
	if !a.config.Telegram.Token.Empty() {
		finding, err = a.checkTelegram(ctx)
		check("telegram", finding, err)
	}
	finding, err = a.checkRedis(ctx)
	check("redis", finding, err)
	if failed > 0 {
		return fmt.Errorf("%d of the checks failed", failed)
	}
	return nil
}

func retention(c config) string {
	if c.Retention == 0 {
		return "for ever"
	}
	return c.Retention.String()
}

// checkEnvFile warns when others can read what may hold tokens.
func checkEnvFile(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "no .env file", nil //nolint:nilerr // having none is fine
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("others can read %s; run: chmod 600 %s", name, name)
	}
	return "only you can read .env", nil
}

// checkRedis asks Redis how it is, and warns when it would stop remembering
// instead of forgetting.
func (a *app) checkRedis(ctx context.Context) (string, error) {
	if a.config.Cache.Redis == "" {
		return "none (REDIS_URL is empty); each process remembers for itself", nil
	}
	h, err := rediscache.Examine(ctx, a.config.Cache.Redis)
	if err != nil {
		return "", err
	}
	finding := fmt.Sprintf("version %s, answers in %s, uses %d MB, when full: %s",
		h.Version, h.Latency.Round(time.Microsecond), h.Used>>20, h.Policy)
	if h.Slow() {
		finding += "; warning: it is too slow to be used, bring it nearer"
	}
	if h.Refuses() {
		finding += "; warning: it takes nothing new when it is full, set maxmemory and maxmemory-policy allkeys-lru"
	}
	return finding, nil
}

// checkStore opens the database and has it check itself.
func (a *app) checkStore(ctx context.Context) (finding string, err error) {
	err = a.withStore(ctx, func(store *sqlstore.Store) error {
		if err := store.Check(ctx); err != nil {
			return err
		}
		n, err := store.Count(ctx, []articles.Shelf{articles.Common})
		finding = fmt.Sprintf("%s is sound, %d articles on the common shelf", filepath.Join(a.config.Data, sqlstore.File), n)
		return err
	})
	return finding, err
}
