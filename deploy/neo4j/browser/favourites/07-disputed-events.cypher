// Disputed events: stated as a fact by some, denied by others
MATCH (e:Event {disputed: true})
MATCH p = (c:Claim)-[:ABOUT]->(e)<-[:TOOK_PART]-(actor)
OPTIONAL MATCH q = (c)-[:ATTRIBUTED_TO]->()
RETURN p, q
LIMIT 100
