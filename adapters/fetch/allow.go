package fetch

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// allowance is one thing that the operator lets be reached although it is not
// on the public internet: a network, or a name with all its addresses.
type allowance struct {
	network netip.Prefix // not valid for a name
	name    string       // "wiki.corp", or ".corp" for every name below it
	port    uint16       // 0: any
}

// parseAllowance reads one entry of Options.Allow.
func parseAllowance(entry string) (allowance, error) {
	rest := strings.ToLower(strings.TrimSpace(entry))
	if network, ok := parseNetwork(rest); ok {
		return allowance{network: network}, nil
	}
	wrong := fmt.Errorf("%q: not an address, network or name, with or without :port", entry)
	var a allowance
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, ']') {
		port, err := strconv.ParseUint(rest[i+1:], 10, 16)
		if err != nil || port == 0 {
			return allowance{}, wrong
		}
		a.port, rest = uint16(port), rest[:i]
	}
	if inside, ok := strings.CutPrefix(rest, "["); ok {
		rest = strings.TrimSuffix(inside, "]")
	}
	if network, ok := parseNetwork(rest); ok {
		a.network = network
		return a, nil
	}
	rest = strings.TrimPrefix(rest, "*")
	name, ok := asciiName(strings.TrimPrefix(rest, "."))
	if !ok || endsInNumber(name) {
		return allowance{}, wrong
	}
	a.name = name
	if strings.HasPrefix(rest, ".") {
		a.name = "." + name
	}
	return a, nil
}

func parseNetwork(s string) (netip.Prefix, bool) {
	if network, err := netip.ParsePrefix(s); err == nil {
		return network.Masked(), true
	}
	if ip, err := netip.ParseAddr(s); err == nil && ip.Zone() == "" {
		ip = ip.Unmap()
		return netip.PrefixFrom(ip, ip.BitLen()), true
	}
	return netip.Prefix{}, false
}

// covers reports whether a host may be reached at an address.
func (a allowance) covers(host string, address netip.AddrPort) bool {
	return a.named(host, address.Port()) ||
		a.network.IsValid() && (a.port == 0 || a.port == address.Port()) && a.network.Contains(address.Addr().Unmap())
}

// named reports whether a host may be reached by its name.
func (a allowance) named(host string, port uint16) bool {
	if a.name == "" || a.port != 0 && a.port != port {
		return false
	}
	return host == a.name || strings.HasPrefix(a.name, ".") && strings.HasSuffix(host, a.name)
}
