#!/bin/sh
# Puts a dump of backup.sh in place of the graph: restore.sh FILE.
# The server must be stopped. NEO4J_ADMIN and NEO4J_DATABASE as for backup.sh.
# Afterwards start the server, run "backchannel migrate", then "backchannel check".
set -eu

admin=${NEO4J_ADMIN:-neo4j-admin}
database=${NEO4J_DATABASE:-neo4j}
file=${1:?usage: restore.sh FILE}

[ -r "$file" ] || { echo "restore.sh: $file can't be read" >&2; exit 1; }
# Looks at the dump before anything is overwritten.
$admin database load "$database" --info --from-stdin <"$file" >&2
$admin database load "$database" --overwrite-destination=true --from-stdin <"$file" >&2
