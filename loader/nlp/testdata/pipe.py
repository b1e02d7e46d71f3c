"""Print how many tokens a second spaCy's nlp.pipe reads of a fixture file, on one core.

usage: OMP_NUM_THREADS=1 pipe.py MODEL_DIR FIXTURES.json.gz

Run it next to `go test -run xxx -bench Annotate -cpu 1 ./loader/nlp`.
"""
import gzip
import json
import sys
import time

import spacy

nlp = spacy.load(sys.argv[1])
texts = [d["text"] for d in json.load(gzip.open(sys.argv[2]))]
list(nlp.pipe(texts))
start = time.perf_counter()
tokens = sum(len(d) for d in nlp.pipe(texts))
print(f"{tokens / (time.perf_counter() - start):.0f} tokens/s")
