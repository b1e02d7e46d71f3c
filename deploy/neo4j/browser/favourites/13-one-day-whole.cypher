// One day's events whole: parties, claims, speakers and articles
MATCH (e:Event) WHERE e.dateFrom = date('2025-02-18') AND e.dateTo = e.dateFrom
MATCH p = (:Article)-[:STATES]->(c:Claim)-[:ABOUT]->(e)<-[:TOOK_PART]-()
OPTIONAL MATCH q = (c)-[:ATTRIBUTED_TO]->()
RETURN p, q
LIMIT 100
