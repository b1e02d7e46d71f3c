package nlp

// The entity recogniser walks over the tokens once and says of each whether it
// begins an entity, lies in one, ends one, is one, or is none.

const (
	entityRoles   = 3
	entityActions = "MBILUO" // missing, begin, in, last, unit, out
)

// entities finds names, dates and amounts. None crosses the start of a sentence.
func (c *scorer) entities(vectors []float32, tokens []token, starts []bool, sc *scratch) []Span {
	n := len(tokens)
	parts := c.prepare(vectors, n, sc)
	scores := make([]float32, c.upper.stride)
	roles := make([]int, entityRoles)
	var found []Span
	open := Span{Start: -1}
	for i := range n {
		roles[0], roles[1], roles[2] = i, -1, -1
		if open.Start >= 0 {
			roles[1], roles[2] = open.Start, i-1
		}
		c.score(scores, parts, roles)
		goesOn := i+1 < n && !starts[i+1]
		best := -1
		for k, m := range c.moves {
			if best >= 0 && scores[k] <= scores[best] {
				continue
			}
			ok := false
			switch m.action {
			case 'B':
				ok = open.Start < 0 && m.label != "" && goesOn && !tokens[i].lexeme.space
			case 'I':
				ok = open.Start >= 0 && m.label == open.Label && goesOn
			case 'L':
				ok = open.Start >= 0 && m.label == open.Label
			case 'U':
				ok = open.Start < 0 && m.label != "" && !tokens[i].lexeme.space
			case 'O':
				ok = open.Start < 0
			}
			if ok {
				best = k
			}
		}
		if best < 0 {
			break
		}
		switch m := c.moves[best]; m.action {
		case 'B':
			open = Span{Start: i, Label: m.label}
		case 'U':
			found = append(found, Span{Start: i, End: i + 1, Label: m.label})
		case 'L':
			open.End = i + 1
			found = append(found, open)
			open = Span{Start: -1}
		}
	}
	return found
}
