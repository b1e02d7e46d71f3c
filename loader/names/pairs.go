package names

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// ScorePairs copies a table of pairs of names, in columns name1 and name2 among
// any others, with the score of each pair in a further column.
func ScorePairs(in io.Reader, out io.Writer) error {
	r, w := csv.NewReader(in), csv.NewWriter(out)
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("the table is empty: want columns name1 and name2")
	}
	if err != nil {
		return err
	}
	one, two := slices.Index(head, "name1"), slices.Index(head, "name2")
	if one < 0 || two < 0 {
		return fmt.Errorf("columns are %q: want name1 and name2 among them", head)
	}
	row, score := head, "score"
	for {
		if err := w.Write(append(row, score)); err != nil {
			return err
		}
		if row, err = r.Read(); err != nil {
			break
		}
		score = strconv.FormatFloat(Score(row[one], row[two]), 'f', 3, 64)
	}
	w.Flush()
	if !errors.Is(err, io.EOF) {
		return err
	}
	return w.Error()
}
