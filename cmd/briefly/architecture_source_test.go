package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sourceFaults lists what the files of a package do and should not: declare
// func init, write a package variable, their own or another's, outside of its
// declaration, or read the environment anywhere but in config.go.
func sourceFaults(t *testing.T, p listed) []string {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return faultsOf(set, p.ImportPath, files)
}

func faultsOf(set *token.FileSet, importPath string, files []*ast.File) []string {
	s := &source{set: set, importPath: importPath, uses: map[*ast.Ident]types.Object{}}
	// What other packages hold does not matter here, so none is loaded, and
	// the complaints about that are not heard.
	config := types.Config{Importer: nothing{}, Error: func(error) {}}
	s.pkg, _ = config.Check(importPath, set, files, &types.Info{Uses: s.uses})
	for _, f := range files {
		ast.Inspect(f, s.visit)
	}
	return s.faults
}

// nothing imports nothing.
type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not loaded") }

// source is one package being judged.
type source struct {
	set        *token.FileSet
	importPath string
	pkg        *types.Package
	uses       map[*ast.Ident]types.Object
	faults     []string
}

func (s *source) fault(at token.Pos, what string) {
	p := s.set.Position(at)
	s.faults = append(s.faults, fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, what))
}

func (s *source) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			s.fault(n.Pos(), "func init")
		}
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, left := range n.Lhs {
				s.written(left)
			}
		}
	case *ast.IncDecStmt:
		s.written(n.X)
	case *ast.SelectorExpr:
		s.environment(n)
	}
	return true
}

// written judges the left side of an assignment: a variable, or an element or
// field of one.
func (s *source) written(left ast.Expr) {
	switch x := left.(type) {
	case *ast.Ident:
		if v, ok := s.uses[x].(*types.Var); ok && v.Parent() == s.pkg.Scope() {
			s.fault(x.Pos(), "the package variable "+x.Name+" is written after start")
		}
	case *ast.SelectorExpr:
		if s.imported(x.X) != "" {
			s.fault(x.Pos(), "the variable "+x.Sel.Name+" of another package is written")
			return
		}
		s.written(x.X)
	case *ast.IndexExpr:
		s.written(x.X)
	case *ast.StarExpr:
		s.written(x.X)
	case *ast.ParenExpr:
		s.written(x.X)
	}
}

// environment judges a mention of a function that reads or changes the
// environment.
func (s *source) environment(x *ast.SelectorExpr) {
	reads := []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Setenv", "Unsetenv", "Clearenv"}
	if from := s.imported(x.X); from != "os" && from != "syscall" || !slices.Contains(reads, x.Sel.Name) {
		return
	}
	file := filepath.Base(s.set.Position(x.Pos()).Filename)
	if s.importPath != module+"/cmd/briefly" || file != "config.go" {
		s.fault(x.Pos(), "only cmd/briefly/config.go reads the environment")
	}
}

// imported returns the path of the package that an expression names; empty
// when it names none.
func (s *source) imported(x ast.Expr) string {
	id, ok := x.(*ast.Ident)
	if !ok {
		return ""
	}
	name, ok := s.uses[id].(*types.PkgName)
	if !ok {
		return ""
	}
	return name.Imported().Path()
}

func TestSourceFaults(t *testing.T) {
	for _, c := range []struct{ name, file, body, want string }{
		{"clean", "x.go", `var limit = 3; func f() { limit := 1; limit++; _ = limit }`, ""},
		{"a method called init", "x.go", `type T struct{}; func (T) init() {}`, ""},
		{"init", "x.go", `func init() {}`, "func init"},
		{"a written variable", "x.go", `var n int; func f() { n = 1 }`, "package variable n"},
		{"a counter", "x.go", `var n int; func f() { n++ }`, "package variable n"},
		{"a map's element", "x.go", `var m = map[string]int{}; func f() { m["a"] = 1 }`, "package variable m"},
		{"a field", "x.go", `var v struct{ n int }; func f() { (v).n += 1 }`, "package variable v"},
		{"through a pointer", "x.go", `var p = new(int); func f() { *p = 1 }`, "package variable p"},
		{"another package's variable", "x.go", `import "net/http"; func f() { http.DefaultClient = nil }`, "variable DefaultClient"},
		{"a field of another package's variable", "x.go", `import "net/http"; func f() { http.DefaultClient.Timeout = 1 }`, "variable DefaultClient"},
		{"the environment", "x.go", `import "os"; var home = os.Getenv("HOME")`, "config.go"},
		{"the environment by another name", "x.go", `import env "os"; func f() { env.LookupEnv("HOME") }`, "config.go"},
		{"the environment in config.go", "config.go", `import "os"; var home = os.Getenv("HOME")`, ""},
	} {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, c.file, "package main; "+c.body, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(faultsOf(set, "briefly/cmd/briefly", []*ast.File{f}), "\n")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
