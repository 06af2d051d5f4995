package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/joho/godotenv"
)

func TestEnvExampleListsEverySettingWithItsDefault(t *testing.T) {
	raw, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	listed, err := godotenv.Unmarshal(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range settings {
		value, ok := listed[s.name]
		if !ok {
			t.Errorf("%s is not listed", s.name)
		}
		if value != s.value {
			t.Errorf("%s is listed with %q, its default is %q", s.name, value, s.value)
		}
		delete(listed, s.name)
	}
	for name := range listed {
		t.Errorf("%s is listed and no setting", name)
	}
	lines := strings.Split(string(raw), "\n")
	for i, line := range lines {
		if i > 0 && strings.Contains(line, "=") && !strings.HasPrefix(line, "#") && !strings.HasPrefix(lines[i-1], "#") {
			t.Errorf("%q has no explanation above it", line)
		}
	}
}

func TestReadConfig(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile(".env", []byte("RETENTION=90d\nALLOW=telegram:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALLOW", "discord:7, telegram:-12")
	c, err := readConfig("here")
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != "here" || c.Retention != 90*24*time.Hour {
		t.Errorf("data %q, retention %v", c.Data, c.Retention)
	}
	if got := strings.Join(c.Allow, " "); got != "discord:7 telegram:-12" {
		t.Errorf("allow %q: the environment beats .env", got)
	}
}

func TestBrokenEnvFileIsNamedButNotQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"A=1\nTOKEN=\"canary\nB=2\n":     "line 2 ",
		"A=1\n\n# note\ncanary \"line\n": "line 4 ",
		"TOKEN='canary":                  "line 1 ",
	} {
		t.Chdir(t.TempDir())
		if err := os.WriteFile(".env", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := readConfig("")
		var usage usageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want wrong usage with %q", text, err, want)
			continue
		}
		if strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: the error shows what is in the file: %v", text, err)
		}
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{
		"RETENTION":    "a while",
		"ALLOW":        "everybody",
		"LOG_LEVEL":    "loud",
		"BRIEFLY_LANG": "klingon",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			_, err := readConfig("")
			if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line that names %s", err, name)
			}
		})
	}
}

func TestTelegramSettings(t *testing.T) {
	t.Chdir(t.TempDir())
	const token, secret = "123456:ABC-canary_1", "canary-secret"
	for _, c := range []struct {
		name string
		set  map[string]string
		want string // in the error; empty: none
	}{
		{"a token alone", map[string]string{"TELEGRAM_TOKEN": token}, ""},
		{"a webhook", map[string]string{"TELEGRAM_TOKEN": token, "TELEGRAM_WEBHOOK_URL": "https://bot.example/t", "TELEGRAM_WEBHOOK_SECRET": secret, "HTTP_ADDR": ":8080"}, ""},
		{"no token", map[string]string{"TELEGRAM_TOKEN": "canary token"}, "TELEGRAM_TOKEN: "},
		{"a token over two lines", map[string]string{"TELEGRAM_TOKEN": token + "\nX"}, "TELEGRAM_TOKEN: "},
		{"no address", map[string]string{"TELEGRAM_API_URL": "canary"}, "TELEGRAM_API_URL: "},
		{"a webhook without a secret", map[string]string{"TELEGRAM_WEBHOOK_URL": "https://bot.example/t", "HTTP_ADDR": ":8080"}, "TELEGRAM_WEBHOOK_SECRET"},
		{"a webhook without a server", map[string]string{"TELEGRAM_WEBHOOK_URL": "https://bot.example/t", "TELEGRAM_WEBHOOK_SECRET": secret}, "HTTP_ADDR"},
		{"a webhook without a path", map[string]string{"TELEGRAM_WEBHOOK_URL": "https://canary.example"}, "TELEGRAM_WEBHOOK_URL: "},
		{"a webhook in the clear", map[string]string{"TELEGRAM_WEBHOOK_URL": "http://canary.example/t"}, "TELEGRAM_WEBHOOK_URL: "},
		{"a webhook that is a pattern", map[string]string{"TELEGRAM_WEBHOOK_URL": "https://canary.example/{t}"}, "TELEGRAM_WEBHOOK_URL: "},
		{"a secret that Telegram refuses", map[string]string{"TELEGRAM_WEBHOOK_SECRET": "canary secret"}, "TELEGRAM_WEBHOOK_SECRET: "},
		{"no port", map[string]string{"HTTP_ADDR": "localhost"}, "HTTP_ADDR"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, value := range c.set {
				t.Setenv(name, value)
			}
			got, err := readConfig("")
			if c.want == "" {
				if err != nil || got.Telegram.Token.Reveal() != token {
					t.Errorf("error %v", err)
				}
			} else if !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want wrong usage with %q", err, c.want)
			}
			if shown := fmt.Sprintf("%v %+v", err, got); strings.Contains(shown, "canary") {
				t.Errorf("shown: %s", shown)
			}
		})
	}
}
