package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// commandListRules judges all commands of a guild, or all global ones.
func commandListRules(commands []any) []fieldError {
	var wrong []fieldError
	count := map[int]int{}
	names := map[string]bool{}
	for i, c := range commands {
		c := object(c)
		kind := max(integer(c["type"]), chatCommand)
		count[kind]++
		key := fmt.Sprint(kind, text(c["name"]))
		if names[key] {
			wrong = append(wrong, fieldError{below(nil, i, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"})
		}
		names[key] = true
		wrong = append(wrong, commandRules(below(nil, i), c)...)
	}
	if count[chatCommand] > slashCommands || count[messageCommandType] > messageCommands {
		wrong = append(wrong, fieldError{nil, "APPLICATION_COMMANDS_MAX", "Maximum number of application commands reached (100 slash, 15 message commands)"})
	}
	return wrong
}

func commandRules(at []string, c map[string]any) []fieldError {
	if max(integer(c["type"]), chatCommand) != chatCommand {
		if text(c["description"]) != "" || len(list(c["options"])) > 0 {
			return []fieldError{{below(at, "description"), "APPLICATION_COMMAND_DESCRIPTION_UNSUPPORTED", "Context menu commands cannot have description or options"}}
		}
		return nil
	}
	wrong := nameRules(at, c)
	if size(c) > commandLimit {
		wrong = append(wrong, fieldError{at, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)"})
	}
	return append(wrong, optionRules(at, list(c["options"]))...)
}

// nameRules: ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, in lower case where
// there is one; .../application-commands#application-command-object-application-command-naming
func nameRules(at []string, c map[string]any) []fieldError {
	var wrong []fieldError
	judge := func(at []string, name string) {
		bad := func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("-_'", r) && !unicode.In(r, unicode.Devanagari, unicode.Thai)
		}
		if n := utf8.RuneCountInString(name); n == 0 || n > 32 || strings.ContainsFunc(name, bad) || strings.ToLower(name) != name {
			wrong = append(wrong, fieldError{at, "APPLICATION_COMMAND_INVALID_NAME", fmt.Sprintf("Command name is invalid: %q", name)})
		}
	}
	judge(below(at, "name"), text(c["name"]))
	for locale, name := range object(c["name_localizations"]) {
		judge(below(at, "name_localizations", locale), text(name))
	}
	if n := utf8.RuneCountInString(text(c["description"])); n == 0 || n > 100 {
		wrong = append(wrong, lengthError(below(at, "description"), 100))
	}
	return wrong
}

func optionRules(at []string, options []any) []fieldError {
	var wrong []fieldError
	names, optional := map[string]bool{}, false
	for i, o := range options {
		o, at := object(o), below(at, "options", i)
		wrong = append(wrong, nameRules(at, o)...)
		if name := text(o["name"]); names[name] {
			wrong = append(wrong, fieldError{below(at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option names must be unique"})
		} else {
			names[name] = true
		}
		if o["required"] == true && optional {
			wrong = append(wrong, fieldError{at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options"})
		}
		optional = optional || o["required"] != true && integer(o["type"]) > 2
		if o["autocomplete"] == true && len(list(o["choices"])) > 0 {
			wrong = append(wrong, fieldError{at, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Choices and autocomplete cannot be used together"})
		}
		if len(list(o["choices"])) > choicesLimit {
			wrong = append(wrong, tooLong(below(at, "choices"), choicesLimit))
		}
		wrong = append(wrong, optionRules(at, list(o["options"]))...)
	}
	return wrong
}

// size counts names, descriptions and values of a command, its options and
// choices, the longest localisation where there are some.
func size(c map[string]any) int {
	longest := func(key string) int {
		n := utf8.RuneCountInString(text(c[key]))
		for _, s := range object(c[key+"_localizations"]) {
			n = max(n, utf8.RuneCountInString(text(s)))
		}
		return n
	}
	n := longest("name") + longest("description")
	if _, choice := c["value"]; choice {
		if _, number := c["value"].(json.Number); !number {
			n += utf8.RuneCountInString(text(c["value"]))
		}
	}
	for _, key := range []string{"options", "choices"} {
		for _, inner := range list(c[key]) {
			n += size(object(inner))
		}
	}
	return n
}
