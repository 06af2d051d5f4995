// Package words is everything the bot itself says, by key and language. A new
// language is one file: a table of messages and its names of months. What
// articles say never passes through here.
package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Key names a message.
type Key string

// message is what a key says. Where it counts, Text is empty and the form
// that fits the number under "n" is said.
type message struct {
	text  string
	forms map[plural.Form]string
}

// say makes a message that does not depend on a number.
func say(text string) message { return message{text: text} }

// count makes a message whose form depends on the argument "n".
func count(forms map[plural.Form]string) message { return message{forms: forms} }

// tongue is one language: its messages and its names of months.
type tongue struct {
	tag      language.Tag
	messages map[Key]message
	names    map[string]string // of commands and their parameters, where they differ
	months   [12]string        // as they stand after the day
	date     string            // {day} {month}
	dateYear string            // {day} {month} {year}
}

// Words speaks one language.
type Words struct{ t *tongue }

// tongues lists the languages; the first is spoken when none fits.
func tongues() []*tongue { return []*tongue{english(), russian()} }

// Speaker knows all languages. It is safe for concurrent use.
type Speaker struct {
	all     []*tongue
	matcher language.Matcher
}

// New returns a Speaker.
func New() *Speaker {
	s := &Speaker{all: tongues()}
	var tags []language.Tag
	for _, t := range s.all {
		tags = append(tags, t.tag)
	}
	s.matcher = language.NewMatcher(tags)
	return s
}

// In returns the words for a BCP 47 locale, or those of the nearest language
// there is.
func (s *Speaker) In(locale string) Words {
	_, i := language.MatchStrings(s.matcher, locale)
	return Words{s.all[i]}
}

// Languages lists the languages as BCP 47 tags.
func (s *Speaker) Languages() []string {
	var tags []string
	for _, t := range s.all {
		tags = append(tags, t.tag.String())
	}
	return tags
}

// Lang is the language spoken, as a BCP 47 tag.
func (w Words) Lang() string { return w.t.tag.String() }

// Name is what a command or a parameter is called in menus that are made for
// people of this language: at most 32 small letters
// (discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming).
func (w Words) Name(name string) string {
	if own, ok := w.t.names[name]; ok {
		return own
	}
	return name
}

// Means reports whether what was typed is what a command or a parameter is
// called in any language.
func (s *Speaker) Means(typed, name string) bool {
	return typed == name || slices.ContainsFunc(s.all, func(t *tongue) bool { return t.names[name] == typed && typed != "" })
}

// Foreign returns the name of a language, BCP 47, in this one; empty when it is
// this one, or not known.
func (w Words) Foreign(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil || tag == language.Und {
		return ""
	}
	theirs, _ := tag.Base()
	if own, _ := w.t.tag.Base(); own == theirs {
		return ""
	}
	return display.Languages(w.t.tag).Name(theirs)
}

// Say returns the message for a key with its {name} places filled from args,
// which alternate names and values. The value of "n" chooses the plural form.
// An unknown key returns the key itself, which the tests of this package rule
// out for every key declared in it.
func (w Words) Say(key Key, args ...any) string {
	m, ok := w.t.messages[key]
	if !ok {
		return string(key)
	}
	text := m.text
	var fill []string
	for i := 0; i+1 < len(args); i += 2 {
		name, value := fmt.Sprint(args[i]), args[i+1]
		if n, ok := value.(int); ok && name == "n" && m.forms != nil {
			text = m.form(w.t.tag, n)
		}
		fill = append(fill, "{"+name+"}", fmt.Sprint(value))
	}
	return strings.NewReplacer(fill...).Replace(text)
}

func (m message) form(tag language.Tag, n int) string {
	if n < 0 {
		n = -n
	}
	f := plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
	if text, ok := m.forms[f]; ok {
		return text
	}
	return m.forms[plural.Other]
}

// Keys lists every key, sorted.
func (w Words) Keys() []Key { return slices.Sorted(maps.Keys(w.t.messages)) }
