"""Compare our speed with that of spaCy's nlp.pipe, in turns, on the texts of fixture files.

usage: speed.py MODEL_DIR ROUNDS FIXTURES.json.gz…

Run it in loader/nlp. Both read the same paragraphs on one core, spaCy after a
first pass to warm up; each line is one round. The last lines are our two cores
against one.
"""
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
import spacy  # noqa: E402


def peer(nlp, texts):
    start = time.perf_counter()
    tokens = sum(len(d) for d in nlp.pipe(texts))
    return tokens / (time.perf_counter() - start)


def ours(path, bench, cores):
    out = subprocess.run(["go", "test", "-run", "xxx", "-bench", bench, "-cpu", str(cores), "."], check=True, text=True,
                         stdout=subprocess.PIPE, env=os.environ | {"BACKCHANNEL_PARITY": os.path.abspath(path)}).stdout
    return float(re.search(r"([\d.e+]+) tokens/s", out)[1])


def main():
    model, rounds, *paths = sys.argv[1:]
    nlp = spacy.load(model)
    for path in paths:
        with gzip.open(path) as f:
            texts = [d["text"] for d in json.load(f)]
        peer(nlp, texts)
        ratios = []
        for _ in range(int(rounds)):
            one, other = ours(path, "Annotate$", 1), peer(nlp, texts)
            ratios.append(one / other)
            print(f"{path}: {one:.0f} tokens/s, spaCy {other:.0f}: {ratios[-1]:.2f} times", flush=True)
        print(f"{path}: median {statistics.median(ratios):.2f} times spaCy")
        scale = [ours(path, "Parallel$", 2) / ours(path, "Parallel$", 1) for _ in range(int(rounds))]
        print(f"{path}: two cores {statistics.median(scale):.2f} times one")


main()
