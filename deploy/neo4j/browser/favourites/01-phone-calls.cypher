// Who has phoned whom
MATCH p = (:Official)-[:PHONED]->(:Official)
RETURN p
LIMIT 100
