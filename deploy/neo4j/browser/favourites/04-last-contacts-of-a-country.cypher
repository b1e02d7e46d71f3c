// The last twenty contacts of a country: its government, officials and ministries
MATCH (g:Government {iso3: 'RUS'})
CALL (g) {
  RETURN g AS actor
  UNION MATCH (actor:Official)-[:SERVES]->(g) RETURN actor
  UNION MATCH (actor:Organization)-[:BELONGS_TO]->(g) RETURN actor
  UNION MATCH (actor:Official)-[:SERVES]->(:Organization)-[:BELONGS_TO]->(g) RETURN actor
}
MATCH (actor)-[:TOOK_PART]->(e:Event {status: 'actual'})<-[:TOOK_PART]-(other)
WHERE e.type IN ['PHONED', 'MET', 'TALKED_WITH', 'VISITED', 'WROTE_TO', 'NEGOTIATED_WITH', 'SIGNED_AGREEMENT_WITH', 'SUMMONED_ENVOY_OF', 'EXPELLED']
RETURN e.dateFrom AS from, e.dateTo AS to, e.type AS what, actor.name AS who, other.name AS with, e.place AS place, e.sources AS sources
ORDER BY coalesce(from, date('0001-01-01')) DESC, to DESC, who, with
LIMIT 20
