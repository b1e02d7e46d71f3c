package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden answers, and those of README.md, anew")

var readmeAnswer = regexp.MustCompile("(?s)```graphql\n(.*?)```\n\n```json\n(.*?)```")

// What README.md shows as answers is what the samples of the demo give.
func TestReadmeShowsRealAnswers(t *testing.T) {
	p := newProgram(t)
	p.run(exitOK, "load", "deploy/samples")
	api := p.serve()
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(raw)
	shown := readmeAnswer.FindAllStringSubmatch(readme, -1)
	if len(shown) < 3 {
		t.Fatalf("README.md has %d questions with answers, want three", len(shown))
	}
	for _, m := range shown {
		answer := api.pretty(t, m[1])
		if answer == m[2] {
			continue
		}
		if !*update {
			t.Errorf("%s\ngives\n%s\nand not, as README.md says,\n%s\n(go test -run Readme . -update writes the new answer)", m[1], answer, m[2])
		}
		readme = strings.Replace(readme, m[0], strings.TrimSuffix(m[0], m[2]+"```")+answer+"```", 1)
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(readme), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// pretty returns the data that a query gives; what fits stands on one line.
func (a answers) pretty(t *testing.T, query string) string {
	t.Helper()
	var data json.RawMessage
	a.ask(t, &data, query)
	return layout(data, "") + "\n"
}

const lineLength = 120

// layout breaks JSON into lines where it is too long for one.
func layout(raw json.RawMessage, indent string) string {
	if line := oneLine(raw); len(indent)+len(line) <= lineLength || !strings.ContainsAny(line[:1], "{[") {
		return line
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	open, _ := in.Token()
	var parts []string
	for in.More() {
		key := ""
		if open == json.Delim('{') {
			name, _ := in.Token()
			key = fmt.Sprintf("%q: ", name)
		}
		var value json.RawMessage
		_ = in.Decode(&value)
		parts = append(parts, indent+"  "+key+layout(value, indent+"  "))
	}
	end, _ := in.Token()
	return fmt.Sprintf("%v\n%s\n%s%v", open, strings.Join(parts, ",\n"), indent, end)
}

var between = regexp.MustCompile(`[{}\[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+`)

// oneLine sets JSON with spaces as people write it.
func oneLine(raw json.RawMessage) string {
	var out strings.Builder
	for _, token := range between.FindAllString(string(raw), -1) {
		switch token {
		case "{":
			token = "{ "
		case "}":
			token = " }"
		case ":", ",":
			token += " "
		}
		out.WriteString(token)
	}
	return out.String()
}
