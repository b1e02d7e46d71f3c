package night

import (
	"context"
	"sync"
	"time"

	"backchannel/graph"
)

// Memory is a ledger that forgets: for dry runs, and for replays without a store.
type Memory struct {
	mu     sync.Mutex
	holder string
	until  time.Time
	feeds  map[string]graph.FeedState
	pages  map[string]graph.PageState
	order  []string
	loads  []graph.Load
}

// NewMemory returns an empty ledger.
func NewMemory() *Memory {
	return &Memory{feeds: map[string]graph.FeedState{}, pages: map[string]graph.PageState{}}
}

// Lock implements Ledger.
func (m *Memory) Lock(_ context.Context, holder string, lease time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.holder != "" && m.holder != holder && time.Now().Before(m.until) {
		return &graph.HeldError{Holder: m.holder}
	}
	m.holder, m.until = holder, time.Now().Add(lease)
	return nil
}

// Unlock implements Ledger.
func (m *Memory) Unlock(_ context.Context, holder string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.holder == holder {
		m.holder = ""
	}
	return nil
}

// Feed implements Ledger.
func (m *Memory) Feed(_ context.Context, url string) (graph.FeedState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.feeds[url]
	f.URL = url
	return f, nil
}

// Record implements Ledger.
func (m *Memory) Record(_ context.Context, f graph.FeedState, pages []graph.PageState) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.feeds[f.URL] = f
	fresh := 0
	for _, p := range pages {
		if _, known := m.pages[p.URL]; !known {
			m.pages[p.URL] = p
			m.order = append(m.order, p.URL)
			fresh++
		}
	}
	return fresh, nil
}

// Pending implements Ledger.
func (m *Memory) Pending(_ context.Context, feed string, now time.Time) ([]graph.PageState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var waiting []graph.PageState
	for _, url := range m.order {
		if p := m.pages[url]; p.Feed == feed && (p.Status == graph.PageSeen || p.Status == graph.PageFetched) && !p.NextTry.After(now) {
			waiting = append(waiting, p)
		}
	}
	return waiting, nil
}

// Dead implements Ledger.
func (m *Memory) Dead(context.Context) ([]graph.PageState, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var dead []graph.PageState
	for _, p := range m.pages {
		if p.Status == graph.PageSetAside {
			dead = append(dead, p)
		}
	}
	return dead, nil
}

// Settle implements Ledger.
func (m *Memory) Settle(_ context.Context, p graph.PageState) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages[p.URL] = p
	return nil
}

// Report implements Ledger.
func (m *Memory) Report(_ context.Context, l graph.Load) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.loads {
		if m.loads[i].ID == l.ID {
			m.loads[i] = l
			return nil
		}
	}
	m.loads = append(m.loads, l)
	return nil
}
