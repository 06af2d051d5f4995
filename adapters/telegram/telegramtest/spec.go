package telegramtest

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// apiSpec is the Bot API as its documentation gives it.
type apiSpec struct {
	Methods map[string]*apiType
	Types   map[string]*apiType
}

// apiType is a method with its parameters, or a type with its fields.
type apiType struct {
	Name     string
	Fields   []*apiField
	Subtypes []string // of a type that is one of several
	Returns  []string
}

type apiField struct {
	Name        string
	Types       []string
	Required    bool
	Description string
	constant    string // the only value, which tells one subtype from another
	limit       *limit
}

// limit is a range that a description states.
type limit struct {
	min, max int
	bytes    bool // of a string: not characters
	parsed   bool // holds after entities parsing, so not for the raw text
}

var (
	constantWords = regexp.MustCompile(`(?:must be|always) "?([a-z0-9_]+)"?$`)
	stringLimit   = regexp.MustCompile(`(\d+)-(\d+) (characters|[Bb]ytes)( .*after entit(?:y|ies) parsing)?`)
	mostBytes     = regexp.MustCompile(`can't exceed (\d+) bytes`)
	countLimit    = regexp.MustCompile(`(?:^|[^O] )(\d+)-(\d+)(?: |,|$|\.)`)
	mostItems     = regexp.MustCompile(`(?:[Aa]t most|No more than) (\d+) `)
	numberLimit   = regexp.MustCompile(`(?:[;:,] |between )(\d+)(?:-| and )(\d+)(?: if| are|$|\.)`)
)

func parseSpec(data []byte) (*apiSpec, error) {
	s := &apiSpec{}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("read the specification of the Bot API: %w", err)
	}
	for _, kinds := range []map[string]*apiType{s.Methods, s.Types} {
		for _, t := range kinds {
			for _, f := range t.Fields {
				f.limit = statedLimit(f)
				if m := constantWords.FindStringSubmatch(f.Description); m != nil && slices.Contains([]string{"type", "status", "source"}, f.Name) {
					f.constant = m[1]
				}
			}
		}
	}
	return s, nil
}

// statedLimit parses the range that a description states; nil without one.
func statedLimit(f *apiField) *limit {
	kind, d := f.Types[0], f.Description
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // digits by the pattern
	switch {
	case kind == "String":
		if m := stringLimit.FindStringSubmatch(d); m != nil {
			return &limit{number(m[1]), number(m[2]), strings.EqualFold(m[3], "bytes"), m[4] != ""}
		}
		if m := mostBytes.FindStringSubmatch(d); m != nil {
			return &limit{max: number(m[1]), bytes: true}
		}
	case strings.HasPrefix(kind, "Array of"):
		if m := mostItems.FindStringSubmatch(d); m != nil {
			return &limit{max: number(m[1])}
		}
		if m := countLimit.FindStringSubmatch(d); m != nil {
			return &limit{min: number(m[1]), max: number(m[2])}
		}
	case kind == "Integer" || kind == "Float":
		if m := numberLimit.FindStringSubmatch(d); m != nil {
			return &limit{min: number(m[1]), max: number(m[2])}
		}
	}
	return nil
}

func (t *apiType) field(name string) *apiField {
	for _, f := range t.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// fields checks an object's fields and returns what is wrong with them.
func (s *apiSpec) fields(t *apiType, object map[string]any, path string) []string {
	var wrong []string
	for name, value := range object {
		f := t.field(name)
		if f == nil {
			wrong = append(wrong, path+name+": "+t.Name+" has no such field")
		} else if value != nil {
			wrong = append(wrong, s.value(f, value, path+name)...)
		}
	}
	for _, f := range t.Fields {
		if f.Required && object[f.Name] == nil {
			wrong = append(wrong, path+f.Name+": missing, "+t.Name+" requires it")
		}
	}
	if kinds := kindsOf(object); t.Name == "InlineKeyboardButton" && len(kinds) != 1 {
		wrong = append(wrong, fmt.Sprintf("%sexactly one kind of button, not %v", path, kinds))
	}
	slices.Sort(wrong)
	return wrong
}

// value checks one field's value: one of its types, within its limit.
func (s *apiSpec) value(f *apiField, value any, path string) []string {
	if wrong := s.oneOf(f.Types, value, path); len(wrong) > 0 {
		return wrong
	}
	if f.constant != "" && value != f.constant {
		return []string{fmt.Sprintf("%s: %v is not %s", path, value, f.constant)}
	}
	if f.limit != nil {
		if n, unit := f.limit.measure(value); n < f.limit.min || n > f.limit.max {
			return []string{fmt.Sprintf("%s: %d %s, not %d-%d", path, n, unit, f.limit.min, f.limit.max)}
		}
	}
	return nil
}

// measure counts what a limit speaks of.
func (l *limit) measure(value any) (n int, unit string) {
	switch v := value.(type) {
	case string:
		if l.parsed {
			return l.min, "" // the text's own check measures what is left after parsing
		}
		if l.bytes {
			return len(v), "bytes"
		}
		return Len(v), "characters"
	case []any:
		return len(v), "items"
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return int(f), ""
		}
	}
	return l.min, ""
}

// typed checks a value against a type by name.
func (s *apiSpec) typed(kind string, value any, path string) []string {
	if inner, ok := strings.CutPrefix(kind, "Array of "); ok {
		items, ok := value.([]any)
		if !ok {
			return []string{path + ": not an array"}
		}
		var wrong []string
		for i, item := range items {
			wrong = append(wrong, s.typed(inner, item, fmt.Sprintf("%s[%d]", path, i))...)
		}
		return wrong
	}
	var ok bool
	switch kind {
	case "String":
		_, ok = value.(string)
	case "Boolean", "True":
		_, ok = value.(bool)
	case "Integer":
		n, isNumber := value.(json.Number)
		_, err := strconv.ParseInt(n.String(), 10, 64)
		ok = isNumber && err == nil
	case "Float":
		_, ok = value.(json.Number)
	case "InputFile":
		_, ok = value.(upload)
	default:
		return s.object(kind, value, path)
	}
	if !ok {
		return []string{fmt.Sprintf("%s: %T is no %s", path, value, kind)}
	}
	return nil
}

// object checks a value against a type with fields, or one of its subtypes:
// the one whose constant it bears, or else any.
func (s *apiSpec) object(kind string, value any, path string) []string {
	t := s.Types[kind]
	if t == nil {
		return []string{path + ": unknown type " + kind}
	}
	object, ok := value.(map[string]any)
	if len(t.Subtypes) == 0 {
		if !ok {
			return []string{fmt.Sprintf("%s: %T is no %s", path, value, kind)}
		}
		return s.fields(t, object, path+".")
	}
	return s.oneOf(t.Subtypes, value, path)
}

// oneOf checks a value against several types, of which one must fit, and
// returns what is wrong with the nearest.
func (s *apiSpec) oneOf(kinds []string, value any, path string) []string {
	var nearest []string
	least := math.MaxInt
	for _, kind := range kinds {
		wrong := s.typed(kind, value, path)
		if len(wrong) == 0 {
			return nil
		}
		if distance := s.distance(kind, value); distance < least {
			nearest, least = wrong, distance
		}
	}
	return nearest
}

// distance tells how little an object looks like a type: another's constant
// weighs most, then fields that the type does not have, then missing ones.
func (s *apiSpec) distance(kind string, value any) int {
	t, object := s.Types[kind], map[string]any(nil)
	if o, ok := value.(map[string]any); ok {
		object = o
	}
	if t == nil || object == nil {
		return math.MaxInt - 1
	}
	d := 0
	for name := range object {
		if t.field(name) == nil {
			d += 100
		}
	}
	for _, f := range t.Fields {
		if f.constant != "" && object[f.Name] != f.constant {
			d += 10000
		}
		if f.Required && object[f.Name] == nil {
			d++
		}
	}
	return d
}
