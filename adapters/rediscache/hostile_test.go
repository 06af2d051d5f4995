package rediscache_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefly/adapters/rediscache"
	"briefly/adapters/rediscache/redistest"
	"briefly/articles"
	"briefly/bot"
)

// TestForeignTypesUnderOurKeys puts lists where values and limits are kept:
// Redis is not left alone for it, and they make way for what belongs there.
func TestForeignTypesUnderOurKeys(t *testing.T) {
	s := redistest.Start(t)
	c, _ := open(t, s.URL(""))
	now := time.Now
	limits := rediscache.NewLimits(c, bot.NewLimits(now), now)
	p := bot.Place{Platform: "test", Chat: "4711"}
	v := articles.Kept[string]{Value: "kept"}
	keep(t, c, "k", &v)
	limits.Allow(bot.Request{At: p, Self: p})
	keys, err := s.Client("").Keys(t.Context(), "*").Result()
	if err != nil || len(keys) != 4 {
		t.Fatalf("%q, %v", keys, err)
	}
	for _, k := range keys {
		s.Do(t.Context(), "DEL", k)
		s.Do(t.Context(), "RPUSH", k, "x")
	}
	for range 20 {
		if found, err := c.Get(t.Context(), "k", &v); found || err == nil || c.Down() {
			t.Fatalf("found %v, %v, left alone %v", found, err, c.Down())
		}
	}
	if ok, _ := limits.Allow(bot.Request{At: p, Self: p}); !ok || c.Down() {
		t.Errorf("allowed %v, left alone %v", ok, c.Down())
	}
	keep(t, c, "k", &v)
	for _, k := range keys {
		if kind := s.Client("").Type(t.Context(), k).Val(); kind == "list" { // limits of all end by themselves soon
			t.Errorf("%s is still a %s", k, kind)
		}
	}
}

// TestLimitsOutliveAClockThatIsSetBack fills the buckets as Redis did before its
// clock was set back by years.
func TestLimitsOutliveAClockThatIsSetBack(t *testing.T) {
	s := redistest.Start(t)
	c, _ := open(t, s.URL(""))
	limits := rediscache.NewLimits(c, bot.NewLimits(time.Now), time.Now)
	p := bot.Place{Platform: "test", Chat: "4711"}
	r := bot.Request{At: p, Self: p}
	limits.Allow(r)
	keys := s.Client("").Keys(t.Context(), "*limit:*").Val()
	for _, k := range keys {
		s.Do(t.Context(), "SET", k, "99999999999999 99999999999990", "PX", 60_000)
	}
	allowed := 0
	for range 2 * bot.PersonRate.Burst {
		if ok, _ := limits.Allow(r); ok {
			allowed++
		}
	}
	if len(keys) != 3 || allowed != bot.PersonRate.Burst {
		t.Errorf("%d of %d allowed; buckets are %q", allowed, bot.PersonRate.Burst, keys)
	}
}

// TestLargeValuesAreNotKept keeps Redis for what it can do in time.
func TestLargeValuesAreNotKept(t *testing.T) {
	s := redistest.Start(t)
	c, _ := open(t, s.URL(""))
	v := articles.Kept[string]{Value: strings.Repeat("x", 10<<20)}
	for range 5 {
		if err := c.Set(t.Context(), "k", &v, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := c.Get(t.Context(), "k", &v); found || err != nil || c.Down() {
		t.Errorf("found %v, %v, left alone %v", found, err, c.Down())
	}
}

// TestDropsWhatIsKept drops more values than one command names, none of another
// store and no limits, in spite of a Redis that is away at first.
func TestDropsWhatIsKept(t *testing.T) {
	s := redistest.Start(t)
	c, _ := open(t, s.URL(""))
	client, pipe := s.Client(""), s.Client("").Pipeline()
	for n := range 2000 {
		pipe.Set(t.Context(), "briefly:v1:0123:topic[*] "+strings.Repeat("x", n), n, 0)
	}
	pipe.Set(t.Context(), "briefly:v1:0123:limit:all", "1 1", 0)
	pipe.Set(t.Context(), "briefly:v1:4567:topic[*] x", "1", 0)
	if _, err := pipe.Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Pause()
	c.Drop()
	time.Sleep(200 * time.Millisecond)
	s.Resume()
	for end := time.Now().Add(10 * time.Second); client.DBSize(t.Context()).Val() != 2; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d keys are left", client.DBSize(t.Context()).Val())
		}
	}
}

// TestEncrypted talks to a server that only speaks TLS: with a certificate that
// nobody knows it is no good, unless the address says so.
func TestEncrypted(t *testing.T) {
	cert, key := certificate(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_, port, _ := net.SplitHostPort(addr)
	l.Close() // only its port was wanted
	redistest.Start(t, "--tls-port", port, "--tls-cert-file", cert, "--tls-key-file", key, "--tls-auth-clients", "no", "--requirepass", "canary")
	c, _ := open(t, "rediss://:canary@"+addr+"/1?skip_verify=true")
	v := articles.Kept[string]{Value: "kept"}
	keep(t, c, "k", &v)
	if found, err := c.Get(t.Context(), "k", &v); !found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	_, err = rediscache.Examine(t.Context(), "rediss://:canary@"+addr)
	if err == nil || !strings.Contains(err.Error(), "certificate") || strings.Contains(err.Error(), "canary") {
		t.Errorf("a certificate that nobody knows: %v", err)
	}
}

// certificate makes a certificate for 127.0.0.1 and its key, in files.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "redis"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, data []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret)
}
