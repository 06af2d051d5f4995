package discordtest

import (
	"fmt"
	"strings"
)

// Transcript is what a channel shows, for people and golden files: neither ids
// nor times that differ from run to run.
func (s *Server) Transcript(c Channel) string {
	var b strings.Builder
	for _, m := range s.Messages(c) {
		b.WriteString(m.String())
	}
	return b.String()
}

// String is the message as a person would read it: its texts with their markup,
// a bar before each line of an embed, buttons in brackets.
func (m Message) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s:\n", m.Author.Name, m.marks())
	for _, line := range m.shown() {
		fmt.Fprintf(&b, "  %s\n", line)
	}
	return b.String()
}

func (m Message) marks() string {
	marks := ""
	if m.Ephemeral() {
		marks += " (only for the asker)"
	}
	if m.Loading() {
		marks += " (is thinking)"
	}
	if m.Edits > 0 {
		marks += " (edited)"
	}
	return marks
}

func (m Message) shown() []string {
	all := split("", m.Content())
	for _, e := range list(m.Body["embeds"]) {
		all = append(all, embedLines(object(e))...)
	}
	all = append(all, componentLines(list(m.Body["components"]), "")...)
	for _, f := range m.Files {
		all = append(all, fmt.Sprintf("[file %s, %s, %d bytes]", f.Name, f.MediaType, len(f.Data)))
	}
	return all
}

// split is a text as lines, each with something in front.
func split(front, text string) []string {
	var all []string
	if text == "" {
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		all = append(all, front+line)
	}
	return all
}

func embedLines(e map[string]any) []string {
	const bar = "| "
	all := []string{strings.TrimSpace(fmt.Sprintf("%s#%06x %s", bar, integer(e["color"]), text(object(e["author"])["name"])))}
	all = append(all, split(bar, linked(e["title"], e["url"]))...)
	all = append(all, split(bar, text(e["description"]))...)
	for _, f := range list(e["fields"]) {
		all = append(all, split(bar+"* ", text(object(f)["name"]))...)
		all = append(all, split(bar+"  ", text(object(f)["value"]))...)
	}
	for _, key := range []string{"thumbnail", "image"} {
		if url := text(object(e[key])["url"]); url != "" {
			all = append(all, bar+"["+key+" "+url+"]")
		}
	}
	all = append(all, split(bar+"-- ", text(object(e["footer"])["text"]))...)
	return append(all, split(bar+"@ ", text(e["timestamp"]))...)
}

func linked(title, url any) string {
	if u := text(url); u != "" {
		return text(title) + " -> " + u
	}
	return text(title)
}

func componentLines(components []any, indent string) []string {
	var all []string
	var row []string
	for _, c := range components {
		c := object(c)
		switch integer(c["type"]) {
		case buttonComponent:
			row = append(row, button(c))
			continue
		case textDisplay:
			all = append(all, split(indent, text(c["content"]))...)
		case 14: // a separator
			all = append(all, indent+"---")
		case selectComponent:
			row = append(row, "[v "+text(c["placeholder"])+" | "+text(c["custom_id"])+"]")
		case rowComponent:
			all = append(all, componentLines(list(c["components"]), indent)...)
		default:
			all = append(all, componentLines(list(c["components"]), indent+"| ")...)
			if a := object(c["accessory"]); len(a) > 0 {
				all = append(all, componentLines([]any{a}, indent+"| ")...)
			}
		}
	}
	if row != nil {
		all = append(all, indent+strings.Join(row, " "))
	}
	return all
}

func button(c map[string]any) string {
	target := text(c["custom_id"])
	if target == "" {
		target = "-> " + text(c["url"])
	}
	dim := ""
	if c["disabled"] == true {
		dim = " (disabled)"
	}
	return "[" + text(c["label"]) + " | " + target + dim + "]"
}
