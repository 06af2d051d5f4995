package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"strings"

	"briefly/articles"
	"briefly/articles/extract"
	"briefly/articles/ingest"
	"briefly/bot/words"
)

// maxUpload is the largest file that is read; what is larger is refused by the
// readers anyway.
const maxUpload = 10 << 20

func (b *Bot) addCommand() Command {
	return Command{
		Name:  "add",
		Help:  words.HelpAdd,
		Admin: true,
		Params: []Param{
			{Name: "file", Help: words.HelpFile, Kind: Upload},
			{Name: "link", Help: words.HelpLink, Kind: Words}, // with a file: its caption, a topic
		},
		run: b.add,
	}
}

// add puts uploaded files on the shelf of the place and answers with what they
// say.
func (b *Bot) add(ctx context.Context, c *call, say func(Answer) bool) error {
	if len(c.Files) == 0 {
		if links := linksIn(c.Text, c.Quoted); len(links) == 1 {
			return b.addLink(ctx, c, links[0], say)
		} else if len(links) > 0 {
			return b.summaryOfLinks(ctx, c, links, say)
		}
		return problem(words.AddWhat)
	}
	if len(c.Files) == 1 && isList(c.Files[0]) {
		return b.addList(ctx, c, c.Files[0], say)
	}
	return b.summaryOfFiles(ctx, c, c.Args["link"], say)
}

// summaryOfFiles puts uploads on the shelf of the place, as a link that somebody
// asks about is, and answers with what they say, or with what is written about a
// topic now.
func (b *Bot) summaryOfFiles(ctx context.Context, c *call, topic string, say func(Answer) bool) error {
	var added []ingest.Result
	var refused []string
	for _, f := range c.Files {
		r, err := b.addFile(ctx, c, f)
		var p *Problem
		if errors.As(err, &p) {
			refused = append(refused, c.words.Say(p.Key, p.Args...))
			continue
		}
		if err != nil {
			return err
		}
		added = append(added, r)
	}
	if len(added) == 0 {
		return problem(words.Verbatim, "text", strings.Join(refused, "\n"))
	}
	if topic != "" && len(added) == len(c.Files) {
		return b.summaryOfTopic(ctx, c, topic, say)
	}
	a, err := b.presentAdded(ctx, c, added)
	if err != nil {
		return err
	}
	if a.Note != "" {
		refused = append(refused, a.Note)
	}
	a.Note = strings.Join(refused, "\n")
	say(a)
	return nil
}

// addFile reads and stores one upload. A file that cannot be read as an article
// is a Problem that names it and the reason.
func (b *Bot) addFile(ctx context.Context, c *call, f File) (ingest.Result, error) {
	name := printable(f.Name)
	if !readable(f) {
		return ingest.Result{}, problem(words.FileRefused, "name", name, "reason", c.words.Say(words.Refused(string(extract.NotText))))
	}
	if f.Size > maxUpload {
		return ingest.Result{}, problem(words.FileTooLarge, "name", name)
	}
	data, err := readAll(ctx, f)
	if err != nil {
		return ingest.Result{}, fmt.Errorf("read upload %q: %w", f.Name, err)
	}
	r, err := b.Adder.Add(ctx, ingest.Document{
		Shelf:   c.At.Shelf(),
		AddedBy: c.Name,
		Name:    f.Name,
		Input:   extract.Input{Data: data, ContentType: f.MediaType},
	})
	var refusal *extract.Refusal
	if errors.As(err, &refusal) {
		return ingest.Result{}, problem(words.FileRefused, "name", name, "reason", c.words.Say(words.Refused(string(refusal.Reason))))
	}
	if err != nil {
		return ingest.Result{}, fmt.Errorf("add upload %q: %w", f.Name, err)
	}
	return r, nil
}

// readable tells by its name, or else by its type, whether a file may be a page,
// a text or a mail. Without either, its content will show.
func readable(f File) bool {
	switch ending := strings.ToLower(path.Ext(f.Name)); ending {
	case ".txt", ".html", ".htm", ".xhtml", ".md", ".eml":
		return true
	default:
		kind, _, err := mime.ParseMediaType(f.MediaType)
		return ending == "" && err != nil || strings.HasPrefix(kind, "text/") || kind == "message/rfc822"
	}
}

// readAll reads an upload, one byte beyond the limit at most, so that a file
// larger than its platform said is refused as too large rather than cut.
func readAll(ctx context.Context, f File) ([]byte, error) {
	in, err := f.Open(ctx)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(in, maxUpload+1))
	return data, errors.Join(err, in.Close())
}

// presentAdded answers with the summary of a single article, or the list of
// several.
func (b *Bot) presentAdded(ctx context.Context, c *call, added []ingest.Result) (Answer, error) {
	if len(added) > 1 {
		var all []articles.Article
		for _, r := range added {
			all = append(all, r.Article)
		}
		a := list(c, c.words.Say(words.AddedSeveral, "n", len(all)), all)
		for i, r := range added {
			a.Items[i].Actions = append(a.Items[i].Actions, undo(c, r)...)
		}
		return a, nil
	}
	r := added[0]
	a, err := b.article(ctx, c, r.Number)
	if err != nil {
		return Answer{}, err
	}
	tellOutcome(c, &a, r)
	return a, nil
}

// tellOutcome says what adding an article did, and offers to undo it. That one
// has changed, its answer says by itself.
func tellOutcome(c *call, a *Answer, r ingest.Result) {
	key := words.AddedOne
	switch r.Outcome {
	case articles.Changed:
		return
	case articles.Same:
		key = words.KnownOne
	case articles.Added:
	}
	a.Actions = append(a.Actions, undo(c, r)...)
	a.Note = c.words.Say(key, "number", fmt.Sprintf("#%d", r.Number)) + "\n" + a.Note
}

// undo takes back what was added; what was there before is not to be undone.
func undo(c *call, r ingest.Result) []Action {
	if r.Outcome != articles.Added {
		return nil
	}
	return []Action{{Label: c.words.Say(words.Undo), Command: fmt.Sprintf("/remove #%d", r.Number)}}
}
