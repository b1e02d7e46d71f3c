#!/bin/sh
# Holds package nlp against Python's spaCy on texts of your choice: whether tokens,
# tags, trees, lemmas and entities agree, and how fast each is.
#
# usage: compare.sh TEXT_FILE…    (a paragraph a line; or a JSON list of strings)
#
# spaCy goes into a virtual environment in the user's cache folder. ROUNDS sets how
# often the two are timed in turn.
set -eu

texts=$(realpath "$@")
cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/backchannel
model=${BACKCHANNEL_MODEL:-$cache/en_core_web_sm-3.8.0}
venv=$cache/spacy-3.8.7
if [ ! -f "$venv/ready" ]; then
	python3 -m venv "$venv"
	"$venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.7 click
	touch "$venv/ready"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1
# shellcheck disable=SC2086
"$venv/bin/python" peer/fixtures.py "$model" "$work/texts.json.gz" $texts
BACKCHANNEL_PARITY=$work/texts.json.gz go test -count 1 -v -run TestParity/texts .
"$venv/bin/python" peer/speed.py "$model" "${ROUNDS:-3}" "$work/texts.json.gz"
