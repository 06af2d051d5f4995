package fetch

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"briefly/articles/ingest"
)

const (
	// robotsBytes is how much of a robots.txt is read. RFC 9309 (2.5) wants
	// 500 KiB; all but a few files are far smaller than this, and what one of
	// half a megabyte becomes in memory would be for its author to choose.
	robotsBytes = 64 << 10
	robotsRules = 2000           // that concern us
	robotsStars = 4000           // wildcards in them, each of which takes a kilobyte when compiled
	robotsHosts = 256            // that are remembered
	robotsAge   = 24 * time.Hour // RFC 9309, 2.4
	robotsRetry = time.Minute    // after it could not be had
)

// robots remembers what the robots.txt of each host asks of us.
type robots struct {
	mu    sync.Mutex
	hosts map[string]*robotsFile
}

// robotsFile is kept as the few lines that concern us: parsed, a hostile one
// would be many times its size.
type robotsFile struct {
	busy    chan struct{} // held while it is fetched
	expires time.Time
	rules   string
	err     error // why it could not be had
}

func newRobots() *robots { return &robots{hosts: map[string]*robotsFile{}} }

// permit returns nil when the host of a link does not ask programs to stay
// away from it. A host that does not answer does not permit (RFC 9309, 2.3.1.4).
func (r *robots) permit(ctx context.Context, t *trip, u *url.URL) error {
	origin := u.Scheme + "://" + u.Host
	rules, err := r.at(origin).current(ctx, t, origin)
	if err != nil || rules == "" {
		return err
	}
	parsed, err := robotstxt.FromString(rules)
	if err != nil {
		parsed = &robotstxt.RobotsData{} // nothing that a program can understand is asked
	}
	group := parsed.FindGroup(agentName)
	if group.CrawlDelay > 0 {
		t.client.gates.slowDown(u.Host, group.CrawlDelay)
	}
	if !group.Test(u.RequestURI()) {
		return &ingest.FetchError{Reason: ingest.ReasonRobots}
	}
	return nil
}

// at returns the file of an origin, making room for it when there are many.
func (r *robots) at(origin string) *robotsFile {
	r.mu.Lock()
	defer r.mu.Unlock()
	if file := r.hosts[origin]; file != nil {
		return file
	}
	for name := range r.hosts {
		if len(r.hosts) < robotsHosts {
			break
		}
		delete(r.hosts, name) // whichever comes first: asking again is cheap
	}
	file := &robotsFile{busy: make(chan struct{}, 1)}
	r.hosts[origin] = file
	return file
}

// current returns the rules, which one caller fetches for all that wait.
func (file *robotsFile) current(ctx context.Context, t *trip, origin string) (string, error) {
	if err := take(ctx, file.busy); err != nil {
		return "", failure(ctx, err, false)
	}
	defer func() { <-file.busy }()
	if time.Now().After(file.expires) {
		file.load(ctx, t, origin)
	}
	return file.rules, file.err
}

// load gets the file anew; busy is held.
func (file *robotsFile) load(ctx context.Context, t *trip, origin string) {
	u, err := t.client.guard.checkURL(origin + "/robots.txt")
	if err != nil {
		file.rules, file.err = "", err
		return
	}
	f, err := t.follow(ctx, u, order{accept: "text/plain,*/*;q=0.5", limit: robotsBytes, cut: true, anyType: true})
	var failed *ingest.FetchError
	switch {
	case err == nil:
		file.rules, file.err, file.expires = concerning(f.Data), nil, time.Now().Add(robotsAge)
	case !errors.As(err, &failed): // the caller gave up; the next one tries again
		file.rules, file.err = "", err
	case failed.Status >= 400 && failed.Status < 500 && failed.Reason != ingest.ReasonTooMany,
		failed.Reason == ingest.ReasonTooManyHops: // there is none (RFC 9309, 2.3.1.2 and 2.3.1.3)
		file.rules, file.err, file.expires = "", nil, time.Now().Add(robotsAge)
	default:
		file.rules, file.err, file.expires = "", err, time.Now().Add(robotsRetry)
	}
}

// concerning keeps the groups that speak to every program or to us. Lines that
// mean nothing there go, because the parser refuses a whole file for one of
// them; so do agents named twice, each of which would multiply the rules.
func concerning(data []byte) string {
	var out strings.Builder
	var agents []string // of the group that is being read
	inRules, rules, stars := false, 0, 0
	for line := range strings.Lines(strings.TrimPrefix(strings.ToValidUTF8(string(data), ""), "\ufeff")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch {
		case !ok:
		case key == "user-agent":
			if inRules {
				agents, inRules = nil, false
			}
			agents = named(agents, strings.ToLower(value))
		case key == "allow" || key == "disallow" || key == "crawl-delay" && plainNumber(value):
			stars += strings.Count(value, "*")
			if len(agents) > 0 && rules < robotsRules && stars <= robotsStars {
				if !inRules {
					out.WriteString("User-agent: " + strings.Join(agents, "\nUser-agent: ") + "\n")
				}
				out.WriteString(key + ": " + value + "\n")
				rules++
			}
			inRules = true
		}
	}
	return out.String()
}

// named adds an agent that is everybody or us, once.
func named(agents []string, agent string) []string {
	if agent != "*" && agent != agentName {
		return agents
	}
	for _, known := range agents {
		if known == agent {
			return agents
		}
	}
	return append(agents, agent)
}

// plainNumber reports whether a delay is a number of seconds as people write it.
func plainNumber(s string) bool {
	const longest = 8
	return s != "" && len(s) <= longest && strings.Trim(s, "0123456789.") == "" && strings.Count(s, ".") <= 1 && s != "."
}
