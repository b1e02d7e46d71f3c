// Who sanctions whom
MATCH p = (a)-[:SANCTIONED|SEIZED_ASSETS_OF]->(b)
RETURN p
LIMIT 100
