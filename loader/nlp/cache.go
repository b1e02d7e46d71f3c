package nlp

import "sync"

// cache keeps what was worked out for words seen of late. When its young half is
// full it becomes the old half, and the old half is forgotten: so it holds at
// most twice its limit, and words in use stay.
type cache[V any] struct {
	limit int

	mu         sync.RWMutex
	young, old map[string]V
}

func newCache[V any](limit int) *cache[V] {
	return &cache[V]{limit: limit, young: map[string]V{}}
}

func (c *cache[V]) get(key string) (V, bool) {
	c.mu.RLock()
	v, ok := c.young[key]
	if ok {
		c.mu.RUnlock()
		return v, true
	}
	v, ok = c.old[key]
	c.mu.RUnlock()
	if ok {
		c.put(key, v)
	}
	return v, ok
}

// put keeps the value under the key, which must not be part of a longer text.
func (c *cache[V]) put(key string, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.limit {
		c.old, c.young = c.young, make(map[string]V, c.limit)
	}
	c.young[key] = v
}
