package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"briefly/adapters/adaptertest"
)

// schemas are Discord's descriptions of what it takes and sends.
type schemas struct {
	mu       sync.Mutex
	rest     *jsonschema.Compiler
	gateway  map[string]*jsonschema.Compiler // Send, Recv
	compiled map[string]*jsonschema.Schema
}

// loaded are the schemas, read once for all Servers of a process; they are nil
// when the descriptions are not at hand.
var loaded = sync.OnceValues(func() (*schemas, error) {
	s := &schemas{gateway: map[string]*jsonschema.Compiler{}, compiled: map[string]*jsonschema.Schema{}}
	var err [3]error
	s.rest, err[0] = compiler("discord-openapi.json", repairREST)
	s.gateway["Send"], err[1] = compiler("discord-gateway-Send.schema.json", repairGateway)
	s.gateway["Recv"], err[2] = compiler("discord-gateway-Recv.schema.json", repairGateway)
	if err := errors.Join(err[:]...); errors.Is(err, fs.ErrNotExist) {
		return nil, nil // nothing to check against is no error: the rules hold
	} else if err != nil {
		return nil, err
	}
	return s, nil
})

// compiler reads a description and repairs what it says.
func compiler(file string, repair func(map[string]any)) (*jsonschema.Compiler, error) {
	data, err := adaptertest.Spec(file)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	walk(doc, repair)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("spec.json", doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return c, nil
}

// walk calls f for every object.
func walk(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for _, x := range v {
			walk(x, f)
		}
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	}
}

// repairREST makes the description say what Discord does: its oneOf overlap
// and mean anyOf, and permissions come as strings too.
func repairREST(o map[string]any) {
	if one, ok := o["oneOf"].([]any); ok {
		o["anyOf"] = one
		delete(o, "oneOf")
	}
	if p, ok := o["default_member_permissions"].(map[string]any); ok {
		o["default_member_permissions"] = map[string]any{"anyOf": []any{p, map[string]any{"type": "string", "pattern": "^[0-9]+$"}}}
	}
}

// repairGateway spells what the schemas mean by an enumeration of nothing.
func repairGateway(o map[string]any) {
	if enum, ok := o["enum"].([]any); ok && len(enum) == 0 {
		delete(o, "enum")
		o["not"] = map[string]any{}
	}
}

// request checks the body of a request; path is as the description has it,
// with names in braces. Nil: nothing to say.
func (s *schemas) request(method, path string, body any) []fieldError {
	if s == nil {
		return nil
	}
	pointer := "#/paths/" + escape(path) + "/" + strings.ToLower(method) + "/requestBody/content/application~1json/schema"
	return s.check(s.rest, pointer, body)
}

// event checks a payload of the gateway; name is a definition of the schemas.
func (s *schemas) event(direction, name string, payload any) []fieldError {
	if s == nil {
		return nil
	}
	return s.check(s.gateway[direction], "#/definitions/"+name, payload)
}

func escape(segment string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(segment)
}

func (s *schemas) check(c *jsonschema.Compiler, pointer string, v any) []fieldError {
	s.mu.Lock()
	schema := s.compiled[pointer]
	if schema == nil {
		var err error
		if schema, err = c.Compile("spec.json" + pointer); err != nil {
			s.mu.Unlock()
			return []fieldError{{code: "UNDESCRIBED", message: "the description has nothing for this: " + err.Error()}}
		}
		s.compiled[pointer] = schema
	}
	s.mu.Unlock()
	var invalid *jsonschema.ValidationError
	if err := schema.Validate(v); errors.As(err, &invalid) {
		return plain(invalid)
	}
	return nil
}

// plain lists what is wrong, without the alternatives that were never meant:
// those with another type than the object says of itself.
func plain(e *jsonschema.ValidationError) []fieldError {
	if _, ok := e.ErrorKind.(*kind.AnyOf); ok {
		return meant(e)
	}
	if len(e.Causes) > 0 {
		var all []fieldError
		for _, cause := range e.Causes {
			all = append(all, plain(cause)...)
		}
		return all
	}
	text := e.ErrorKind.LocalizedString(message.NewPrinter(language.English))
	return []fieldError{{path: e.InstanceLocation, code: strings.ToUpper(strings.Join(e.ErrorKind.KeywordPath(), "_")), message: text}}
}

// meant returns what is wrong with the alternative that comes nearest. One for
// values of another kind, or for another type of object, was never meant.
func meant(e *jsonschema.ValidationError) []fieldError {
	var best []fieldError
	for _, cause := range e.Causes {
		found := plain(cause)
		other := func(f fieldError) bool {
			at := len(e.InstanceLocation)
			return len(f.path) == at && f.code == "TYPE" || len(f.path) == at+1 && f.path[at] == "type"
		}
		if !slices.ContainsFunc(found, other) && (best == nil || len(found) < len(best)) {
			best = found
		}
	}
	if best == nil {
		return []fieldError{{path: e.InstanceLocation, code: "UNION_TYPE_CHOICES", message: "Value of field does not fit any of its forms"}}
	}
	return best
}

// generic turns a value into what encoding/json makes of its text.
func generic(v any) any {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // the double's own maps: never
	}
	g, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		panic(err) // just marshalled
	}
	return g
}
