package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"briefly/adapters/sqlstore"
	"briefly/articles"
	"briefly/articles/extract"
	"briefly/articles/feeds"
	"briefly/articles/ingest"
)

// maxFile is the largest file that is read; the readers refuse a larger one.
const maxFile = 10 << 20

// addCmd puts files on the common shelf.
type addCmd struct {
	What []string `arg:"" name:"file" help:"Links of feeds, sites and pages, saved pages and texts (.html, .txt, .md, .eml, also .gz), lists of feeds (.opml), folders of them, or - for standard input."`
}

// Run reads side by side and prints a line for each article once it is
// committed. What cannot be read is reported, and the rest goes on.
func (c addCmd) Run(ctx context.Context, a *app) error {
	return a.withStore(ctx, func(store *sqlstore.Store) error {
		return a.withIngester(store, func(in *ingest.Ingester, f *ingest.Feeds) error {
			return c.run(ctx, a, &adder{app: a, in: in, feeds: f, store: store})
		})
	})
}

func (c addCmd) run(ctx context.Context, a *app, add *adder) error {
	lists, todo := split(a.expand(c.What))
	for _, name := range lists {
		if err := add.list(ctx, name); err != nil {
			return err
		}
	}
	add.bar = a.progress(len(todo))
	defer add.bar.finish()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range todo {
		group.Go(func() error { return add.one(ctx, name) })
	}
	return group.Wait()
}

// split tells lists of feeds from what is read as it is.
func split(names []string) (lists, others []string) {
	for _, name := range names {
		if strings.EqualFold(filepath.Ext(strings.TrimSuffix(name, ".gz")), ".opml") && !isLink(name) {
			lists = append(lists, name)
		} else {
			others = append(others, name)
		}
	}
	return lists, others
}

// adder adds files and links and tells of each.
type adder struct {
	*app
	in    *ingest.Ingester
	feeds *ingest.Feeds
	store *sqlstore.Store
	bar   *progress

	mu sync.Mutex // one line at a time
}

// one adds a file or a link. Its error is one that ends the batch: the store is
// broken, or the end has come.
func (d *adder) one(ctx context.Context, name string) error {
	add := d.file
	if isLink(name) {
		add = d.link
	}
	err := add(ctx, name)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.bar.step()
	switch {
	case err == nil:
		return nil
	case !refusable(err):
		return fmt.Errorf("add %s: %w", shown(name), err)
	}
	d.bar.clear()
	d.refuse(name, err)
	return nil
}

// tell prints a line for what is committed.
func (d *adder) tell(format string, args ...any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.bar.clear()
	_, err := fmt.Fprintf(d.out, format+"\n", args...)
	return err
}

func (d *adder) tellArticle(r ingest.Result) error {
	return d.tell("%s #%d %s", r.Outcome, r.Number, r.Article.Title)
}

func isLink(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// file adds a file.
func (d *adder) file(ctx context.Context, name string) error {
	data, err := d.readFile(ctx, name)
	if err != nil {
		return err
	}
	r, err := d.in.Add(ctx, ingest.Document{
		Shelf: articles.Common,
		Name:  strings.TrimSuffix(name, ".gz"),
		Input: extract.Input{Data: data},
	})
	if err != nil {
		return err
	}
	return d.tellArticle(r)
}

// refusable reports whether an error is that of one item, after which the batch
// goes on: it cannot be had, or holds no article.
func refusable(err error) bool {
	var refusal *extract.Refusal
	var fetched *ingest.FetchError
	var feed *feeds.Refusal
	var file *fs.PathError
	return errors.As(err, &refusal) || errors.As(err, &fetched) || errors.As(err, &feed) || errors.As(err, &file) || errors.Is(err, errPacked)
}

// errPacked is wrapped by the reasons why a packed file cannot be unpacked.
var errPacked = errors.New("unpack")

// readFile reads a file, one byte beyond the limit at most, so that a larger
// one is refused by its size rather than cut.
func (a *app) readFile(ctx context.Context, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(interruptibly(ctx, a.in), maxFile+1))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if !strings.HasSuffix(name, ".gz") {
		return io.ReadAll(io.LimitReader(f, maxFile+1))
	}
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	data, err := io.ReadAll(io.LimitReader(unpacked, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	return data, nil
}

// expand lists the files that the arguments name: a folder stands for the pages
// and texts in it.
func (a *app) expand(args []string) []string {
	var all []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			all = append(all, arg) // what is wrong with it is said when it is read
			continue
		}
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				a.refuse(path, err)
				return nil
			}
			if d.Type().IsRegular() && readable(path) {
				all = append(all, path)
			}
			return nil
		})
		if err != nil {
			a.refuse(arg, err)
		}
	}
	return all
}

// readable tells by its name whether a file is a page or a text.
func readable(name string) bool {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz"))) {
	case ".html", ".htm", ".xhtml", ".txt", ".md", ".eml", ".opml":
		return true
	}
	return false
}
