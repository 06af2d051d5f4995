package main

import (
	"errors"
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
