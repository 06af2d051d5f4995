package memcache

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestKeepsUpToItsSize(t *testing.T) {
	const megabyte = 1 << 20
	c, err := New(megabyte)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Set("a", "value")
	if v, ok := c.Get("a"); !ok || v != "value" {
		t.Errorf("got %v, %v", v, ok)
	}
	if _, ok := c.Get("b"); ok {
		t.Error("found what was never kept")
	}
	big := strings.Repeat("x", 10_000)
	for i := range 1000 {
		c.Set(fmt.Sprint(i), big[:9_000+i])
	}
	c.kept.CleanUp()
	kept := 0
	for i := range 1000 {
		if _, ok := c.Get(fmt.Sprint(i)); ok {
			kept++
		}
	}
	if c.Bytes() > megabyte || kept == 0 || kept > 120 {
		t.Errorf("%d values in %d bytes", kept, c.Bytes())
	}
}

func TestSize(t *testing.T) {
	type inner struct {
		text string
		next *inner
	}
	zone := time.FixedZone(strings.Repeat("far away ", 100), 3600)
	for _, c := range []struct {
		value any
		least int
		most  int
	}{
		{nil, 0, 0},
		{"four", 4, 24},
		{[]string{"four", "five"}, 8 + 24 + 32, 80},
		{&inner{"a", &inner{strings.Repeat("x", 1000), nil}}, 1000, 1100},
		{map[string]int{"one": 1, "three": 3}, 8 + 2*24, 80},
		{make([]int64, 10, 100), 800, 850},
		{time.Now().In(zone), 20, 40},
		{struct{ list [2]any }{[2]any{"abc", nil}}, 3 + 16, 60},
	} {
		if n := size(c.value); n < c.least || n > c.most {
			t.Errorf("size of %T is %d, want %d to %d", c.value, n, c.least, c.most)
		}
	}
}
