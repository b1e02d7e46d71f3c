package gazetteer_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"backchannel/graph"
	"backchannel/loader/gazetteer"
)

func day(s string) graph.Day {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return graph.DayOf(t)
}

// folder writes tables by name.
func folder(t *testing.T, tables map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range tables {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFolderAddsAndReplaces(t *testing.T) {
	pack, err := gazetteer.Open(folder(t, map[string]string{
		"persons.csv": "\ufeffid,name,country,gender,wikidata,former_ids,source\nofficial:aino-virtala,Aino Virtala,FIN,f,,official:fin-aino-virtala,test\nofficial:jonathan-powell,Jonathan Nicholas Powell,GBR,m,,,test\n",
		"terms.csv":   "person,office,from,to,note,source\nofficial:aino-virtala,office:fin-foreign-minister,2034-01-01,,,test\nofficial:jonathan-powell,office:gbr-national-security-adviser,2024-12,2026-02-01,,test\n",
		"sources.csv": "id,title,licence,note\ntest,Tests,CC0,\n",
		"names.csv":   "entity,text,lang,kind,strength,from,to,source\nofficial:aino-virtala,Айно Виртала,ru,alias,strong,,,test\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got := pack.Holders("government:fin", "foreign_minister", day("2035-01-01")); len(got) != 1 || got[0].Actor.ID != "official:aino-virtala" {
		t.Errorf("foreign minister of Finland is %v", got)
	}
	if got := pack.Named("Айно Виртала"); len(got) != 1 || got[0].Entity.Actor.ID != "official:aino-virtala" {
		t.Errorf("name in another script is %v", got)
	}
	powell := pack.Entity("official:jonathan-powell")
	if powell.Actor.Name != "Jonathan Nicholas Powell" {
		t.Errorf("name was not replaced: %q", powell.Actor.Name)
	}
	if got := pack.Holders("government:gbr", "national_security_adviser", day("2026-03-01")); slices.Contains(got, powell) {
		t.Error("the end of a term was not replaced")
	}
	if former := pack.Entity("official:aino-virtala").Actor.FormerIDs; len(former) != 1 {
		t.Errorf("former ids are %v", former)
	}
}

// A term that began long ago says when it was last known to run.
func TestLongTermsSayWhenTheyWereSeen(t *testing.T) {
	pack, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range pack.Entity("official:sergey-lavrov").On(day("2025-02-18")).Offices {
		if o.Title == "Foreign Minister" && o.Seen >= day("2025-01-01") {
			return
		}
	}
	t.Error("the foreign minister of 2004 is not known to serve in 2025")
}

func TestFaultyFoldersAreRefused(t *testing.T) {
	for name, tables := range map[string]map[string]string{
		"no tables":      {"readme.txt": "hello"},
		"unknown person": {"terms.csv": "person,office,from,to\nofficial:nobody,office:fin-foreign-minister,2024,\n"},
		"unknown entity": {"names.csv": "entity,text,lang,kind,strength\nofficial:nobody,Nobody,en,alias,strong\n"},
		"bad date":       {"terms.csv": "person,office,from,to\nofficial:jonathan-powell,office:gbr-national-security-adviser,spring,\n"},
		"seen, no term":  {"seen.csv": "person,office,seen\nofficial:jonathan-powell,office:fin-foreign-minister,2025-01-01\n"},
		"seen when":      {"seen.csv": "person,office,seen\nofficial:sergey-lavrov,office:rus-foreign-minister,lately\n"},
		"unknown state":  {"customs.csv": "government,custom\ngovernment:nowhere,family name first\n"},
		"unknown custom": {"customs.csv": "government,custom\ngovernment:jpn,family name last\n"},
		"misspelt table": {"persns.csv": "id,name,country\nofficial:a-b,A B,FIN\n"},
		"unknown body":   {"offices.csv": "id,title,body\noffice:nowhere-king,King,government:nowhere\n"},
		"unknown id":     {"persons.csv": "id,name,country\nAino,Aino Virtala,FIN\n"},
		"unknown name":   {"persons.csv": "id,country\nofficial:aino-virtala,FIN\n"},
		"bad column":     {"persons.csv": "id,Name,country\nofficial:aino-virtala,Aino Virtala,FIN\n"},
		"ragged row":     {"names.csv": "entity,text\nofficial:jonathan-powell\n"},
	} {
		_, err := gazetteer.Open(folder(t, tables))
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if strings.HasPrefix(name, "unknown") && (!errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), ".csv:2:")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := gazetteer.Open("no/such/folder"); err == nil {
		t.Error("a missing folder was opened")
	}
}

func TestScan(t *testing.T) {
	pack, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"Downing Street said":                      {"Downing Street"},
		"the European Commission in Brussels":      {"European Commission", "Brussels"}, // the longest name, none inside another
		"the foreign minister of France":           {"foreign minister", "France"},
		"WHO chief, who went to the WHO":           {"WHO", "chief", "WHO"},
		"he will march in May to turkey and china": nil, // no names without their capitals
		"Сергей Лавров и Marco Rubio":              {"Сергей Лавров", "Marco Rubio"},
		"Peru's foreign ministry":                  {"Peru's foreign ministry"}, // bodies of a government are written small too
		"told the foreign ministry":                {"foreign ministry"},
		"the foreign ministry in Lima said":        {"foreign ministry in Lima"},
		"a national defence ministry":              {"defence ministry"},
		"the Turkey's foreign ministry knows":      {"Turkey's foreign ministry"},
		"turkish airlines and Turkish foreign aid": {"Turkish"},
		"The Australian foreign ministry":          {"Australian foreign ministry"}, // no newspaper
		"The Australian said":                      {"The Australian"},
		"":                                         nil,
	} {
		var got []string
		for _, m := range pack.Scan(text) {
			got = append(got, text[m.Start:m.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzScan(f *testing.F) {
	pack, err := gazetteer.Default()
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "\xff", "the", "U.S.–China", "Côte d’Ivoire’s", "İstanbul", "The Australian army"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, m := range pack.Scan(text) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) || len(m.Names) == 0 {
				t.Errorf("%q: match %+v after %d", text, m, last)
			}
			last = m.End
		}
	})
}

func TestCustomsAreThoseOfAState(t *testing.T) {
	p, err := gazetteer.Open(folder(t, map[string]string{"customs.csv": "government,custom\ngovernment:sgp,family name first\n"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, country := range []string{"JPN", "SGP"} {
		if !p.Custom(country, gazetteer.FamilyNameFirst) {
			t.Errorf("%s: the family name does not come first", country)
		}
	}
	if p.Custom("", gazetteer.FamilyNameFirst) || p.Custom("CHN", gazetteer.CeremonialHeadOfState) {
		t.Error("a custom holds where it does not")
	}
}

func TestHolders(t *testing.T) {
	pack, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		body      graph.ID
		class, on string
		want      graph.ID
	}{
		{"government:gbr", "head_of_government", "2022-09-10", "official:liz-truss"},
		{"government:gbr", "head_of_government", "2024-07-06", "official:keir-starmer"},
		{"government:usa", "foreign_minister", "2021-06-01", "official:antony-blinken"},
		{"government:rus", "foreign_minister", "2004-03-08", ""},
		{"government:rus", "foreign_minister", "2025-01-01", "official:sergey-lavrov"},
	} {
		var got graph.ID
		if list := pack.Holders(test.body, test.class, day(test.on)); len(list) > 0 {
			got = list[0].Actor.ID
		}
		if got != test.want {
			t.Errorf("%s of %s on %s is %q, want %q", test.class, test.body, test.on, got, test.want)
		}
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := gazetteer.Default(); err != nil {
			b.Fatal(err)
		}
	}
}

// article is as long as a report of a news agency, 600 words.
var article = strings.Repeat("Russia's Foreign Minister Sergei Lavrov spoke by phone with U.S. Secretary of State Marco Rubio on Tuesday, the Kremlin said, after talks in Riyadh. ", 26)

func BenchmarkScan(b *testing.B) {
	pack, err := gazetteer.Default()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		pack.Scan(article)
	}
}

// Articles that named a person before the pack knew it used the id that follows
// from name and state.
func TestPersonsTakeOverProvisionalIDs(t *testing.T) {
	pack, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	ushakov := pack.Entity("official:yury-ushakov").Actor
	for _, name := range []string{"Yury Ushakov", "Yuri Ushakov"} {
		if id := gazetteer.ProvisionalID(name, "RUS"); !slices.Contains(ushakov.FormerIDs, id) {
			t.Errorf("%s is not among %v", id, ushakov.FormerIDs)
		}
	}
	claimed := map[graph.ID]graph.ID{}
	for _, a := range pack.Actors() {
		for _, id := range a.FormerIDs {
			if other, ok := claimed[id]; ok || pack.Entity(id) != nil {
				t.Errorf("%s is claimed by %s, and by or of %s", id, a.ID, other)
			}
			claimed[id] = a.ID
		}
	}
	if got := gazetteer.ProvisionalID("Sean O’Marra", "IRL"); got != "official:irl-sean-omarra" {
		t.Errorf("provisional id is %s", got)
	}
}
