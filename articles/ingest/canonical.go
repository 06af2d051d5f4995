package ingest

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// Parameters that tell where a reader comes from and change nothing about the
// page. Only names that belong to a measuring or advertising tool are listed;
// words that a site may use for itself ("ref", "source", "id") are not.
var (
	trackingPrefixes = []string{
		"utm_",                  // Google Analytics and everybody after it
		"pk_", "mtm_", "piwik_", // Matomo
		"hsa_", "_hs", "__hs", // HubSpot
		"at_",          // Piano (AT Internet)
		"fb_action_",   // Facebook
		"itm_", "stm_", // internal campaigns, marked like utm_
		"vero_", "oly_", // Vero, Omeda
		"guce_",                      // Yahoo's consent page
		"ns_mchannel", "ns_campaign", // Comscore
		"ns_source", "ns_linkname", //
		"ns_fee", //
	}
	trackingNames = []string{
		"fbclid", "fb_ref", "fb_source", // Facebook
		"gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl", // Google
		"msclkid",                      // Microsoft
		"yclid", "ysclid", "_openstat", // Yandex
		"twclid", "ref_src", "ref_url", // Twitter
		"ttclid", "li_fat_id", "igshid", "igsh", "epik", "rdt_cid", "sccid", // TikTok, LinkedIn, Instagram, Pinterest, Reddit, Snapchat
		"mc_cid", "mc_eid", "mkt_tok", "hsctatracking", // Mailchimp, Marketo, HubSpot
		"guccounter", "wickedid", "rb_clickid", "_branch_match_id", "s_cid", "xtor", "wt.mc_id", "wt.mc_ev",
	}
)

// Canonical returns the spelling of a link under which an article is known:
// scheme and host in lower case and in ASCII, no default port, no credentials,
// no fragment, no parameters that only track readers. The order of the other
// parameters and their spelling stay. What is no http or https link to a host
// comes back as it was, less the space around it.
func Canonical(link string) string {
	link = strings.TrimSpace(link)
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Opaque != "" || u.Scheme != "http" && u.Scheme != "https" {
		return link
	}
	u.User = nil
	u.Fragment, u.RawFragment = "", ""
	host, ok := canonicalHost(u)
	if !ok {
		return link
	}
	u.Host = host
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = withoutTracking(u.RawQuery)
	u.ForceQuery = false
	return u.String()
}

// Spellings lists the addresses under which the page behind a link may be known,
// the canonical one first: people leave out or add the slash at the end, the
// "www." in front, and the letter that makes http secure. A link with
// credentials is known under none.
func Spellings(link string) []string {
	if hasCredentials(link) {
		return nil
	}
	canonical := Canonical(link)
	scheme, _, hierarchical := strings.Cut(canonical, "://")
	u, err := url.Parse(canonical)
	if err != nil || !hierarchical || scheme != "http" && scheme != "https" {
		return []string{canonical}
	}
	if host, ok := canonicalHost(u); !ok || host != u.Host || u.Hostname() == "" {
		return []string{canonical}
	}
	all := []string{canonical}
	if path, ok := strings.CutSuffix(u.EscapedPath(), "/"); path != "" && !strings.HasSuffix(path, "/") {
		other := *u
		if !ok {
			path += "/"
		}
		if plain, err := url.PathUnescape(path); err == nil {
			other.Path, other.RawPath = plain, path
			all = append(all, other.String())
		}
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil || u.Port() != "" {
		return all // a port speaks one protocol, an address has one name
	}
	other := map[string]string{"http": "https", "https": "http"}[scheme]
	name := bare(u.Hostname())
	if name == u.Hostname() {
		name = "www." + name
	}
	for _, spelling := range all {
		path := strings.TrimPrefix(spelling, scheme+"://"+u.Host)
		all = append(all, other+"://"+u.Host+path)
		if name != "" && name != "www." {
			all = append(all, scheme+"://"+name+path, other+"://"+name+path)
		}
	}
	return all
}

// canonicalHost returns host and port, false when the host is no name and no
// address that a page can have.
func canonicalHost(u *url.URL) (string, bool) {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if address, err := netip.ParseAddr(host); err == nil && address.Is6() {
		if address.Zone() != "" {
			return "", false
		}
		host = "[" + address.String() + "]"
	} else if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	} else if strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" {
		return "", false
	}
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host, true
	}
	return host + ":" + port, true
}

// withoutTracking drops parameters by name and leaves the others untouched.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := slices.DeleteFunc(strings.Split(query, "&"), func(parameter string) bool {
		name, _, _ := strings.Cut(parameter, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		name = strings.ToLower(name)
		return name == "" || slices.Contains(trackingNames, name) ||
			slices.ContainsFunc(trackingPrefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	})
	return strings.Join(kept, "&")
}
