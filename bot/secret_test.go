package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretShowsNowhere(t *testing.T) {
	const value = "canary-4711"
	options := struct {
		Name  string
		Token Secret
		inner *Secret
	}{"x", NewSecret(value), new(NewSecret(value))}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "token", options.Token, "options", options)
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "token", options.Token, "options", options)
	encoded, err := json.Marshal(options)
	if err != nil {
		t.Fatal(err)
	}
	shown := log.String() + string(encoded)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		shown += fmt.Sprintf(verb, options.Token) + fmt.Sprintf(verb, &options.Token) + fmt.Sprintf(verb, options)
	}
	if strings.Contains(shown, value) || strings.Contains(shown, fmt.Sprintf("%x", value)) {
		t.Errorf("shown in %s", shown)
	}
	if options.Token.Reveal() != value || options.Token.Empty() || !NewSecret("").Empty() {
		t.Error("the value is lost")
	}
}
