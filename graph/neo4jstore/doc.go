// Package neo4jstore keeps the graph in Neo4j. It is the only importer of the
// driver, and all Cypher is here.
//
// # Writing
//
// A transaction, of one article or many, takes the lock of the Sequence node, so
// that writers take turns; takes out what its articles stated before; counts the
// actors' tallies; reads the claims that the change reaches (graph.Reach), wave by
// wave; derives their events in Go; and writes what differs: events, the new
// claims, participants and the governments that they involve, and the edges between
// actors. Nothing is read that grows with the graph but what the change reaches, and
// nothing twice: nodes met on the way are found again by their place.
//
// # Two clocks
//
// Dates of events say when something happened. When it was known follows from the
// claims: graph.Derive over those published by a time, and near enough to reach
// each other, gives the events as they were known then. Nothing about it is stored.
//
// # Nodes
//
// Official, Government, Organization, Person: id, name, aliases, country,
// wikidata, title, kind (governments and organizations), iso3 (governments),
// provisional (officials), formerIds; forms and counts (what articles say of it, and
// how many of them) and form (hash of what follows) are internal.
//
// Article: id, name, url, publisher, publishedAt (zoned datetime), language,
// text, hash, simhash, loadedAt, contribution (internal: hash of what it states).
//
// Claim: id, name, quote, start, end, type, status, stance, dateFrom and dateTo
// (date), datePrecision, place, topic, outcome, publishedAt, publisher, simhash,
// confidence, extractor; and what events are derived from: article, happening,
// callerUnstated, sourceIds, targetIds, mediatorIds, by; raw, where ids were taken
// over, with those of the article; group, reachFrom, reachTo, meeting, crowd (internal).
//
// Event: id, name, type, dateFrom and dateTo (date), datePrecision, status,
// disputed, confidence, sources, place, topic, outcome; edges (keys of the actor
// edges it supports), digest and cast (internal), seq (when it last changed, see
// [Store.ChangedSince]).
//
// FormerId: id, name, claimants: the actors that take an id over, the first of them
// in fact.
//
// ApiKey: id, key, name, role, hash, createdAt, expiresAt, revokedAt. Sequence: value,
// the greatest seq given; version and settled, see [Store.Version]; involved and
// paired, that governments are. Dyad: id, name: two governments that dealt with each
// other (internal).
//
// For reading, actors have keys (folded names), articles and claims newest (the
// second of publication) and words (folded text), events newest, oldest and
// reported (their rank in each order).
//
// # Relationships
//
// (Article)-[:STATES]->(Claim)-[:ABOUT]->(Event), (Claim)-[:ATTRIBUTED_TO]->(actor),
// (actor)-[:TOOK_PART {role, date}]->(Event),
// (Article)-[:MENTIONS {form, was}]->(actor), (Pack)-[:MENTIONS {form}]->(actor), form
// being the key of one of the actor's forms and was the id that it replaces,
// (Official)-[:SERVES {id, title, from, fromPrecision, to, toPrecision, seen,
// provisional, since, until}]->(body), from and to being the first day of the term's
// start and the last of its end, since and until (internal) the days between which it
// counts, (Government)-[:INVOLVED_IN {by, role}]->(Event): by stood for it at the time
// (internal; readers find the events of governments by it), (Dyad)-[:HELD]->(Event):
// two governments dealt with each other in it (internal, likewise),
// (Organization)-[:BELONGS_TO]->(Government), and between actors one edge an event type
// {count, first, last, lastEvent, events}, events listing the days and ids behind it.
package neo4jstore
