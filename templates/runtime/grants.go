package runtime

import (
	"context"
	"sync"
	"time"
)

// grant is an access token with its life.
type grant struct {
	token   string
	expires time.Time
	renew   time.Time // from when on it is replaced
}

// newGrant makes a grant of a token that lives so long from now on; 0 when that is not known, which makes
// it serve until it is refused. It is replaced a minute before its end, or after 4/5 of a short life.
func newGrant(token string, life time.Duration) grant {
	g := grant{token: token}
	if life > 0 {
		g.expires = time.Now().Add(life)
		g.renew = g.expires.Add(-min(time.Minute, life/5))
	}
	return g
}

func (g grant) serves(until time.Time) bool {
	return g.token != "" && (until.IsZero() || time.Now().Before(until))
}

// grants keeps a token for all callers, and gets another one when it is needed, at most one at a time.
type grants struct {
	fetch func(context.Context) (grant, error)

	mu     sync.Mutex
	grant  grant
	flight *flight // nil when no token is being fetched
}

// flight is a token on its way to the callers who wait for it.
type flight struct {
	waiting int
	cancel  context.CancelFunc
	done    chan struct{} // closed when value and err are set
	grant   grant
	err     error
}

// fetchTimeout bounds how long a token may take with all tries.
const fetchTimeout = time.Minute

func (g *grants) authorization(ctx context.Context) (string, error) {
	g.mu.Lock()
	if g.grant.serves(g.grant.renew) {
		defer g.mu.Unlock()
		return "Bearer " + g.grant.token, nil
	}
	if g.flight == nil {
		g.launch(ctx)
	}
	f := g.flight
	f.waiting++
	g.mu.Unlock()

	select {
	case <-f.done:
		return "Bearer " + f.grant.token, f.err
	case <-ctx.Done():
		g.leave(f)
		return "", context.Cause(ctx)
	}
}

// launch fetches a token in the background. The end of one caller's context does not end that; the end of
// all does.
func (g *grants) launch(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTimeout)
	f := &flight{cancel: cancel, done: make(chan struct{})}
	g.flight = f
	go func() {
		defer cancel()
		fetched, err := g.fetch(ctx)
		g.land(f, fetched, err)
	}()
}

// land hands the token out. While the former one lives, it stands in for one that could not be had.
func (g *grants) land(f *flight, fetched grant, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.flight == f {
		g.flight = nil
		switch old := g.grant; {
		case err == nil:
			g.grant = fetched
		case old.serves(old.expires):
			g.grant.renew = time.Now().Add(time.Until(old.expires) / 2)
			fetched, err = g.grant, nil
		}
	}
	f.grant, f.err = fetched, err
	close(f.done)
}

// leave is told that a caller does not wait any more.
func (g *grants) leave(f *flight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f.waiting--; f.waiting == 0 && g.flight == f {
		g.flight = nil
		f.cancel()
	}
}

// refused drops the token when it is the one that the server refused: another caller may have replaced it.
func (g *grants) refused(authorization string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if authorization == "Bearer "+g.grant.token {
		g.grant = grant{}
	}
}
