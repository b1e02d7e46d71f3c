package nlp

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// ErrModel is what every error about a model folder wraps: it is missing,
// damaged, or of a kind this package does not read.
var ErrModel = errors.New("unusable language model")

// meta is what a model says of itself.
type meta struct {
	Lang    string `json:"lang"`
	Name    string `json:"name"`
	Version string `json:"version"`
}

// supportedVersion is the release of spaCy's English models whose networks and
// rules this package follows.
const supportedVersion = "3.8.0"

func (m meta) check() error {
	if m.Lang != "en" {
		return fmt.Errorf("the model is for language %q, not for English", m.Lang)
	}
	if m.Version != supportedVersion {
		return fmt.Errorf("the model has version %q, not %s", m.Version, supportedVersion)
	}
	return nil
}

// supported are the settings that decide how a model computes.
var supported = []struct{ section, key, value string }{
	{"nlp", "lang", `"en"`},
	{"nlp", "pipeline", `["tok2vec","tagger","parser","senter","attribute_ruler","lemmatizer","ner"]`},
	{"nlp", "disabled", `["senter"]`},
	{"nlp", "tokenizer", `{"@tokenizers":"spacy.Tokenizer.v1"}`},
	{"components.lemmatizer", "mode", `"rule"`},
	{"components.parser", "learn_tokens", `false`},
	{"components.parser.model", "@architectures", `"spacy.TransitionBasedParser.v2"`},
	{"components.parser.model", "extra_state_tokens", `false`},
	{"components.parser.model", "use_upper", `true`},
	{"components.parser.model.tok2vec", "@architectures", `"spacy.Tok2VecListener.v1"`},
	{"components.ner.model", "@architectures", `"spacy.TransitionBasedParser.v2"`},
	{"components.ner.model", "extra_state_tokens", `false`},
	{"components.ner.model", "use_upper", `true`},
	{"components.ner.model.tok2vec.embed", "@architectures", `"spacy.MultiHashEmbed.v2"`},
	{"components.ner.model.tok2vec.embed", "attrs", `["NORM","PREFIX","SUFFIX","SHAPE"]`},
	{"components.ner.model.tok2vec.embed", "include_static_vectors", `false`},
	{"components.ner.model.tok2vec.encode", "@architectures", `"spacy.MaxoutWindowEncoder.v2"`},
	{"components.ner.model.tok2vec.encode", "window_size", `1`},
	{"components.tagger.model", "@architectures", `"spacy.Tagger.v2"`},
	{"components.tagger.model.tok2vec", "@architectures", `"spacy.Tok2VecListener.v1"`},
	{"components.tok2vec.model", "@architectures", `"spacy.Tok2Vec.v2"`},
	{"components.tok2vec.model.embed", "@architectures", `"spacy.MultiHashEmbed.v2"`},
	{"components.tok2vec.model.embed", "attrs", `["NORM","PREFIX","SUFFIX","SHAPE","SPACY","IS_SPACE"]`},
	{"components.tok2vec.model.embed", "include_static_vectors", `false`},
	{"components.tok2vec.model.encode", "@architectures", `"spacy.MaxoutWindowEncoder.v2"`},
	{"components.tok2vec.model.encode", "window_size", `1`},
}

// checkConfig compares a model's config.cfg, sections of JSON values, with what
// is supported.
func checkConfig(text string) error {
	values := map[string]string{}
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(name, "]") {
			section = strings.TrimSuffix(name, "]")
		} else if k, v, ok := strings.Cut(line, "="); ok {
			values[section+" "+strings.TrimSpace(k)] = strings.TrimSpace(v)
		}
	}
	for _, s := range supported {
		got, ok := values[s.section+" "+s.key]
		if !ok {
			return fmt.Errorf("[%s] %s is missing", s.section, s.key)
		}
		if !sameJSON(got, s.value) {
			return fmt.Errorf("[%s] %s is %s; only %s is supported", s.section, s.key, got, s.value)
		}
	}
	return nil
}

func sameJSON(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return string(p) == string(q)
}
