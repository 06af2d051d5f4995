package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/joho/godotenv"
	"golang.org/x/term"

	"briefly/adapters/discord"
	"briefly/adapters/fetch"
	"briefly/adapters/rediscache"
	"briefly/adapters/telegram"
	"briefly/bot"
	"briefly/bot/words"
)

// config is every setting, parsed and checked.
type config struct {
	Data      string        // folder of the data file
	Retention time.Duration // articles older than this are pruned; 0 keeps them for ever
	Allow     []string      // places that may use the bot; empty: everybody
	Locale    string        // language of the terminal
	Fetch     fetch.Options // what may be fetched, and how
	NoColor   bool          // no colours on terminals
	HTTP      string        // address of the HTTP server; empty: none
	Telegram  telegramConfig
	Discord   discordConfig
	Cache     cacheConfig
	LogLevel  slog.Level
}

// telegramConfig is the bot on Telegram.
type telegramConfig struct {
	Token   bot.Secret // empty: no Telegram
	API     string     // address of the Bot API server
	Webhook *url.URL   // where updates are delivered; nil: they are asked for
	Secret  bot.Secret // of the webhook
}

// discordConfig is the bot on Discord.
type discordConfig struct {
	Token bot.Secret // empty: no Discord
	API   string     // what stands in for Discord's own address
	Guild string     // the one server where commands are registered; empty: everywhere
}

// setting is one environment variable. The table below is the only list of
// them: .env.example is checked against it.
type setting struct {
	name  string
	value string // default
	parse func(*config, string) error
}

var settings = []setting{
	{"BRIEFLY_DATA", "data", func(c *config, v string) error {
		c.Data = v
		return nil
	}},
	{"RETENTION", "0", func(c *config, v string) (err error) {
		c.Retention, err = parseRetention(v)
		return err
	}},
	{"ALLOW", "", func(c *config, v string) (err error) {
		c.Allow, err = parsePlaces(v)
		return err
	}},
	{"BRIEFLY_LANG", "en", func(c *config, v string) error {
		if known := words.New().Languages(); !slices.Contains(known, v) {
			return fmt.Errorf("want one of %s", strings.Join(known, ", "))
		}
		c.Locale = v
		return nil
	}},
	{"FETCH_ALLOW", "", func(c *config, v string) error {
		c.Fetch.Allow = splitList(v)
		return nil // fetch.New checks the entries
	}},
	{"FETCH_PORTS", "80,443", func(c *config, v string) (err error) {
		c.Fetch.Ports, err = parsePorts(v)
		return err
	}},
	{"FETCH_PROXY", "", func(c *config, v string) (err error) {
		c.Fetch.Proxy, err = parseProxy(v)
		return err
	}},
	{"FETCH_AGENT", "Briefly (article summaries)", func(c *config, v string) error {
		c.Fetch.UserAgent = v
		return nil
	}},
	{"TELEGRAM_TOKEN", "", func(c *config, v string) error {
		if v != "" && !telegramToken.MatchString(v) {
			return errors.New("this is no token of @BotFather, such as 123456:ABC-DEF")
		}
		c.Telegram.Token = bot.NewSecret(v)
		return nil
	}},
	{"TELEGRAM_API_URL", telegram.APIURL, func(c *config, v string) error {
		u, err := url.Parse(v)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return errors.New("want the address of a Bot API server, such as http://localhost:8081")
		}
		c.Telegram.API = v
		return nil
	}},
	{"TELEGRAM_WEBHOOK_URL", "", func(c *config, v string) (err error) {
		c.Telegram.Webhook, err = parseWebhook(v)
		return err
	}},
	{"TELEGRAM_WEBHOOK_SECRET", "", func(c *config, v string) error {
		if v != "" && !telegram.ValidWebhookSecret(v) {
			return errors.New("want 1 to 256 letters, digits, _ or -")
		}
		c.Telegram.Secret = bot.NewSecret(v)
		return nil
	}},
	{"DISCORD_TOKEN", "", func(c *config, v string) error {
		if v != "" && !discordToken.MatchString(v) {
			return errors.New("this is no bot token of the developer portal: three parts with dots between, without \"Bot\" in front")
		}
		c.Discord.Token = bot.NewSecret(v)
		return nil
	}},
	{"DISCORD_API_URL", discord.APIURL, func(c *config, v string) error {
		u, err := url.Parse(v)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" {
			return errors.New("want an address that stands in for https://discord.com")
		}
		c.Discord.API = v
		return nil
	}},
	{"DISCORD_GUILD_ID", "", func(c *config, v string) error {
		if _, err := strconv.ParseUint(v, 10, 64); v != "" && err != nil {
			return errors.New("want the number of a server: turn on Developer Mode, then Copy Server ID")
		}
		c.Discord.Guild = v
		return nil
	}},
	{"HTTP_ADDR", "", func(c *config, v string) error {
		if v == "" {
			return nil
		}
		if _, _, err := net.SplitHostPort(v); err != nil {
			return errors.New(`want host:port, such as "127.0.0.1:8080" or ":8080"`)
		}
		c.HTTP = v
		return nil
	}},
	{"REDIS_URL", "", func(c *config, v string) error {
		c.Cache.Redis = v
		return rediscache.Check(v)
	}},
	{"CACHE_TTL", "10m", func(c *config, v string) (err error) {
		c.Cache.Lifetime, err = parseLifetime(v)
		return err
	}},
	{"CACHE_MB", "64", func(c *config, v string) (err error) {
		c.Cache.Bytes, err = parseMegabytes(v)
		return err
	}},
	{"NO_COLOR", "", func(c *config, v string) error {
		c.NoColor = v != "" // any value, no-color.org
		return nil
	}},
	{"LOG_LEVEL", "warn", func(c *config, v string) error {
		return c.LogLevel.UnmarshalText([]byte(v))
	}},
}

// readConfig reads .env and the environment, which beats it. data, when not
// empty, is the --data flag and beats both. An error names the setting.
func readConfig(data string) (config, error) {
	file, err := readEnvFile(".env")
	if err != nil {
		return config{}, err
	}
	var c config
	for _, s := range settings {
		value, ok := os.LookupEnv(s.name)
		if !ok {
			value, ok = file[s.name]
		}
		if !ok || value == "" {
			value = s.value
		}
		if err := s.parse(&c, value); err != nil {
			shown := fmt.Sprintf("=%q", value)
			if secret(s.name) {
				shown = ""
			}
			return config{}, usageError{fmt.Errorf("%s%s: %w", s.name, shown, err)}
		}
	}
	if data != "" {
		c.Data = data
	}
	return c, c.check()
}

// check finds settings that do not go without each other.
func (c config) check() error {
	switch {
	case c.Telegram.Webhook == nil:
		return nil
	case c.Telegram.Secret.Empty():
		return usageError{errors.New("TELEGRAM_WEBHOOK_URL: set TELEGRAM_WEBHOOK_SECRET too, so that nobody else can deliver")}
	case c.HTTP == "":
		return usageError{errors.New("TELEGRAM_WEBHOOK_URL: set HTTP_ADDR too, where deliveries arrive")}
	}
	return nil
}

// telegramToken is the form of a token, whose parts stand in addresses.
var telegramToken = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)

// discordToken is the form of a token.
var discordToken = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$`)

// parseWebhook reads the address of a webhook; empty is none.
func parseWebhook(v string) (*url.URL, error) {
	if v == "" {
		return nil, nil //nolint:nilnil // none is asked for
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.Path == "" || u.Path == "/" || u.RawQuery != "" || strings.ContainsAny(u.Path, "{}") {
		return nil, errors.New("want an https address with a path of its own, such as https://example.org/telegram")
	}
	return u, nil
}

// secret reports whether a setting's value must not be shown: it is a token, or
// an address that may hold a password.
func secret(name string) bool {
	return strings.HasSuffix(name, "_TOKEN") || strings.HasSuffix(name, "_SECRET") || strings.HasSuffix(name, "_URL") || strings.HasSuffix(name, "_PROXY")
}

// readEnvFile reads a file of settings, which may be missing. The error says
// which line cannot be read and not what is in it: the file may hold tokens.
func readEnvFile(name string) (map[string]string, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	values, err := godotenv.UnmarshalBytes(data)
	if err == nil {
		return values, nil
	}
	// The line to blame follows the longest beginning that can be read.
	lines := strings.SplitAfter(string(data), "\n")
	good := len(lines) - 1
	for ; good > 0; good-- {
		if _, err := godotenv.Unmarshal(strings.Join(lines[:good], "")); err == nil {
			break
		}
	}
	return nil, usageError{fmt.Errorf("%s: line %d is not NAME=value, or a quote in it is not closed", name, good+1)}
}

// parseRetention reads "0", "90d" or "720h".
func parseRetention(v string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(v, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > 36500 {
			return 0, errors.New(`want a number of days such as "90d", or "0" to keep everything`)
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	if v == "0" {
		return 0, nil
	}
	d, err := time.ParseDuration(v)
	if err != nil || d < time.Hour {
		return 0, errors.New(`want at least an hour, such as "90d" or "720h", or "0" to keep everything`)
	}
	return d, nil
}

// parsePlaces reads "telegram:123,discord:456".
func parsePlaces(v string) ([]string, error) {
	var places []string
	for _, p := range splitList(v) {
		platform, chat, ok := strings.Cut(p, ":")
		if !ok || platform == "" || chat == "" {
			return nil, fmt.Errorf(`%q is not a place, want "platform:chat"`, p)
		}
		places = append(places, p)
	}
	return places, nil
}

// splitList reads "a, b,c".
func splitList(v string) []string {
	var all []string
	for _, p := range strings.Split(v, ",") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// parsePorts reads "80,443".
func parsePorts(v string) ([]uint16, error) {
	var ports []uint16
	for _, p := range splitList(v) {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || n == 0 {
			return nil, fmt.Errorf("%q is not a port", p)
		}
		ports = append(ports, uint16(n))
	}
	return ports, nil
}

// parseProxy reads the address of a proxy; empty is none. Its error does not
// show the address, which may hold a password.
func parseProxy(v string) (*url.URL, error) {
	if v == "" {
		return nil, nil //nolint:nilnil // none is asked for
	}
	u, err := url.Parse(v)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return nil, errors.New("want http://host:port, https://host:port or socks5://host:port")
	}
	return u, nil
}

// newLogger logs text to a terminal and JSON to anything else.
func newLogger(w io.Writer, level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}
