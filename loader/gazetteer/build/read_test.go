package main

import (
	"slices"
	"testing"
)

func TestHoldersOfAStatement(t *testing.T) {
	for statement, want := range map[text][]holder{
		"Prime Minister Keir STARMER (since 5 July 2024)":                    {{title: "Prime Minister", name: "Keir Starmer", full: "Keir Starmer", since: "2024-07-05"}},
		"President Bola Ahmed Adekunle TINUBU (since 29 May 2023)":           {{title: "President", name: "Bola Tinubu", full: "Bola Ahmed Adekunle Tinubu", since: "2023-05-29"}},
		"President XI Jinping (since 14 March 2013)":                         {{title: "President", name: "Xi Jinping", full: "Xi Jinping", since: "2013-03-14"}},
		"President Santiago PEÑA Palacios (since 15 August 2023)":            {{title: "President", name: "Santiago Peña", full: "Santiago Peña Palacios", since: "2023-08-15"}},
		"King LETSIE III (since 7 February 1996)":                            {{title: "King", name: "Letsie III", full: "Letsie III", since: "1996-02-07"}},
		"King HARALD V of Norway (since 17 January 1991)":                    {{title: "King", name: "Harald V", full: "Harald V", since: "1991-01-17"}},
		"Transitional President Capt. Ibrahim TRAORE (since September 2022)": {{title: "Transitional President", name: "Ibrahim Traore", full: "Ibrahim Traore", since: "2022-09"}},
		"President Denis SASSOU-Nguesso (since 1997)":                        {{title: "President", name: "Denis Sassou-Nguesso", full: "Denis Sassou-Nguesso", since: "1997"}},
		"King CHARLES III (since 8 September 2022); represented by Governor General Mary SIMON (since 26 July 2021)": {
			{title: "King", name: "Charles III", full: "Charles III", since: "2022-09-08"},
			{title: "Governor General", name: "Mary Simon", full: "Mary Simon", since: "2021-07-26"}},
		"Ambassador (vacant); Chargé d'Affaires Michael SHAKU YUMI (since 1 August 2024)": nil,
		"Ambassador-designate Sergio GOR (since 11 October 2025)":                         nil,
		"none": nil,
	} {
		if got := holders(statement, officeWords); !slices.Equal(got, want) {
			t.Errorf("%s:\n\thave %+v\n\twant %+v", statement, got, want)
		}
	}
}

func TestDemonyms(t *testing.T) {
	for _, c := range []struct {
		noun, adjective text
		want            []string
	}{
		{"Russian(s)", "Russian", []string{"Russian", "Russians", "Russian"}},
		{"Briton(s), British (collective plural)", "British", []string{"Briton", "Britons", "British", "British"}},
		{"Frenchman(men), Frenchwoman(women)", "French", []string{"Frenchman", "Frenchmen", "Frenchwoman", "Frenchwomen", "French"}},
		{"Lao(s) or Laotian(s)", "Lao or Laotian", []string{"Lao", "Laos", "Laotian", "Laotians", "Lao", "Laotian"}},
		{"none", "none", nil},
	} {
		if got := demonyms(c.noun, c.adjective); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: have %q, want %q", c.noun, c.adjective, got, c.want)
		}
	}
}

func TestCapitals(t *testing.T) {
	for statement, want := range map[text][]string{
		"London":           {"London"},
		"Washington, D.C.": {"Washington"},
		"Pretoria (administrative capital); Cape Town (legislative capital)":  {"Pretoria", "Cape Town"},
		"Chisinau in Romanian (Kishinev in Russian)":                          {"Chisinau"},
		"Santiago; note - Valparaiso is the seat of the national legislature": {"Santiago"},
	} {
		if got := capitals(statement); !slices.Equal(got, want) {
			t.Errorf("%s: have %q, want %q", statement, got, want)
		}
	}
}

func TestSpansJoinTermsThatFollowEachOther(t *testing.T) {
	m := member{}
	for _, s := range []span{{"rep", "1993-01-05", "1995-01-03"}, {"sen", "2001-01-03", "2007-01-03"}, {"sen", "2007-01-04", "2013-01-03"},
		{"sen", "2013-01-03", "2031-01-03"}} {
		m.Terms = append(m.Terms, struct {
			Type  string `yaml:"type"`
			Start string `yaml:"start"`
			End   string `yaml:"end"`
		}{s.kind, s.from, s.to})
	}
	want := []span{{"rep", "1993-01-05", "1995-01-03"}, {"sen", "2001-01-03", ""}}
	if got := m.spans("1945", "2025-01-03"); !slices.Equal(got, want) {
		t.Errorf("have %v, want %v", got, want)
	}
}

// A generated source adds only what the hand-kept tables leave open.
func TestHandKeptRowsGoFirst(t *testing.T) {
	office := post{id: "office:x-head-of-government", title: "Prime Minister", body: "government:x", class: "head_of_government", country: "X"}
	for name, c := range map[string]struct {
		known []term
		add   holder
		terms int
		new   bool
	}{
		"nobody known":                {nil, holder{name: "Ann Lee", full: "Ann Lee", since: "2024-03"}, 1, true},
		"the same term":               {[]term{{person: "official:jo-roe", from: "2024-03-01"}}, holder{name: "Jo Roe", full: "Jo Roe", since: "2024-03"}, 0, false},
		"the same, spelled otherwise": {[]term{{person: "official:jo-roe", from: "2024"}}, holder{name: "Joh Row", full: "Joh Row", since: "2024-03"}, 0, false},
		"somebody else then":          {[]term{{person: "official:jo-roe", from: "2023-01-01", to: "2025-01-01"}}, holder{name: "Ann Lee", full: "Ann Lee", since: "2024-03-01"}, 0, false},
		"a successor":                 {[]term{{person: "official:jo-roe", from: "2020-01-01"}}, holder{name: "Ann Lee", full: "Ann Lee", since: "2024-03-01"}, 1, true},
		"an earlier term of the same": {[]term{{person: "official:jo-roe", from: "2024-03-01"}}, holder{name: "Jo Roe", full: "Jo Roe", since: "2010-03-01", until: "2014-03-01"}, 1, false},
	} {
		r := &roster{persons: map[string][]known{}, byName: map[string]string{}, offices: map[string]map[string]string{}, terms: map[string][]term{}}
		r.addPerson("official:jo-roe", "Jo Roe", "X")
		r.terms[office.id] = c.known
		p := newPosts("source", "source", r)
		p.add(office, c.add)
		if len(p.terms.rows) != c.terms || (len(p.persons.rows) == 1) != c.new {
			t.Errorf("%s: terms %v, persons %v", name, p.terms.rows, p.persons.rows)
		}
	}
}

func TestAlikeNames(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"Muhammad Bin Zayid Al Nuhayyan", "Mohamed bin Zayed Al Nahyan"}: true,
		{"Alyaksandr Lukashenka", "Alexander Lukashenko"}:                 true,
		{"Masoud Pezeshkian", "Ebrahim Raisi"}:                            false,
	} {
		if got := alike(pair[0], pair[1]); got != want {
			t.Errorf("%v: %v", pair, got)
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{"Jean-Noël Barrot": "jean-noel-barrot", "Robert O'Brien": "robert-obrien", "U.S. Senate": "us-senate", "Jonas Gahr Støre": "jonas-gahr-store"} {
		if got := slug(name); got != want {
			t.Errorf("%s: have %s, want %s", name, got, want)
		}
	}
}
