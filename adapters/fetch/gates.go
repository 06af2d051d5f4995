package fetch

import (
	"context"
	"sync"
	"time"

	"briefly/articles/ingest"
)

// longestGap is the longest distance between two requests that a robots.txt may
// ask for; with more, a host with many feeds would never be through.
const longestGap = 30 * time.Second

// gates let a few requests at once to each host and a bounded number to all.
// A request takes its place among all only when its host has one for it, so
// that many requests to a slow host hold up nobody else.
type gates struct {
	gap     time.Duration
	perHost int
	all     chan struct{}

	mu    sync.Mutex
	hosts map[string]*gate
}

type gate struct {
	slots chan struct{}
	users int // those inside and those waiting
	gap   time.Duration
	next  time.Time // when the next request that nobody asked for may start
	shut  time.Time // until when the server wants to be left alone
}

func newGates(l Limits) *gates {
	return &gates{gap: l.Gap, perHost: l.PerHost, all: make(chan struct{}, l.AtOnce), hosts: map[string]*gate{}}
}

// enter waits until a request to a host may start; leave ends it. A polite
// request keeps its distance to the one before it and stays away from a server
// that asked for peace, with an error that says for how long.
func (g *gates) enter(ctx context.Context, host string, polite bool) (leave func(), err error) {
	gate, wait, err := g.arrive(host, polite)
	if err != nil {
		return nil, err
	}
	if err := pause(ctx, wait); err != nil {
		g.depart(host, gate)
		return nil, err
	}
	if err := take(ctx, gate.slots); err != nil {
		g.depart(host, gate)
		return nil, err
	}
	if err := take(ctx, g.all); err != nil {
		<-gate.slots
		g.depart(host, gate)
		return nil, err
	}
	return func() {
		<-g.all
		<-gate.slots
		g.depart(host, gate)
	}, nil
}

// arrive counts a request in and says how long it has to wait.
func (g *gates) arrive(host string, polite bool) (*gate, time.Duration, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	at := g.at(host, now)
	if !polite {
		at.users++
		return at, 0, nil
	}
	if left := at.shut.Sub(now); left > 0 {
		return nil, 0, &ingest.FetchError{Reason: ingest.ReasonTooMany, RetryAfter: left}
	}
	at.users++
	wait := max(at.next.Sub(now), 0)
	at.next = now.Add(wait + max(g.gap, at.gap))
	return at, wait, nil
}

// at returns the gate of a host; g.mu is held.
func (g *gates) at(host string, now time.Time) *gate {
	const many = 1000
	if at := g.hosts[host]; at != nil {
		return at
	}
	if len(g.hosts) >= many {
		for name, at := range g.hosts {
			if at.idle(now) {
				delete(g.hosts, name)
			}
		}
	}
	at := &gate{slots: make(chan struct{}, g.perHost)}
	g.hosts[host] = at
	return at
}

// idle reports whether nothing needs to be remembered about a host.
func (at *gate) idle(now time.Time) bool {
	return at.users == 0 && at.next.Before(now) && at.shut.Before(now)
}

func (g *gates) depart(host string, at *gate) {
	g.mu.Lock()
	defer g.mu.Unlock()
	at.users--
	if at.idle(time.Now()) && g.hosts[host] == at {
		delete(g.hosts, host)
	}
}

// hold keeps polite requests away from a host for a while.
func (g *gates) hold(host string, d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at := g.hosts[host]; at != nil && d > 0 {
		at.shut = time.Now().Add(d)
	}
}

// slowDown sets the distance that a host's robots.txt asks for.
func (g *gates) slowDown(host string, gap time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.at(host, time.Now()).gap = min(max(gap, 0), longestGap)
}

func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func take(ctx context.Context, slots chan struct{}) error {
	select {
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
