package names_test

import (
	"strings"
	"testing"

	"backchannel/loader/names"
)

func TestScorePairs(t *testing.T) {
	var out strings.Builder
	err := names.ScorePairs(strings.NewReader("id,name1,name2\n1,Yuri Ushakov,Yury Ushakov\n2,\"Powell, Colin\",Colin Powell\n"), &out)
	if err != nil {
		t.Fatal(err)
	}
	want := "id,name1,name2,score\n1,Yuri Ushakov,Yury Ushakov,0.975\n2,\"Powell, Colin\",Colin Powell,1.000\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
	for _, bad := range []string{"", "a,b\n1,2\n", "name1,name2\nonly one\n"} {
		if err := names.ScorePairs(strings.NewReader(bad), &out); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
