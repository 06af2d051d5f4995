package extract

import (
	"encoding/json"
	"strings"
)

// linked is what a JSON-LD object says about an article.
type linked struct {
	kind      string // its type
	headline  string
	name      string
	authors   []string
	published string
	modified  string
	publisher string
	lang      string
	url       string
	free      *bool // isAccessibleForFree
}

// linkedData reads a JSON-LD script. What cannot be read is left out.
func linkedData(script string) []linked {
	const most = 256 << 10 // bytes; decoded, JSON takes up to a hundred times that
	if len(script) > most {
		return nil
	}
	script = strings.TrimSpace(script)
	script = strings.TrimSuffix(strings.TrimPrefix(script, "<!--"), "-->")
	script = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(script) // raw ones inside strings are common
	var v any
	d := json.NewDecoder(strings.NewReader(script))
	if d.Decode(&v) != nil {
		return nil
	}
	var out []linked
	collect(v, 0, &out)
	return out
}

// collect finds the objects that have a type, at most a few levels down.
func collect(v any, depth int, out *[]linked) {
	const deep = 6
	if depth > deep {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			collect(x, depth+1, out)
		}
	case map[string]any:
		if kind := kindName(v["@type"]); kind != "" {
			*out = append(*out, linkedObject(kind, v))
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			collect(v[key], depth+1, out)
		}
	}
}

func kindName(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return kindName(v[0])
		}
	}
	return ""
}

func linkedObject(kind string, v map[string]any) linked {
	o := linked{
		kind: kind, headline: str(v["headline"]), name: str(v["name"]),
		published: str(v["datePublished"]), modified: str(v["dateModified"]),
		publisher: named(v["publisher"]), lang: str(v["inLanguage"]), url: str(v["url"]),
	}
	if o.published == "" {
		o.published = str(v["dateCreated"])
	}
	switch a := v["author"].(type) {
	case []any:
		for _, x := range a {
			if n := named(x); n != "" {
				o.authors = append(o.authors, n)
			}
		}
	default:
		if n := named(a); n != "" {
			o.authors = []string{n}
		}
	}
	switch free := v["isAccessibleForFree"].(type) {
	case bool:
		o.free = &free
	case string:
		b := strings.EqualFold(free, "true")
		o.free = &b
	}
	return o
}

func str(v any) string {
	s, _ := v.(string)
	if len(s) > longest {
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}

// named returns the name of a person or an organisation.
func named(v any) string {
	switch v := v.(type) {
	case string:
		return str(v)
	case map[string]any:
		if s := str(v["name"]); s != "" {
			return s
		}
		if l, ok := v["name"].([]any); ok && len(l) > 0 {
			return str(l[0])
		}
	case []any:
		if len(v) > 0 {
			return named(v[0])
		}
	}
	return ""
}

// article reports whether the object is an article of some kind.
func (o *linked) article() bool {
	return strings.HasSuffix(o.kind, "Article") || strings.HasSuffix(o.kind, "Posting") || o.kind == "Report"
}
