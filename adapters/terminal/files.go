package terminal

import (
	"context"
	"io"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"briefly/bot"
)

// withFiles turns a line that is the path of a file there is, or a command
// that takes a file followed by such a path, into the text and the file.
// Every other line stays as it is, and so does a single word without an ending,
// which is a topic even where a file is called so. Which files can be read is
// the core's to say.
func withFiles(line string, commands []bot.Command) (string, []bot.File) {
	name, rest, _ := strings.Cut(line, " ")
	takesFile := slices.ContainsFunc(commands, func(c bot.Command) bool {
		return "/"+c.Name == name && slices.ContainsFunc(c.Params, func(p bot.Param) bool { return p.Kind == bot.Upload })
	})
	path, said := line, ""
	if takesFile {
		path, said = rest, name
	}
	path = unquoted(strings.TrimSpace(path))
	if !takesFile && filepath.Ext(path) == "" {
		return line, nil
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return line, nil
	}
	return said, []bot.File{{
		Name:      filepath.Base(path),
		MediaType: mime.TypeByExtension(filepath.Ext(path)),
		Size:      info.Size(),
		Open:      func(context.Context) (io.ReadCloser, error) { return os.Open(path) },
	}}
}

// unquoted undoes what shells and windows do to a path that is dropped on
// them: quotes around it, or a backslash before each space.
func unquoted(path string) string {
	if n := len(path); n >= 2 && path[0] == path[n-1] && (path[0] == '\'' || path[0] == '"') {
		return path[1 : n-1]
	}
	return strings.ReplaceAll(path, `\ `, " ")
}
