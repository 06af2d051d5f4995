package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"briefly/articles/extract"
)

// What one hostile file may cost: safety rules of the project, part 2.
const (
	hostileTime   = 2 * time.Second // processor time; a busy machine makes the clock unfair
	hostileMemory = 100 << 20       // bytes, the peak of the process and of those it started
)

// hostileFile is a row of the manifest.
type hostileFile struct{ path, group, expected string }

// TestHostilePages gives every hostile page and encoding to the command, each
// in a process of its own. The short form takes a tenth of them.
func TestHostilePages(t *testing.T) {
	files := hostileFiles(t, "html", "encodings", "hostile-html")
	program := filepath.Join(t.TempDir(), "briefly")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	sum := map[string]*hostileSum{}
	for i, f := range files {
		if os.Getenv("BRIEFLY_LONG") == "" && i%10 != 0 && f.group != "hostile-html" {
			continue
		}
		s := sum[f.group]
		if s == nil {
			s = &hostileSum{refused: map[string]int{}}
			sum[f.group] = s
		}
		s.file(t, program, f)
	}
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	io.WriteString(w, "set\tfiles\tread\trefused\tworst time\tworst memory\n")
	for _, group := range []string{"html", "encodings", "hostile-html"} {
		if s := sum[group]; s != nil {
			s.print(w, group)
		}
	}
	w.Flush()
	t.Log("\n" + table.String())
}

// hostileFiles reads the files of some groups from the manifest.
func hostileFiles(t *testing.T, groups ...string) []hostileFile {
	const manifest = "../../../shared/data/hostile/manifest.tsv"
	f, err := os.Open(manifest)
	if err != nil {
		if os.Getenv("BRIEFLY_REQUIRE_SHARED") == "1" {
			t.Fatal(err)
		}
		t.Skip("no reference data")
	}
	defer f.Close()
	var files []hostileFile
	for lines := bufio.NewScanner(f); lines.Scan(); {
		row := strings.Split(lines.Text(), "\t")
		group, _, _ := strings.Cut(row[0], "/")
		if slices.Contains(groups, group) {
			files = append(files, hostileFile{filepath.Join(filepath.Dir(manifest), row[0]), group, row[4]})
		}
	}
	return files
}

// hostileSum is a row of the table.
type hostileSum struct {
	files, read int
	refused     map[string]int
	time        time.Duration
	memory      int64
	slowest     string
	biggest     string
}

// file runs the command on one file and checks what came of it.
func (s *hostileSum) file(t *testing.T, program string, f hostileFile) {
	path := unpacked(t, f.path)
	format := "html"
	if filepath.Ext(path) == ".txt" {
		format = "text"
	}
	cmd := exec.Command(program, "extract", "--json", "--format", format, path)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	var printed bytes.Buffer
	cmd.Stdout = &printed
	memory, err := runMeasured(cmd)
	out := printed.Bytes()
	if err != nil {
		t.Errorf("%s: %v\n%.500s", f.path, err, stderr.String())
		return
	}
	var row extracted
	if err := json.Unmarshal(out, &row); err != nil {
		t.Errorf("%s: %v", f.path, err)
		return
	}
	s.files++
	if row.Error == "" {
		s.read++
	} else {
		s.refused[strings.TrimPrefix(row.Error, "no article: ")]++
	}
	f.check(t, row)
	took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if memory > s.memory {
		s.memory, s.biggest = memory, filepath.Base(f.path)
	}
	if took > s.time {
		s.time, s.slowest = took, filepath.Base(f.path)
	}
	if took > hostileTime || memory > hostileMemory {
		t.Errorf("%s took %v and %d MB", f.path, took, memory>>20)
	}
}

// runMeasured runs a command and returns the largest VmHWM of it and of the
// processes it starts. It watches /proc, because what wait(2) reports begins
// with the memory of the process that started the command.
func runMeasured(cmd *exec.Cmd) (peak int64, err error) {
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	done, seen := make(chan struct{}), make(chan int64)
	go func() {
		var peak int64
		for {
			peak = max(peak, peakMemory(cmd.Process.Pid))
			select {
			case <-done:
				seen <- peak
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	err = cmd.Wait()
	close(done)
	return <-seen, err
}

// peakMemory is the largest VmHWM, in bytes, of a process and its children; 0
// when it is gone.
func peakMemory(pid int) (peak int64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Sscanf(value, "%d kB", &peak)
		}
	}
	peak <<= 10
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, task := range tasks {
		children, _ := os.ReadFile(task)
		for _, child := range strings.Fields(string(children)) {
			if n, err := strconv.Atoi(child); err == nil {
				peak = max(peak, peakMemory(n))
			}
		}
	}
	return peak
}

// check compares the result with what the manifest expects of the file.
func (f hostileFile) check(t *testing.T, row extracted) {
	for _, s := range []string{row.Title, row.Author, row.Publisher, row.Text} {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, spills) {
			t.Errorf("%s: the result has characters that spill", f.path)
		}
	}
	if strings.Contains(row.Error, string(extract.Crashed)) {
		t.Errorf("%s (%s): %s", f.path, f.expected, row.Error)
	}
	if f.group == "encodings" && strings.HasPrefix(f.expected, "parsed with the right letters") && strings.Contains(row.Text+row.Title, "\ufffd") {
		t.Errorf("%s: letters were lost", f.path)
	}
}

// spills reports whether a character changes the text around it.
func spills(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200b' || r == '\ufeff'
}

// unpacked returns the path of a file, of an unpacked copy when it is gzipped.
func unpacked(t *testing.T, path string) string {
	if !strings.HasSuffix(path, ".gz") {
		return path
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(path), ".gz"))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (s *hostileSum) print(w io.Writer, group string) {
	var reasons []string
	for _, r := range slices.Sorted(maps.Keys(s.refused)) {
		reasons = append(reasons, fmt.Sprintf("%d %s", s.refused[r], r))
	}
	fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%v %s\t%d MB %s\n", group, s.files, s.read, strings.Join(reasons, "; "),
		s.time.Round(time.Millisecond), s.slowest, s.memory>>20, s.biggest)
}
