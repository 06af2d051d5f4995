package telegramtest

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// checkedLink is the target that Telegram makes of a link's, empty when it
// drops the link and keeps its text: no host, a host without a dot, a scheme
// that is neither http, https, tg nor ton ("javascript:" is read as a host
// with a wrong port).
func checkedLink(link string) string {
	scheme, rest := "", link
	for _, own := range []string{"tg", "ton"} {
		if len(link) > len(own) && strings.EqualFold(link[:len(own)+1], own+":") {
			scheme, rest = own, strings.TrimPrefix(link[len(own)+1:], "//")
		}
	}
	u, ok := parseLink(rest)
	if !ok {
		return ""
	}
	if scheme != "" {
		if u.scheme != "" || u.user != "" || u.port != "" || strings.Trim(u.host, asciiWord+"-") != "" {
			return ""
		}
		query := u.query
		if strings.HasPrefix(query, "/?") {
			query = query[1:]
		}
		return scheme + "://" + u.host + query
	}
	if !strings.Contains(u.host, ".") && !strings.HasPrefix(u.host, "[") {
		return ""
	}
	out := "http://"
	if u.scheme != "" {
		out = u.scheme + "://"
	}
	if u.user != "" {
		out += u.user + "@"
	}
	out += u.host
	if u.port != "" {
		out += ":" + u.port
	}
	return out + u.query
}

const (
	asciiDigits = "0123456789"
	asciiWord   = asciiDigits + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
)

// linkParts are the parts of an http link; query starts with "/".
type linkParts struct{ scheme, user, host, port, query string }

func parseLink(link string) (linkParts, bool) {
	var u linkParts
	if scheme, rest, ok := strings.Cut(link, "://"); ok && !strings.ContainsAny(scheme, ":/?#") {
		u.scheme, link = strings.ToLower(scheme), rest
		if u.scheme != "http" && u.scheme != "https" {
			return u, false
		}
	}
	end := strings.IndexAny(link, "/?#")
	if end < 0 {
		end = len(link)
	}
	u.host, u.query = link[:end], strings.TrimRight(link[end:], " \t\r\n\v\x00")
	if colon := strings.LastIndexAny(u.host, ":]@"); colon > 0 && u.host[colon] == ':' {
		port, err := strconv.Atoi(u.host[colon+1:])
		if err != nil || port < 1 || port > 65535 {
			return u, false
		}
		u.host, u.port = u.host[:colon], strconv.Itoa(port)
	}
	if at := strings.LastIndexByte(u.host, '@'); at >= 0 {
		u.user, u.host = u.host[:at], u.host[at+1:]
	}
	u.host = strings.ToLower(u.host)
	if u.host == "" || u.host == "." || !allowedInLink(u.user, true) || !allowedHost(u.host) {
		return u, false
	}
	if !strings.HasPrefix(u.query, "/") {
		u.query = "/" + u.query
	}
	var query strings.Builder
	for i := range len(u.query) {
		if u.query[i] <= ' ' {
			fmt.Fprintf(&query, "%%%02X", u.query[i])
			continue
		}
		query.WriteByte(u.query[i])
	}
	u.query = query.String()
	return u, true
}

func allowedHost(host string) bool {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		address, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
		return err == nil && address.Is6()
	}
	return allowedInLink(host, false)
}

// allowedInLink reports whether a user or host holds nothing but what
// Telegram allows there; everything outside of ASCII is.
func allowedInLink(part string, colon bool) bool {
	for i := 0; i < len(part); i++ {
		c := part[i]
		if c == '%' {
			if i+2 >= len(part) || strings.Trim(part[i+1:i+3], asciiDigits+"abcdefABCDEF") != "" {
				return false
			}
			i += 2
			continue
		}
		if c < 0x80 && !strings.ContainsRune(asciiWord+".-!$,~*'();&+=", rune(c)) && (!colon || c != ':') {
			return false
		}
	}
	return true
}

// tgLink takes a link of Telegram's own apart: tg://NAME?key=value. The first
// value of a key counts.
func tgLink(link string) (name string, values map[string]string) {
	if len(link) < 3 || !strings.EqualFold(link[:3], "tg:") {
		return "", nil
	}
	link, _, _ = strings.Cut(strings.TrimPrefix(link[3:], "//"), "#")
	name, query, _ := strings.Cut(link, "?")
	values = map[string]string{}
	for pair := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(pair, "=")
		if _, twice := values[key]; !twice {
			values[key] = value
		}
	}
	return strings.ToLower(strings.TrimSuffix(name, "/")), values
}

// linkEntity marks a link's text: a mention of a user, a link, or nothing.
func linkEntity(link string, offset, length int) (Entity, bool) {
	if name, values := tgLink(link); name == "user" {
		if id, err := strconv.ParseInt(values["id"], 10, 64); err == nil && id > 0 {
			return Entity{Type: "text_mention", Offset: offset, Length: length, User: &User{ID: id}}, true
		}
	}
	target := checkedLink(link)
	return Entity{Type: "text_link", Offset: offset, Length: length, URL: target}, target != ""
}

// dateFormat reports whether Telegram knows how to show a date so.
func dateFormat(format string) bool {
	if format == "r" {
		return true
	}
	for _, part := range []string{"wW", "dD", "tT"} {
		if format != "" && strings.IndexByte(part, format[0]) >= 0 {
			format = format[1:]
		}
	}
	return format == ""
}
