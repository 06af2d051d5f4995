package fetch

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"briefly/articles/ingest"
)

// azureHost is where Azure answers machines about themselves: a public address
// that leads into the provider (learn.microsoft.com, "What is IP address
// 168.63.129.16").
var azureHost = netip.MustParsePrefix("168.63.129.16/32")

// nat64 holds the IPv4 addresses as hosts without IPv4 see them (RFC 6052, 2.1).
// Where the bot runs on such a host, its operator allows the network.
var nat64 = ssrf.IPv6NAT64Prefix

// guard decides which links may be followed and which addresses connected to.
// It judges three times: the link, every address its name has, and once more
// the address that a socket is about to connect to.
type guard struct {
	ports        []uint16
	allowed      []allowance
	addresses    *ssrf.Guardian
	proxy        string // host:port that is connected to unjudged, because the operator chose it
	connectLimit time.Duration

	// How names are looked up and connections made; tests count both.
	lookUp  func(ctx context.Context, network, host string) ([]netip.Addr, error)
	connect func(ctx context.Context, d *net.Dialer, address netip.AddrPort) (net.Conn, error)
}

func newGuard(o Options) (*guard, error) {
	g := &guard{ports: o.Ports, lookUp: net.DefaultResolver.LookupNetIP, connect: connect}
	if len(g.ports) == 0 {
		g.ports = []uint16{80, 443}
	}
	for _, entry := range o.Allow {
		a, err := parseAllowance(entry)
		if err != nil {
			return nil, err
		}
		g.allowed = append(g.allowed, a)
	}
	if o.Proxy != nil {
		port := o.Proxy.Port()
		if port == "" {
			port = map[string]string{"https": "443", "socks5": "1080", "socks5h": "1080"}[o.Proxy.Scheme]
		}
		if port == "" {
			port = "80"
		}
		g.proxy = net.JoinHostPort(o.Proxy.Hostname(), port)
	}
	g.addresses = ssrf.New(ssrf.WithPorts(g.ports...), ssrf.WithDeniedV4Prefixes(azureHost))
	return g, nil
}

func connect(ctx context.Context, d *net.Dialer, address netip.AddrPort) (net.Conn, error) {
	return d.DialContext(ctx, "tcp", address.String())
}

func blocked() error { return &ingest.FetchError{Reason: ingest.ReasonBlocked} }

// judge says whether an address, to which the host of a link has led, may be
// connected to.
func (g *guard) judge(host string, address netip.AddrPort) error {
	ip := address.Addr().Unmap() // a mapped address is the IPv4 address that it maps
	if ip.Zone() != "" {
		return blocked()
	}
	address = netip.AddrPortFrom(ip, address.Port())
	if slices.ContainsFunc(g.allowed, func(a allowance) bool { return a.covers(host, address) }) {
		if nat64.Contains(ip) { // allowed as a way to the IPv4 address in it, not as a way around this
			b := ip.As16()
			return g.judge(host, netip.AddrPortFrom(netip.AddrFrom4([4]byte(b[12:])), address.Port()))
		}
		return nil
	}
	if isatap(ip) || g.addresses.SafeAddrPort(address) != nil {
		return blocked()
	}
	return nil
}

// isatap reports whether the second half of an address hides an IPv4 address of
// a site's own network (RFC 5214, 6.1).
func isatap(ip netip.Addr) bool {
	if !ip.Is6() {
		return false
	}
	b := ip.As16()
	return b[8]&^0x03 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}

// dialContext connects to the first address of a host that answers, if all of
// them may be connected to: a name that leads both outside and inside is a trap.
func (g *guard) dialContext(ctx context.Context, _, hostPort string) (net.Conn, error) {
	if hostPort == g.proxy {
		return (&net.Dialer{Timeout: g.connectLimit}).DialContext(ctx, "tcp", hostPort)
	}
	addresses, host, err := g.resolve(ctx, hostPort)
	if err != nil {
		return nil, err
	}
	d := &net.Dialer{Timeout: g.connectLimit, Control: g.control(host)}
	var conn net.Conn
	for _, address := range addresses {
		if conn, err = g.connect(ctx, d, address); err == nil || ctx.Err() != nil {
			break
		}
	}
	return conn, err
}

// resolve returns the addresses of a host, at most four, all of them judged.
func (g *guard) resolve(ctx context.Context, hostPort string) ([]netip.AddrPort, string, error) {
	const most = 4 // a host that answers at none of four is down
	host, portText, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, "", err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, "", err
	}
	var ips []netip.Addr
	if ip, err := netip.ParseAddr(host); err == nil {
		ips = []netip.Addr{ip}
	} else if ips, err = g.lookUp(ctx, "ip", g.rooted(host, uint16(port))); err != nil {
		return nil, "", err
	}
	var addresses []netip.AddrPort
	for _, ip := range ips {
		address := netip.AddrPortFrom(ip.Unmap(), uint16(port))
		switch err := g.judge(host, address); {
		case err == nil:
			addresses = append(addresses, address)
		case !nat64.Contains(ip): // which a resolver adds by itself: no trap, just no way
			return nil, "", err
		}
	}
	switch {
	case len(ips) == 0:
		return nil, "", &ingest.FetchError{Reason: ingest.ReasonNoHost}
	case len(addresses) == 0:
		return nil, "", blocked()
	}
	return addresses[:min(len(addresses), most)], host, nil
}

// rooted spells a name so that it is looked up as it stands and not within the
// local network's own domains; a name that the operator allowed may be there.
func (g *guard) rooted(host string, port uint16) string {
	if slices.ContainsFunc(g.allowed, func(a allowance) bool { return a.named(host, port) }) {
		return host
	}
	return host + "."
}

// control is the last judgement, on the address a socket really connects to.
func (g *guard) control(host string) func(network, address string, _ syscall.RawConn) error {
	return func(network, address string, _ syscall.RawConn) error {
		parsed, err := netip.ParseAddrPort(address)
		if err != nil || network != "tcp4" && network != "tcp6" {
			return blocked()
		}
		return g.judge(host, parsed)
	}
}
