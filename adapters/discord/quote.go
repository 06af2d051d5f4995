package discord

import (
	"mime"
	"path"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// askOfMessage asks for a summary of the message that a message command was
// used on: of its files, its links, or its own text. One that has nothing to
// read is asked about all the same: without a quotation, the question would be
// about the day.
func (i *interaction) askOfMessage() (question, bool) {
	m, there := i.Data.Resolved.Messages[i.Data.Target]
	q := question{text: "/summary"}
	m.quote(&q)
	if q.quoted == "" && len(q.files) == 0 {
		q.quoted, q.files = " ", m.Attachments // the core says what is wrong with them
	}
	return q, there
}

// quote adds what a message says to a question, and what it forwards.
func (m message) quote(q *question) {
	q.quote(m.Content)
	for _, e := range m.Embeds {
		if e.previews(m.Content) {
			q.quote(withoutLinks(e.Title))
			q.quote(withoutLinks(e.Description))
			continue
		}
		q.quote(e.Title)
		q.quote(e.Description)
		for _, f := range e.Fields {
			q.quote(f.Name)
			q.quote(f.Value)
		}
		q.quote(e.URL)
	}
	quoteComponents(q, m.Components)
	for _, a := range m.Attachments {
		if a.readable() {
			q.files = append(q.files, a)
		}
	}
	for _, f := range m.Forwarded {
		f.Message.Forwarded = nil // a forward of a forward is that of its text
		f.Message.quote(q)
	}
}

// quote adds what is not there yet.
func (q *question) quote(s string) {
	if s != "" && !strings.Contains(q.quoted, s) {
		q.quoted = strings.TrimPrefix(q.quoted+"\n"+s, "\n")
	}
}

// quoteComponents adds the texts of a message that consists of components.
func quoteComponents(q *question, components any) {
	list, _ := components.([]any)
	for _, c := range list {
		if c, ok := c.(map[string]any); ok {
			said, _ := c["content"].(string)
			q.quote(said)
			quoteComponents(q, c["components"])
		}
	}
}

// previews reports whether Discord made an embed of a link in a text. The links
// that the page behind it lists are not what the text is about.
func (e embed) previews(content string) bool {
	return content != "" && (e.Type != "" && e.Type != string(discordgo.EmbedTypeRich) || e.URL != "" && strings.Contains(content, e.URL))
}

func withoutLinks(s string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(s), func(w string) bool { return strings.Contains(w, "://") }), " ")
}

// readable reports whether an attachment may be a text; pictures beside a link
// are not asked about.
func (a attachment) readable() bool {
	kind, _, _ := mime.ParseMediaType(a.MediaType)
	endings := []string{".txt", ".html", ".htm", ".md", ".eml"}
	return strings.HasPrefix(kind, "text/") || slices.Contains(endings, strings.ToLower(path.Ext(a.Name)))
}
