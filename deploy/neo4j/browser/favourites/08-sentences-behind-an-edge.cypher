// The sentences behind an edge: every claim that tells of it, and its article
MATCH (a:Official {name: 'Jonathan Powell'})-[:TOOK_PART]->(e:Event {type: 'PHONED', status: 'actual'})<-[:TOOK_PART]-(b:Official {name: 'Yury Ushakov'})
MATCH p = (:Article)-[:STATES]->(c:Claim)-[:ABOUT]->(e)
OPTIONAL MATCH q = (c)-[:ATTRIBUTED_TO]->()
RETURN p, q, a, b
LIMIT 100
