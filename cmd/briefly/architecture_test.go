package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// This file and architecture_source_test.go are the house rules of the project
// as tests that fail: which package may import which, how packages are called,
// what no source file does.

// root is the project's root, seen from this package.
const root = "../.."

// listed is what go list says of a package.
type listed struct {
	ImportPath string
	Name       string
	Dir        string
	Imports    []string // of the package itself, not of its tests
	GoFiles    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Dir,Imports,GoFiles", "./...")
	command.Dir = root
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, complaints.String())
	}
	var all []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("read go list: %v", err)
		}
		all = append(all, p)
	}
}

func TestArchitecture(t *testing.T) {
	all := listPackages(t)
	if len(all) < 5 {
		t.Fatalf("go list knows %d packages only", len(all))
	}
	for _, p := range all {
		for _, imported := range p.Imports {
			if fault := importFault(p, imported); fault != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, fault)
			}
		}
		for _, name := range []string{p.Name, path.Base(p.ImportPath)} {
			if drawer(name) {
				t.Errorf("%s: %q says nothing about what is inside", p.ImportPath, name)
			}
		}
		for _, fault := range sourceFaults(t, p) {
			t.Error(fault)
		}
	}
}

func TestTopLevelFolders(t *testing.T) {
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strayFolders(entries, string(ignored)) {
		t.Errorf("top-level folder %s: the house has bot, adapters, articles and cmd (and deploy)", name)
	}
}

// module is the import path of the project.
const module = "briefly"

// The rooms of the house, each of which may import those below it.
var floors = map[string]int{"articles": 0, "bot": 1, "adapters": 2, "cmd": 3}

// sharedAdapters may be imported by other adapters, and import none.
var sharedAdapters = []string{"text", "outgoing", "httpd"}

// world are the packages of the standard library that reach out of the
// process. Those below them in the tree count too; of net only net itself
// does: net/url and net/netip only take text apart.
var world = []string{"database/sql", "log/syslog", "net/http", "net/rpc", "net/smtp", "os", "plugin", "syscall"}

// pureLibraries are the modules that articles and bot may use, because they
// turn data into data. A new one is added here with that question answered.
var pureLibraries = []string{
	"codeberg.org/readeck/go-readability",    // pages
	"github.com/abadojack/whatlanggo",        // languages
	"github.com/blevesearch/snowballstem",    // stems
	"github.com/clipperhouse/uax29",          // sentences, words
	"github.com/go-shiori/dom",               // trees of pages
	"github.com/kljensen/snowball",           // stems
	"github.com/markusmobius/go-htmldate",    // dates of pages
	"github.com/markusmobius/go-trafilatura", // pages
	"github.com/saintfish/chardet",           // charsets
	"golang.org/x/net/html",                  // pages, charsets
	"golang.org/x/net/idna",                  // names of hosts
	"golang.org/x/sync",                      // goroutines
	"golang.org/x/text",                      // languages, Unicode
	"golang.org/x/time",                      // limits
}

// importFault says what is wrong with one package importing another; empty
// when nothing is.
func importFault(p listed, to string) string {
	from := p.ImportPath
	fromRoom, fromName := roomOf(from)
	toRoom, toName := roomOf(to)
	if strings.HasPrefix(to, "github.com/joho/godotenv") && from != module+"/cmd/briefly" {
		return "only cmd/briefly reads .env"
	}
	if toRoom == "" {
		if p.Name == "main" {
			return "" // a program, such as one that fits weights: nobody can import it
		}
		return outsideFault(from, fromRoom, to)
	}
	switch {
	case from == module+"/articles":
		return "the root of articles imports the standard library only"
	case floors[fromRoom] < floors[toRoom]:
		return "imports point from cmd to adapters to bot to articles"
	case strings.HasSuffix(to, "test") && fromRoom != "cmd" && !strings.HasSuffix(from, "test"):
		return "a package for tests is imported by tests, other such packages and cmd"
	case fromRoom != "adapters" || toRoom != "adapters" || fromName == toName:
		return ""
	case slices.Contains(sharedAdapters, fromName):
		return "a shared adapter imports no other"
	case !slices.Contains(sharedAdapters, toName) && !strings.HasSuffix(from, "test"):
		return "adapters do not import each other"
	}
	return ""
}

// outsideFault judges the import of a package that is not the project's.
func outsideFault(from, room, to string) string {
	if room != "articles" && room != "bot" {
		return ""
	}
	first, _, _ := strings.Cut(to, "/")
	if !strings.Contains(first, ".") { // the standard library
		if to == "net" || within(to, world) {
			return room + " does not touch the world"
		}
		return ""
	}
	if from == module+"/articles" {
		return "the root of articles imports the standard library only"
	}
	if !within(to, pureLibraries) {
		return room + " uses libraries that only turn data into data (pureLibraries)"
	}
	return ""
}

// within reports whether a package is one of the given or below one.
func within(pkg string, trees []string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool { return pkg == tree || strings.HasPrefix(pkg, tree+"/") })
}

// roomOf returns the room of a package of the project, and the folder in it.
func roomOf(pkg string) (room, name string) {
	inside, ok := strings.CutPrefix(pkg, module+"/")
	if !ok {
		return "", ""
	}
	room, rest, _ := strings.Cut(inside, "/")
	name, _, _ = strings.Cut(rest, "/")
	return room, name
}

// drawer reports whether a package's name is one that anything fits under.
func drawer(name string) bool {
	return slices.Contains([]string{"utils", "util", "common", "helpers", "helper", "models", "model", "pkg", "misc"}, name)
}

// strayFolders lists the top-level folders that have no place in the house.
// Folders that start with a dot and those that git ignores do not count.
func strayFolders(entries []fs.DirEntry, gitignore string) []string {
	ignored := strings.Fields(gitignore)
	var stray []string
	for _, e := range entries {
		name := e.Name()
		if _, room := floors[name]; !e.IsDir() || room || name == "deploy" ||
			strings.HasPrefix(name, ".") || slices.Contains(ignored, "/"+name+"/") {
			continue
		}
		stray = append(stray, name)
	}
	return stray
}

func TestImportFault(t *testing.T) {
	for _, c := range []struct {
		from, to string
		wrong    bool
	}{
		{"briefly/cmd/briefly", "briefly/adapters/terminal", false},
		{"briefly/cmd/briefly", "briefly/adapters/adaptertest", false},
		{"briefly/cmd/briefly", "github.com/joho/godotenv", false},
		{"briefly/adapters/terminal", "briefly/bot", false},
		{"briefly/adapters/terminal", "briefly/adapters/text", false},
		{"briefly/adapters/sqlstore", "database/sql", false},
		{"briefly/adapters/sqlstore/migrations", "briefly/adapters/sqlstore", false},
		{"briefly/adapters/discord", "github.com/bwmarrin/discordgo", false},
		{"briefly/bot", "briefly/articles/briefing", false},
		{"briefly/bot", "net/url", false},
		{"briefly/bot", "golang.org/x/text/language", false},
		{"briefly/articles", "time", false},
		{"briefly/articles/extract", "briefly/articles", false},
		{"briefly/articles/extract", "golang.org/x/net/html/charset", false},

		{"briefly/adapters/terminal", "briefly/cmd/briefly", true},
		{"briefly/bot", "briefly/adapters/text", true},
		{"briefly/bot/words", "briefly/cmd/briefly", true},
		{"briefly/articles", "briefly/bot", true},
		{"briefly/articles/search", "briefly/adapters/sqlstore", true},
		{"briefly/articles", "briefly/articles/language", true},
		{"briefly/articles", "golang.org/x/text/language", true},
		{"briefly/adapters/telegram", "briefly/adapters/discord", true},
		{"briefly/adapters/text", "briefly/adapters/httpd", true},
		{"briefly/adapters/terminal", "briefly/adapters/adaptertest", true},
		{"briefly/bot", "briefly/articles/articlestest", true},
		{"briefly/bot", "github.com/bwmarrin/discordgo", true},
		{"briefly/bot", "github.com/redis/go-redis/v9", true},
		{"briefly/bot", "database/sql", true},
		{"briefly/bot", "os", true},
		{"briefly/articles/ingest", "net/http", true},
		{"briefly/articles/ingest", "net/http/httptrace", true},
		{"briefly/articles/ingest", "net", true},
		{"briefly/articles/extract", "os/exec", true},
		{"briefly/articles/extract", "golang.org/x/net/http2", true},
		{"briefly/articles", "github.com/joho/godotenv", true},
		{"briefly/adapters/terminal", "github.com/joho/godotenv", true},
	} {
		if fault := importFault(listed{ImportPath: c.from, Name: path.Base(c.from)}, c.to); (fault != "") != c.wrong {
			t.Errorf("%s imports %s: wrong is %v, the rule says %q", c.from, c.to, c.wrong, fault)
		}
	}
}

func TestImportFaultOfPrograms(t *testing.T) {
	trainer := listed{ImportPath: "briefly/articles/extract/train", Name: "main"}
	if fault := importFault(trainer, "os"); fault != "" {
		t.Errorf("a program reads files: %s", fault)
	}
	for _, to := range []string{"briefly/adapters/sqlstore", "briefly/bot", "github.com/joho/godotenv"} {
		if importFault(trainer, to) == "" {
			t.Errorf("a program under articles may import %s", to)
		}
	}
}

func TestStrayFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"bot", "adapters", "articles", "cmd", "deploy", ".ci", "data", "internal", "pkg"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := strayFolders(entries, "/data/\n*.out\n"); !slices.Equal(got, []string{"internal", "pkg"}) {
		t.Errorf("stray folders %v", got)
	}
	if !drawer("utils") || drawer("words") {
		t.Error("drawer does not tell utils from words")
	}
}
