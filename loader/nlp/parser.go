package nlp

// The parser builds a dependency tree from left to right (arc-eager with
// sentence breaks; the rules follow spaCy's closely, see LICENSES.md). Words wait
// in a buffer and are pushed on a stack; arcs run between the top of the stack
// and the front of the buffer.

const parserRoles = 8

// Letters of the parser's actions, in the order of spaCy's numbers.
const (
	shift    = 'S'
	reduce   = 'D'
	leftArc  = 'L'
	rightArc = 'R'
	breakAct = 'B'

	parserActions = "SDLRB"
)

// state is a parse under way.
type state struct {
	n      int
	next   int   // first word never pushed
	back   []int // words put back on the buffer, the last one in front
	stack  []int
	head   []int // -1 while unattached
	label  []string
	left   children
	right  children
	stuck  []bool // put back once, so it may not be pushed without an arc
	starts []bool // begins a sentence
}

// children are the words that hang on each word to one side, latest first.
type children struct{ last, previous []int }

func newChildren(n int) children {
	c := children{make([]int, n), make([]int, n)}
	for i := range n {
		c.last[i], c.previous[i] = -1, -1
	}
	return c
}

func (c *children) of(head int) int {
	if head < 0 {
		return -1
	}
	return c.last[head]
}

func newState(n int) *state {
	s := &state{n: n, head: make([]int, n), label: make([]string, n), stuck: make([]bool, n), starts: make([]bool, n),
		left: newChildren(n), right: newChildren(n)}
	for i := range n {
		s.head[i] = -1
	}
	s.starts[0] = true
	return s
}

// top returns the word i below the top of the stack, or -1.
func (s *state) top(i int) int {
	if i >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-i]
}

// front returns the word i behind the front of the buffer, or -1.
func (s *state) front(i int) int {
	if i < len(s.back) {
		return s.back[len(s.back)-1-i]
	}
	if w := s.next + i - len(s.back); w < s.n {
		return w
	}
	return -1
}

func (s *state) waiting() int { return s.n - s.next + len(s.back) }

func (s *state) done() bool { return len(s.stack) == 0 && s.waiting() == 0 }

func (s *state) push() {
	w := s.next
	if k := len(s.back); k > 0 {
		w = s.back[k-1]
		s.back = s.back[:k-1]
	} else {
		s.next++
	}
	s.stack = append(s.stack, w)
}

func (s *state) pop() { s.stack = s.stack[:len(s.stack)-1] }

func (s *state) attach(child, head int, label string) {
	if old := s.head[child]; old >= 0 {
		side := &s.right
		if old > child {
			side = &s.left
		}
		if side.last[old] == child {
			side.last[old] = side.previous[child]
		}
	}
	side := &s.right
	if head > child {
		side = &s.left
	}
	side.previous[child] = side.last[head]
	side.last[head] = child
	s.head[child], s.label[child] = head, label
}

// allowed reports which actions the state allows.
func (s *state) allowed() (ok [256]bool) {
	f := s.front(0)
	starts := f >= 0 && s.starts[f]
	ok[shift] = len(s.stack) == 0 || s.waiting() >= 2 && !starts && !s.stuck[f]
	ok[reduce] = len(s.stack) > 0
	ok[leftArc] = len(s.stack) > 0 && f >= 0 && !starts
	ok[rightArc] = ok[leftArc]
	if s.waiting() >= 2 {
		second := s.front(1)
		ok[breakAct] = second == f+1 && !s.starts[second]
	}
	return ok
}

func (s *state) do(m move) {
	t, f := s.top(0), s.front(0)
	switch m.action {
	case shift:
		s.push()
	case reduce:
		if s.head[t] < 0 && len(s.stack) > 1 {
			s.stuck[t] = true
			s.back = append(s.back, t)
		}
		s.pop()
	case leftArc:
		s.attach(t, f, m.label)
		s.stuck[f] = false
		s.pop()
	case rightArc:
		s.attach(f, t, m.label)
		s.push()
	case breakAct:
		s.starts[s.front(1)] = true
	}
}

// parse finds head and label of each of n tokens; a root is its own head.
func (c *scorer) parse(vectors []float32, n int, sc *scratch) (heads []int, labels []string) {
	parts := c.prepare(vectors, n, sc)
	s := newState(n)
	scores := make([]float32, c.upper.stride)
	roles := make([]int, parserRoles)
	for !s.done() {
		f, t := s.front(0), s.top(0)
		roles[0], roles[1] = f, s.front(1)
		roles[2], roles[3], roles[4] = t, s.top(1), s.top(2)
		roles[5], roles[6], roles[7] = s.left.of(f), s.left.of(t), s.right.of(t)
		c.score(scores, parts, roles)
		ok := s.allowed()
		best := -1
		for i, m := range c.moves {
			if ok[m.action] && (best < 0 || scores[i] > scores[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		s.do(c.moves[best])
	}
	for i, h := range s.head {
		if h < 0 {
			s.head[i], s.label[i] = i, "ROOT"
		}
	}
	return s.head, s.label
}
