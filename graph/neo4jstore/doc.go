// Package neo4jstore keeps the graph in Neo4j. It is the only importer of the
// driver, and all Cypher is here.
//
// # Nodes
//
// Official, Government, Organization, Person: id, name, aliases, country,
// wikidata, title, kind (governments and organizations), iso3 (governments),
// provisional (officials), formerIds, form (internal: the contribution the node
// was made from).
//
// Article: id, name, url, publisher, publishedAt (zoned datetime), language,
// text, hash, simhash, loadedAt, contribution (internal: hash of what it states).
//
// Claim: id, name, quote, start, end, type, status, stance, dateFrom and dateTo
// (date), datePrecision, place, topic, outcome, publishedAt, publisher, simhash,
// confidence, extractor; and what events are derived from: article, happening,
// callerUnstated, sourceIds, targetIds, mediatorIds, by, group.
//
// Event: id, name, type, dateFrom and dateTo (date), datePrecision, status,
// disputed, confidence, sources, place, topic, outcome; group, edges (keys of
// the actor edges it supports), digest (internal), seq (when it last changed, see [Store.ChangedSince]).
//
// ApiKey: id, key, name, role, hash, createdAt, expiresAt, revokedAt. Sequence: value,
// the greatest seq given.
//
// For reading, actors have keys (folded names), articles and claims newest (the
// second of publication) and words (folded text), events newest, oldest and
// reported (their rank in each order).
//
// # Relationships
//
// (Article)-[:STATES]->(Claim)-[:ABOUT]->(Event), (Claim)-[:ATTRIBUTED_TO]->(actor),
// (actor)-[:TOOK_PART {role, date}]->(Event), (Article)-[:MENTIONS {form}]->(actor),
// (Official)-[:SERVES {id, title, from, fromPrecision, to, toPrecision, provisional}]->(body), from and to
// being the first day of the term's start and the last of its end,
// (Organization)-[:BELONGS_TO]->(Government), and between actors one edge an
// event type {count, first, last, lastEvent}.
package neo4jstore
