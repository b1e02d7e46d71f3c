// The events that most independent publishers tell of
MATCH (e:Event {status: 'actual'})<-[:ABOUT]-(c:Claim)<-[:STATES]-(a:Article)
RETURN e.name AS event, e.sources AS sources, count(DISTINCT c) AS claims, collect(DISTINCT a.publisher) AS publishers, [(x)-[:TOOK_PART]->(e) | x.name] AS parties
ORDER BY sources DESC, claims DESC, event
LIMIT 25
