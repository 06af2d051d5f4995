package fetch

import (
	"context"
	"errors"
	"flag"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"briefly/articles/ingest"
)

var long = flag.Bool("long", os.Getenv("BRIEFLY_LONG") != "", "run with the real time limits instead of scaled ones")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newClient(t testing.TB, o Options) *Client {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// serve starts a server on loopback and a client that may reach it and nothing
// else that is not public.
func serve(t testing.TB, h http.HandlerFunc, limits Limits) (*Client, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	c := newClient(t, Options{Allow: []string{s.Listener.Addr().String()}, Limits: limits})
	return c, s.URL
}

func reasonOfFetch(err error) ingest.Reason {
	var failed *ingest.FetchError
	if errors.As(err, &failed) {
		return failed.Reason
	}
	return ""
}

// traffic counts what a client does to the network and lets nothing out of the
// machine. Every name leads inside, to the addresses spelled in it if there are
// any, as an attacker would have it.
type traffic struct {
	lookUps, sockets atomic.Int32
	own              string // address that is really connected to
}

var spelledAddress = regexp.MustCompile(`\d{1,3}[.-]\d{1,3}([.-]\d{1,3}){0,2}`)

func (n *traffic) watch(c *Client) {
	c.guard.lookUp = func(_ context.Context, _, host string) ([]netip.Addr, error) {
		n.lookUps.Add(1)
		var found []netip.Addr
		for _, s := range spelledAddress.FindAllString(host, -1) {
			parts := strings.Split(strings.ReplaceAll(s, "-", "."), ".")
			for len(parts) < 4 {
				parts = append(parts, parts[len(parts)-1])
			}
			if ip, err := netip.ParseAddr(strings.Join(parts, ".")); err == nil {
				found = append(found, ip)
			}
		}
		if len(found) == 0 {
			found = []netip.Addr{netip.MustParseAddr("127.0.0.1")}
		}
		return found, nil
	}
	c.guard.connect = func(ctx context.Context, d *net.Dialer, address netip.AddrPort) (net.Conn, error) {
		if address.String() == n.own {
			return connect(ctx, d, address)
		}
		network := "tcp4"
		if address.Addr().Is6() {
			network = "tcp6"
		}
		if err := d.Control(network, address.String(), nil); err != nil {
			return nil, err
		}
		n.sockets.Add(1)
		return nil, errors.New("the test lets nothing out")
	}
}
