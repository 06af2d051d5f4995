package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// maxRequest bounds what is read of one request: the Bot API takes files up
// to 50 MB, core.telegram.org/bots/api#sending-files
const maxRequest = 51 << 20

// maxParams bounds what the parameters of a request hold together, files aside
// (tdlib/td, tdnet/td/net/HttpReader.h, MAX_TOTAL_PARAMETERS_LENGTH).
const maxParams = 1 << 20

// tooLarge reports whether parameters are more than the server reads.
func tooLarge(params map[string]any) bool {
	n := 0
	for name, value := range params {
		if text, ok := value.(string); ok {
			n += len(name) + len(text)
		}
	}
	return n > maxParams
}

// upload is a file within a request.
type upload struct {
	name string
	data []byte
}

// call is one request being carried out.
type call struct {
	request *Request
	method  *apiType          // nil without the specification or when unknown
	files   map[string]upload // by their parts of the form
}

// filesIn finds the files among parameters.
func filesIn(params map[string]any) map[string]upload {
	files := map[string]upload{}
	for name, value := range params {
		if u, ok := value.(upload); ok {
			files[name] = u
		}
	}
	return files
}

// canonical is a method's name as the server compares it: in any case.
func canonical(method string) string { return strings.ToLower(method) }

func (s *apiSpec) method(name string) *apiType {
	for known, t := range s.Methods {
		if strings.EqualFold(known, name) {
			return t
		}
	}
	return nil
}

// readParams reads the parameters, wherever the Bot API allows them: in the
// query, a form, a multipart form or JSON.
func readParams(r *http.Request) (map[string]any, error) {
	params := map[string]any{}
	for name, values := range r.URL.Query() {
		params[name] = values[0]
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxRequest)
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch media {
	case "application/json":
		decoder := json.NewDecoder(r.Body)
		decoder.UseNumber()
		if err := decoder.Decode(&params); err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("can't parse JSON object: %w", err)
		}
	case "multipart/form-data":
		return params, readMultipart(r, params)
	default:
		if err := r.ParseForm(); err != nil {
			return nil, fmt.Errorf("can't parse the form: %w", err)
		}
		for name, values := range r.PostForm {
			params[name] = values[0]
		}
	}
	return params, nil
}

func readMultipart(r *http.Request, params map[string]any) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) { // wrapped when a form is empty, which the server allows
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the form: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("read the form: %w", err)
		}
		if part.FileName() != "" {
			params[part.FormName()] = upload{part.FileName(), data}
			continue
		}
		params[part.FormName()] = string(data)
	}
}

// convert gives parameters that arrived as strings the types of their method.
// Files that others refer to by attach:// are kept with them.
func (s *apiSpec) convert(method *apiType, raw map[string]any) map[string]any {
	params := map[string]any{}
	for name, value := range raw {
		f := method.field(name)
		text, isText := value.(string)
		if _, isFile := value.(upload); isFile && f == nil && attached(raw, name) {
			continue
		}
		if f == nil || !isText {
			params[name] = value
			continue
		}
		params[name] = f.convert(text)
	}
	return params
}

func attached(raw map[string]any, name string) bool {
	for _, value := range raw {
		if text, ok := value.(string); ok && strings.Contains(text, "attach://"+name) {
			return true
		}
	}
	return false
}

// convert reads a form's string as the first of the field's types that fits;
// what fits none stays a string and is found by the check.
func (f *apiField) convert(text string) any {
	for _, kind := range f.Types {
		switch kind {
		case "Integer", "Float":
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				return json.Number(text)
			}
		case "Boolean":
			if slices.Contains([]string{"true", "yes", "1"}, strings.ToLower(text)) {
				return true
			}
			if slices.Contains([]string{"false", "no", "0"}, strings.ToLower(text)) {
				return false
			}
		case "String", "InputFile":
		default:
			if value, err := decodeJSON([]byte(text)); err == nil {
				return value
			}
		}
	}
	return text
}

func decodeJSON(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}

// generic is a value as JSON would carry it.
func generic(value any) (any, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return decodeJSON(data)
}

func (c *call) has(name string) bool { return c.request.Params[name] != nil }

// int is a parameter as a number; 0 when it is none.
func (c *call) int(name string) int64 { return asInt(c.request.Params[name]) }

func asInt(value any) int64 {
	n, _ := strconv.ParseInt(fmt.Sprint(value), 10, 64)
	return n
}

func (c *call) str(name string) string {
	s, _ := c.request.Params[name].(string)
	return s
}

func (c *call) bool(name string) bool { return fmt.Sprint(c.request.Params[name]) == "true" }

// object is a parameter that is an object; nil when it is none.
func (c *call) object(name string) map[string]any {
	o, _ := structured(c.request.Params[name]).(map[string]any)
	return o
}

func (c *call) list(name string) []any {
	l, _ := structured(c.request.Params[name]).([]any)
	return l
}

// structured decodes what is still JSON in a string.
func structured(value any) any {
	if text, ok := value.(string); ok {
		value, _ = decodeJSON([]byte(text))
	}
	return value
}
