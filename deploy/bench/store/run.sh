#!/usr/bin/env bash
# Times the store beside the plain batched MERGE of the rig in ../shared, on its
# data. Needs Go and Python.
# usage: run.sh [S|M] [flags of the command…]      e.g. run.sh S -rounds 3
set -euo pipefail
scale=${1:-S}; shift || true
cd "$(dirname "$0")/../../.."
rig=$(realpath ../shared/bench/graphql-peer)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$rig"/*.go "$rig"/gen.py "$work"
go build -o "$work/adapter" ./deploy/bench/graphql
(cd "$work" && { go mod init rig; go get github.com/neo4j/neo4j-go-driver/v5@v5.28.4; go mod tidy; go build -o rig.bin .; } >build.log 2>&1) || { cat "$work/build.log"; exit 1; }
python3 "$work/gen.py" "$scale" "$work/data"
"$work/adapter" prepare "$work/data/$scale.jsonl" "$work/data/$scale.params.json" "$work/all.jsonl" "$work/all.params.json"
go run ./deploy/bench/store -rig "$work/rig.bin" -in "$work/all.jsonl" "$@"
