package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"
)

// Limits that the description lacks or states too widely.
const (
	contentLimit    = 2000 // discord.com/developers/docs/resources/message#create-message
	embedsLimit     = 6000 // over all embeds: .../resources/message#embed-object-embed-limits
	componentsLimit = 40   // nested ones too: .../components/reference
	textsLimit      = 4000 // over all text displays of a message: .../components/reference#text-display
	buttonsInRow    = 5
	rowsLimit       = 5 // without components v2
	customIDLimit   = 100
	choicesLimit    = 25 // .../interactions/receiving-and-responding#autocomplete
	choiceLimit     = 100
	slashCommands   = 100 // .../interactions/application-commands#registering-a-command
	messageCommands = 15
	commandLimit    = 8000 // .../application-commands#slash-commands, with localisations' longest
)

// Components: .../components/reference#component-object-component-types
const (
	rowComponent       = 1
	buttonComponent    = 2
	selectComponent    = 3
	textDisplay        = 10
	linkStyle          = 5
	premiumStyle       = 6
	firstLayout        = 9
	chatCommand        = 1
	messageCommandType = 3
)

// rules are those that the description lacks, for the body of a request.
func rules(path string, r *Request) []fieldError {
	switch {
	case strings.HasSuffix(path, "/commands"):
		if r.Method == http.MethodPut {
			return commandListRules(list(r.payload))
		}
		return commandRules(nil, object(r.payload))
	case strings.HasSuffix(path, "/callback"):
		return callbackRules(object(r.payload))
	case r.Method == http.MethodPatch:
		return attachmentRules(object(r.payload), r.Files, nil) // the rest is judged with what stays
	case strings.HasSuffix(path, "/messages"), strings.HasPrefix(path, "/webhooks/"):
		return append(messageRules(object(r.payload), nil), attachmentRules(object(r.payload), r.Files, nil)...)
	}
	return nil
}

func callbackRules(body map[string]any) []fieldError {
	data, at := object(body["data"]), []string{"data"}
	switch integer(body["type"]) {
	case callbackMessage, callbackUpdate:
		return messageRules(data, at)
	case callbackChoices:
		return choiceRules(data, at)
	}
	return nil
}

func choiceRules(data map[string]any, at []string) []fieldError {
	var wrong []fieldError
	choices := list(data["choices"])
	if len(choices) > choicesLimit {
		wrong = append(wrong, tooLong(below(at, "choices"), choicesLimit))
	}
	for i, c := range choices {
		for _, key := range []string{"name", "value"} {
			if value, ok := object(c)[key].(string); ok && (utf8.RuneCountInString(value) > choiceLimit || value == "") {
				wrong = append(wrong, lengthError(below(at, "choices", i, key), choiceLimit))
			}
		}
	}
	return wrong
}

// below is a path with more on it.
func below(at []string, more ...any) []string {
	path := append([]string{}, at...)
	for _, m := range more {
		path = append(path, fmt.Sprint(m))
	}
	return path
}

func tooLong(at []string, limit int) fieldError {
	return fieldError{at, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", limit)}
}

func lengthError(at []string, high int) fieldError {
	return fieldError{at, "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between 1 and %d in length.", high)}
}

// messageRules judges a whole message.
func messageRules(body map[string]any, at []string) []fieldError {
	var wrong []fieldError
	if utf8.RuneCountInString(text(body["content"])) > contentLimit {
		wrong = append(wrong, tooLong(below(at, "content"), contentLimit))
	}
	embeds, components := list(body["embeds"]), list(body["components"])
	total := 0
	for _, e := range embeds {
		total += embedLength(object(e))
	}
	if total > embedsLimit {
		wrong = append(wrong, fieldError{below(at, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"})
	}
	v2 := integer(body["flags"])&flagComponentsV2 != 0
	if v2 {
		for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
			if s := text(body[key]); s != "" || len(list(body[key])) > 0 || key == "poll" && body[key] != nil {
				wrong = append(wrong, fieldError{below(at, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
					fmt.Sprintf("The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", key)})
			}
		}
	}
	return append(wrong, judgeComponents(components, below(at, "components"), v2)...)
}

// embedLength counts what the 6000 of a message are counted over.
func embedLength(e map[string]any) int {
	n := utf8.RuneCountInString(text(e["title"])) + utf8.RuneCountInString(text(e["description"])) +
		utf8.RuneCountInString(text(object(e["footer"])["text"])) + utf8.RuneCountInString(text(object(e["author"])["name"]))
	for _, f := range list(e["fields"]) {
		n += utf8.RuneCountInString(text(object(f)["name"])) + utf8.RuneCountInString(text(object(f)["value"]))
	}
	return n
}

// tree judges the components of a message.
type tree struct {
	wrong        []fieldError
	count, texts int
	v2           bool
	customIDs    map[string]bool
}

func judgeComponents(components []any, at []string, v2 bool) []fieldError {
	t := &tree{v2: v2, customIDs: map[string]bool{}}
	if !v2 && len(components) > rowsLimit {
		t.fault(at, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	t.all(components, at)
	if t.count > componentsLimit {
		t.fault(at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components exceeds the maximum of 40")
	}
	if t.texts > textsLimit {
		t.fault(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Components displayable text size exceeds maximum size of 4000")
	}
	return t.wrong
}

func (t *tree) fault(at []string, code, message string) {
	t.wrong = append(t.wrong, fieldError{at, code, message})
}

func (t *tree) all(components []any, at []string) {
	for i, c := range components {
		t.one(object(c), below(at, i))
	}
}

func (t *tree) one(c map[string]any, at []string) {
	t.count++
	kind := integer(c["type"])
	if kind >= firstLayout && !t.v2 {
		t.fault(below(at, "type"), "UNION_TYPE_CHOICES", "This component needs MessageFlags.IS_COMPONENTS_V2")
	}
	switch kind {
	case rowComponent:
		t.row(list(c["components"]), at)
	case buttonComponent:
		t.button(c, at)
	case textDisplay:
		t.texts += utf8.RuneCountInString(text(c["content"]))
		if text(c["content"]) == "" {
			t.fault(below(at, "content"), "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
	if id, ok := c["custom_id"].(string); ok {
		if utf8.RuneCountInString(id) > customIDLimit || id == "" {
			t.wrong = append(t.wrong, lengthError(below(at, "custom_id"), customIDLimit))
		}
		if t.customIDs[id] {
			t.fault(below(at, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		t.customIDs[id] = true
	}
	t.all(list(c["components"]), below(at, "components"))
	if a := object(c["accessory"]); len(a) > 0 {
		t.one(a, below(at, "accessory"))
	}
}

func (t *tree) row(inner []any, at []string) {
	if len(inner) == 0 || len(inner) > buttonsInRow {
		t.wrong = append(t.wrong, lengthError(below(at, "components"), buttonsInRow))
	}
	for _, c := range inner {
		if k := integer(object(c)["type"]); k >= selectComponent && len(inner) > 1 {
			t.fault(below(at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
		}
	}
}

func (t *tree) button(c map[string]any, at []string) {
	style, link, id := integer(c["style"]), text(c["url"]), text(c["custom_id"])
	switch {
	case style == linkStyle && link == "":
		t.fault(below(at, "url"), "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
	case style == linkStyle && id != "":
		t.fault(below(at, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
	case style != linkStyle && style != premiumStyle && id == "":
		t.fault(below(at, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
	case style != linkStyle && link != "":
		t.fault(below(at, "url"), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
	case style != premiumStyle && strings.TrimSpace(text(c["label"])) == "" && c["emoji"] == nil:
		t.fault(below(at, "label"), "BASE_TYPE_REQUIRED", "A label or an emoji is required")
	}
	if scheme, _, ok := strings.Cut(strings.ToLower(link), ":"); link != "" && (!ok || scheme != "http" && scheme != "https" && scheme != "discord") {
		t.fault(below(at, "url"), "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q must be one of ('http', 'https', 'discord').", scheme))
	}
}

// attachmentRules holds what a message says of its files against the files.
func attachmentRules(body map[string]any, files []Upload, at []string) []fieldError {
	var wrong []fieldError
	if len(files) > 10 {
		wrong = append(wrong, tooLong(below(at, "files"), 10))
	}
	names := map[string]bool{}
	for _, f := range files {
		names["attachment://"+f.Name] = true
	}
	for i, a := range list(body["attachments"]) {
		id, fields := text(object(a)["id"]), map[string]bool{}
		for _, f := range files {
			fields[f.Field] = true
		}
		if len(id) < len("100000000000000000") && !fields["files["+id+"]"] { // not a snowflake: the number of a file
			wrong = append(wrong, fieldError{below(at, "attachments", i, "id"), "UNKNOWN_ATTACHMENT", "There is no such file in the request"})
		}
		if utf8.RuneCountInString(text(object(a)["description"])) > 1024 {
			wrong = append(wrong, lengthError(below(at, "attachments", i, "description"), 1024))
		}
	}
	for i, e := range list(body["embeds"]) {
		for _, key := range []string{"image", "thumbnail"} {
			if url := text(object(object(e)[key])["url"]); strings.HasPrefix(url, "attachment://") && !names[url] {
				wrong = append(wrong, fieldError{below(at, "embeds", i, key, "url"), "UNKNOWN_ATTACHMENT", "There is no such file in the request"})
			}
		}
	}
	return wrong
}
