#!/usr/bin/env bash
# Times the service beside @neo4j/graphql and hand-written Cypher over Bolt, on the
# same data and questions, with the rig of ../shared: twice, working out each answer
# (ours), and keeping them while the graph stands still (kept), as it does unless
# told. The rig puts the same 200 questions again and again, so almost all of those
# are kept ones. Needs Go, Node, npm and Python.
# usage: run.sh [S|M] [bench flags…]      e.g. run.sh S -c 1,16 -slice 1s
set -euo pipefail
scale=${1:-S}; shift || true
cd "$(dirname "$0")/../../.."
rig=$(realpath ../shared/bench/graphql-peer)
here=$PWD/deploy/bench/graphql
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null; rm -rf "$work"' EXIT

# database NAME starts a Neo4j and leaves its address in $work/NAME.
database() {
  "$work/neo4j" -- sh -c "echo \$BACKCHANNEL_TEST_NEO4J >'$work/$1'; exec sleep infinity" >"$work/$1.log" 2>&1 & pids+=($!)
  for _ in $(seq 120); do [ -s "$work/$1" ] && return; sleep 1; done
  cat "$work/$1.log"; exit 1
}

cp -r "$rig/." "$work"
go build -o "$work/neo4j" ./deploy/neo4j/run
go build -o "$work/backchannel" .
go build -o "$work/adapter" ./deploy/bench/graphql
cd "$work"
rm -rf hello # another program
sed -i 's/ region//; s/^ *governments { id name }$//' targets/peer/event_detail.graphql # what we lack, dropped on all sides
sed -i 's/, \.region//; /^ *\[(e)-\[:INVOLVES\]/d; s/\]}\] AS participants,$/]}] AS participants/' targets/bolt/event_detail.cypher
printf 'query {\n  events(limit: 20, sort: [{ date: DESC }, { id: DESC }]) { id type date summary }\n}\n' >targets/peer/first_page.graphql
python3 gen.py "$scale" data
{ go mod init rig; go get github.com/neo4j/neo4j-go-driver/v5@v5.28.4; go mod tidy; go build -o rig.bin .; } >build.log 2>&1 || { cat build.log; exit 1; }
(cd peer && npm install --silent --no-audit --no-fund)
./adapter prepare "data/$scale.jsonl" "data/$scale.params.json" data/all.jsonl data/all.params.json

cd "$OLDPWD"
database ours
database theirs
cd "$work"
./rig.bin load -uri "$(cat theirs)" -in data/all.jsonl -mode create
./adapter load "$(cat ours)" data/all.jsonl
(cd peer && PORT=14000 BOLT=$(cat ../theirs) FRONT=yoga exec node server.js) >peer.log 2>&1 & peer=$!; pids+=("$peer")
export NEO4J_URI=$(cat ours)
./backchannel serve --listen 127.0.0.1:14001 --answer-cache 0 >ours.log 2>&1 & ours=$!; pids+=("$ours")
./backchannel serve --listen 127.0.0.1:14002 >kept.log 2>&1 & kept=$!; pids+=("$kept")
for page in 14001/readyz 14002/readyz 14000/; do
  for _ in $(seq 60); do curl -s "http://127.0.0.1:$page" >/dev/null && break; sleep 0.5; done
done

targets=("peer=http://127.0.0.1:14000/graphql,targets/peer,$peer" "ours=http://127.0.0.1:14001/query,$here/targets,$ours"
  "kept=http://127.0.0.1:14002/query,$here/targets,$kept" "bolt=$(cat theirs),targets/bolt")
./rig.bin bench -check -params data/all.params.json "${targets[@]}" || true # prints which answers differ
./rig.bin bench -c 1,16,64 -slice 2s -rounds 2 -json "${OUT:-$work/out.jsonl}" -params data/all.params.json "$@" "${targets[@]}"
