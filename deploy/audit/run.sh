#!/usr/bin/env bash
# Serves beside the Neo4j of BACKCHANNEL_TEST_NEO4J and audits the service. Needs Node and npm.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'kill "${served:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
export NEO4J_URI=$BACKCHANNEL_TEST_NEO4J
go build -o "$work/backchannel" .
cp deploy/audit/package.json deploy/audit/audit.mjs "$work"
(cd "$work" && npm install --silent --no-audit --no-fund)
port=${PORT:-18080}
"$work/backchannel" serve --listen "127.0.0.1:$port" & served=$!
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/readyz" >/dev/null && break; sleep 0.2; done
(cd "$work" && node audit.mjs "http://127.0.0.1:$port/query" "$work/backchannel" load "$OLDPWD/deploy/samples")
