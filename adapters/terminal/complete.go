package terminal

import (
	"context"
	"slices"
	"strings"
	"time"

	"briefly/adapters/text"
	"briefly/bot"
)

// patience is how long a person waits for the Tab key.
const patience = time.Second

// complete extends the line before the cursor: to the one thing that fits, or
// to what all that fit begin with. When that is nothing new, it returns them
// to choose from. pos counts bytes.
func (s *session) complete(ctx context.Context, line string, pos int) (string, int, []string) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	head := line[:pos]
	from, fits := s.proposals(ctx, head)
	if len(fits) == 0 {
		return line, pos, nil
	}
	common := fits[0]
	for _, f := range fits[1:] {
		common = commonPrefix(common, f)
	}
	if len(fits) == 1 || len(common) > len(head)-from {
		return head[:from] + common + line[pos:], from + len(common), nil
	}
	return line, pos, fits
}

// proposals returns what could stand in the place of head[from:].
func (s *session) proposals(ctx context.Context, head string) (from int, fits []string) {
	name, rest, hasName := strings.Cut(head, " ")
	if !strings.HasPrefix(head, "/") {
		return 0, s.plain(ctx, head)
	}
	if !hasName {
		return 0, commandNames(s.core.Commands(), head)
	}
	i := slices.IndexFunc(s.core.Commands(), func(c bot.Command) bool { return "/"+c.Name == name })
	if i < 0 {
		return 0, nil
	}
	params := s.core.Commands()[i].Params
	word := head[strings.LastIndex(head, " ")+1:]
	if fits = options(params, word); len(fits) > 0 && word != "" {
		return len(head) - len(word), fits
	}
	for _, p := range params {
		if p.Kind == bot.Words && p.Completes() {
			if values := s.values(ctx, head, p.Name); len(values) > 0 {
				return len(head) - len(afterOptions(params, rest)), values
			}
		}
	}
	return len(head) - len(word), fits
}

// plain proposes how a line without a command goes on. Which command it stands
// for is the core's to know, so the core is asked for every parameter that
// takes words; it answers for the one that the line fills.
func (s *session) plain(ctx context.Context, head string) []string {
	asked := map[string]bool{}
	for _, c := range s.core.Commands() {
		for _, p := range c.Params {
			if p.Kind != bot.Words || !p.Completes() || asked[p.Name] {
				continue
			}
			asked[p.Name] = true
			if values := s.values(ctx, head, p.Name); len(values) > 0 {
				return values
			}
		}
	}
	return nil
}

// afterOptions is what of a line follows the options it begins with.
func afterOptions(params []bot.Param, rest string) string {
	for {
		word, after, more := strings.Cut(rest, " ")
		name, _, isOption := strings.Cut(word, ":")
		if !more || !isOption || !slices.ContainsFunc(params, func(p bot.Param) bool { return p.Kind == bot.Option && p.Name == name }) {
			return rest
		}
		rest = after
	}
}

// values asks the core what a parameter may be.
func (s *session) values(ctx context.Context, head, param string) []string {
	var fits []string
	for _, c := range s.core.Complete(ctx, s.request(head), param) {
		if value := text.Line(c.Value); value != "" && !slices.Contains(fits, value) {
			fits = append(fits, value)
		}
	}
	return fits
}

// commandNames lists the commands that begin with head, each with the space
// that follows it.
func commandNames(commands []bot.Command, head string) []string {
	var fits []string
	for _, c := range commands {
		if full := "/" + c.Name + " "; !c.Hidden && strings.HasPrefix(full, head) {
			fits = append(fits, full)
		}
	}
	return fits
}

// options lists the options name:value that begin with word; without a colon
// in it, their names.
func options(params []bot.Param, word string) []string {
	var fits []string
	for _, p := range params {
		if p.Kind != bot.Option {
			continue
		}
		if !strings.Contains(word, ":") {
			if strings.HasPrefix(p.Name+":", word) {
				fits = append(fits, p.Name+":")
			}
			continue
		}
		for _, choice := range p.Choices {
			if full := p.Name + ":" + choice; strings.HasPrefix(full, word) {
				fits = append(fits, full)
			}
		}
	}
	return fits
}

// commonPrefix is what two strings both begin with, in whole characters.
func commonPrefix(a, b string) string {
	for i, r := range a {
		if !strings.HasPrefix(b[min(i, len(b)):], string(r)) {
			return a[:i]
		}
	}
	return a
}
