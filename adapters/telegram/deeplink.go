package telegram

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf8"
)

// The payloads of deep links (core.telegram.org/bots/features#deep-linking: 64
// of A-Z, a-z, 0-9, _ and -): a41 is article 41, vKEY a view, vKEY_5 the view
// from an item on, tTOPIC a topic in URL's base 64. A topic holds no link: who
// opens it has not seen what it says, and links are read and kept.
var (
	articlePayload = regexp.MustCompile(`^a([1-9][0-9]{0,17})$`)
	viewPayload    = regexp.MustCompile(`^v([a-z2-7]{16})(?:_([0-9]{1,6}))?$`)

	topicPayload = regexp.MustCompile(`^t([A-Za-z0-9_-]{2,63})$`)

	articleCommand = regexp.MustCompile(`^/summary #([1-9][0-9]{0,17})$`)
	viewCommand    = regexp.MustCompile(`^/view ([a-z2-7]{16})(?: ([0-9]{1,6}))?$`)
	topicCommand   = regexp.MustCompile(`^/summary ([^\s:/#@][^:/\pC]*?(?: since:[0-9a-z]{1,4})?)$`)
)

// maxTopic is how many bytes of a topic fit a payload.
const maxTopic = 47

// opened turns "/start PAYLOAD" into the command that the payload stands for.
func opened(text string) string {
	payload, ok := strings.CutPrefix(text, "/start ")
	if !ok {
		return text
	}
	payload = strings.TrimSpace(payload)
	if m := articlePayload.FindStringSubmatch(payload); m != nil {
		return "/summary #" + m[1]
	}
	if m := viewPayload.FindStringSubmatch(payload); m != nil {
		return strings.TrimSpace("/view " + m[1] + " " + m[2])
	}
	if m := topicPayload.FindStringSubmatch(payload); m != nil {
		topic, err := base64.RawURLEncoding.DecodeString(m[1])
		if command := "/summary " + string(topic); err == nil && utf8.Valid(topic) && topicCommand.MatchString(command) {
			return command
		}
	}
	return text
}

// payload is what makes a deep link open a command; empty when none does.
func payload(command string) string {
	if m := articleCommand.FindStringSubmatch(command); m != nil {
		return "a" + m[1]
	}
	if m := viewCommand.FindStringSubmatch(command); m != nil {
		if m[2] == "" {
			return "v" + m[1]
		}
		return "v" + m[1] + "_" + m[2]
	}
	if m := topicCommand.FindStringSubmatch(command); m != nil && len(m[1]) <= maxTopic && utf8.ValidString(m[1]) {
		return "t" + base64.RawURLEncoding.EncodeToString([]byte(m[1]))
	}
	return ""
}
