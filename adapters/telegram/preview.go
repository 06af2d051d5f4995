package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefly/bot"
	"briefly/bot/words"
)

// Preview shows an answer as it would be sent: its picture, the text with its markup, the
// link that is previewed, and the buttons a row each. Commands that are too
// long for a button, which become views when it is sent, have none here.
func Preview(a bot.Answer, speaker *words.Speaker, now time.Time) string {
	s := render(a, look{speaker: speaker, now: now})
	var b strings.Builder
	switch {
	case s.isCaption():
		fmt.Fprintf(&b, "(picture, %s, with this caption)\n", s.Picture.MediaType)
	case s.Picture != nil:
		fmt.Fprintf(&b, "(picture, %s, in a message of its own before this one)\n", s.Picture.MediaType)
	}
	fmt.Fprintln(&b, s.HTML)
	if s.Preview != "" && !s.isCaption() {
		fmt.Fprintf(&b, "(%s)\n", s.Preview)
	}
	for _, row := range s.Keyboard {
		for i, k := range row {
			if i > 0 {
				b.WriteString(" ")
			}
			fmt.Fprintf(&b, "[%s → %s%s]", k.Label, k.Command, k.URL)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Check asks Telegram whose token it is and returns the bot's user name. It
// needs no more of the options than says where to ask.
func Check(ctx context.Context, o Options) (string, error) {
	t := New(o)
	var me user
	err := t.api.call(ctx, "getMe", nil, &me)
	var refused *apiError
	switch {
	case errors.As(err, &refused) && refused.ofToken():
		return "", fmt.Errorf("the token is not accepted (%d %s); take a new one from @BotFather", refused.code, refused.text)
	case err != nil:
		return "", fmt.Errorf("out of reach: %w", err)
	}
	return me.Username, nil
}
