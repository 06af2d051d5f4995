package bot

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a token or a password. However it is printed, logged or encoded, it
// shows as "***"; only Reveal gives it away.
type Secret struct {
	// A function, because fmt reads other unexported fields and never calls one.
	reveal func() string
}

const hidden = "***"

// NewSecret keeps a value.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{func() string { return value }}
}

// Reveal returns the value, for the request that needs it.
func (s Secret) Reveal() string {
	if s.Empty() {
		return ""
	}
	return s.reveal()
}

// Empty reports whether there is none.
func (s Secret) Empty() bool { return s.reveal == nil }

// Format implements fmt.Formatter.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText implements encoding.TextMarshaler.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
