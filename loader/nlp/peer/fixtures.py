"""Write what spaCy says of a set of texts, for the parity tests to agree with.

usage: fixtures.py MODEL_DIR OUT.json.gz TEXT_FILE…

Needs spacy 3.8. Every line of a text file that is not blank is a paragraph; in
files named *.json it is every string of a JSON list.
"""
import gzip
import json
import sys

import spacy


def paragraphs(path):
    with open(path, encoding="utf-8") as f:
        if path.endswith(".json"):
            return json.load(f)
        return [line.strip() for line in f if line.strip()]


def dump(doc):
    """One row a token: text, space, lemma, pos, tag, morph, dep, head, entity, sentence start."""
    rows = []
    for t in doc:
        entity = t.ent_iob_ + ("-" + t.ent_type_ if t.ent_type_ else "")
        rows.append([t.text, int(bool(t.whitespace_)), t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.i,
                     entity, int(bool(t.is_sent_start))])
    return {"text": doc.text, "tokens": rows}


def main():
    model, out, *files = sys.argv[1:]
    nlp = spacy.load(model)
    docs = [dump(nlp(p)) for path in files for p in paragraphs(path)]
    data = json.dumps(docs, ensure_ascii=False, separators=(",", ":")).encode()
    with open(out, "wb") as f, gzip.GzipFile("", "wb", 9, f, 0) as z:
        z.write(data)


main()
