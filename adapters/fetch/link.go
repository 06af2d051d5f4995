package fetch

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"briefly/articles/ingest"
)

// longestLink is what publishers may list in a sitemap (sitemaps.org: less than
// 2,048 characters).
const longestLink = 2048

func badLink() error { return &ingest.FetchError{Reason: ingest.ReasonBadLink} }

// checkURL judges a link before anything is looked up. It refuses every
// spelling that two parsers could read in two ways, and returns the link with
// its host in lower case and in ASCII and without its fragment.
func (g *guard) checkURL(link string) (*url.URL, error) {
	scheme, rest, ok := strings.Cut(link, "://")
	if !ok || len(link) > longestLink || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return nil, badLink()
	}
	authority := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority = rest[:i]
	}
	if strings.ContainsAny(authority, "@\\%") || splitsLines(rest) {
		return nil, badLink()
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || u.Opaque != "" {
		return nil, badLink()
	}
	u.Fragment, u.RawFragment = "", ""
	port, err := portOf(u)
	if err != nil {
		return nil, err
	}
	host, err := g.checkHost(u.Host, u.Hostname(), port)
	if err != nil {
		return nil, err
	}
	if usual := map[string]uint16{"http": 80, "https": 443}[u.Scheme]; port == usual {
		u.Host = host
		if strings.Contains(host, ":") {
			u.Host = "[" + host + "]"
		}
	} else {
		u.Host = net.JoinHostPort(host, strconv.Itoa(int(port)))
	}
	return u, nil
}

// next judges where a redirect leads to.
func (g *guard) next(from *url.URL, location string) (*url.URL, error) {
	to, err := from.Parse(location)
	if err != nil {
		return nil, badLink()
	}
	return g.checkURL(to.String())
}

// splitsLines reports whether a link carries line ends or zero bytes, spelled
// out or not: a server that decodes them early reads two requests.
func splitsLines(s string) bool {
	s, _, _ = strings.Cut(s, "#")
	s = strings.ToLower(s)
	return strings.ContainsAny(s, "\r\n\x00") ||
		strings.Contains(s, "%0d") || strings.Contains(s, "%0a") || strings.Contains(s, "%00")
}

func portOf(u *url.URL) (uint16, error) {
	if text := u.Port(); text != "" {
		port, err := strconv.ParseUint(text, 10, 16)
		if err != nil || port == 0 || text[0] == '0' {
			return 0, badLink()
		}
		return uint16(port), nil
	}
	switch {
	case strings.HasSuffix(u.Host, ":"):
		return 0, badLink()
	case u.Scheme == "https":
		return 443, nil
	}
	return 80, nil
}

// checkHost judges the host of a link: written is how it stands there, brackets
// included.
func (g *guard) checkHost(written, host string, port uint16) (string, error) {
	if strings.HasPrefix(written, "[") {
		ip, err := netip.ParseAddr(host)
		if err != nil || !ip.Is6() || ip.Zone() != "" {
			return "", badLink()
		}
		return ip.String(), g.judge(host, netip.AddrPortFrom(ip, port))
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is4() {
		return host, g.judge(host, netip.AddrPortFrom(ip, port))
	}
	name, ok := asciiName(host)
	switch {
	case !ok, endsInNumber(name):
		return "", badLink()
	case slices.ContainsFunc(g.allowed, func(a allowance) bool { return a.named(name, port) }):
		return name, nil
	case !slices.Contains(g.ports, port), insideName(name):
		return "", blocked()
	}
	return name, nil
}

// asciiName returns a name of letters, digits and hyphens, those of other
// scripts in their ASCII spelling. It takes no letters that stand for others
// (circled, full-width), no empty labels and no more than DNS does (RFC 1035,
// 2.3.4). The underscore is no letter of host names, but some blogs have it.
func asciiName(host string) (string, bool) {
	const longestName, longestLabel = 253, 63
	name := strings.ToLower(host)
	if strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 }) || strings.Contains(name, "xn--") {
		ascii, err := idna.Lookup.ToASCII(name)
		if err != nil || !norm.NFKC.IsNormalString(name) {
			return "", false
		}
		name = ascii
	}
	if len(name) > longestName {
		return "", false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > longestLabel || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", false
		}
	}
	return name, true
}

// endsInNumber reports whether some programs would read a name as an IPv4
// address: in decimal, octal or hex, in one to four parts (url.spec.whatwg.org,
// "ends in a number"). No top-level domain starts with a digit.
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return last == "" || last[0] >= '0' && last[0] <= '9'
}

// insideDomains are those under which there is nothing of the public internet:
// the special-use names of IANA (RFC 6761, 6762, 7686, 8375, 9476), those that
// ICANN keeps out of the root because networks use them inside, and those of
// other naming systems. Names of one label belong to the local network, too.
var insideDomains = []string{
	"localhost", "localdomain", "local", "internal", "invalid", "alt", "arpa",
	"intranet", "private", "corp", "home", "lan", "mail", "svc", "cluster",
	"onion", "i2p", "gnu", "zkey", "bit", "exit",
}

// insideName reports whether a name can only lead into a local network or to
// the service in which a cloud tells its machines about themselves. Those are
// called metadata in every cloud that gives them a name.
func insideName(name string) bool {
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	return len(labels) == 1 || slices.Contains(insideDomains, last) ||
		labels[0] == "metadata" && len(labels) > 2 || name == "metadata.goog"
}
