package articles_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"briefly/articles"
)

// TestSecret prints a secret in every way that a careless line could.
func TestSecret(t *testing.T) {
	s := articles.Secret{User: "canary-u", Password: "canary-p", Header: "canary-h", Value: "canary-v"}
	visit := articles.FeedVisit{Secret: s}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("secret", "secret", s, "visit", visit, "pointer", &s)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("secret", "secret", s, "visit", visit, "pointer", &s)
	asJSON, err := json.Marshal(visit)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		log.String(), string(asJSON), fmt.Sprint(s, &s, visit), fmt.Sprintf("%v %+v %#v %s %q", s, s, s, s, s), fmt.Sprintf("%+v %#v", visit, visit),
	} {
		if strings.Contains(text, "canary") {
			t.Errorf("a secret is shown: %s", text)
		}
	}
	if s.IsZero() || !(articles.Secret{}).IsZero() {
		t.Error("IsZero does not tell an empty secret from another")
	}
}
