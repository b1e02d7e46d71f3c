#!/bin/sh
# Backs up the graph: backup.sh [DIR] writes DIR/DATABASE-TIME.dump (DIR: backups).
# Neo4j Community dumps a database only while its server is stopped.
#
# NEO4J_ADMIN     the command to use (default: neo4j-admin; for the demo's server:
#                 "go run ./deploy/neo4j/admin --")
# NEO4J_DATABASE  the database (default: neo4j)
#
# Users and passwords are in the database "system", which is not part of it.
set -eu
umask 077 # a dump holds everything

admin=${NEO4J_ADMIN:-neo4j-admin}
database=${NEO4J_DATABASE:-neo4j}
dir=${1:-backups}
file=$dir/$database-$(date -u +%Y%m%dT%H%M%SZ).dump

mkdir -p "$dir"
trap 'rm -f "$file.part"' EXIT
$admin database dump "$database" --to-stdout >"$file.part"
# A dump that can't be read back is no backup.
$admin database load "$database" --info --from-stdin <"$file.part" >&2
mv "$file.part" "$file"
echo "$file"
