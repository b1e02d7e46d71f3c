// Package graph is the domain of Backchannel: who had contact with whom, when,
// and on whose word.
//
//	(Article)-[:STATES]->(Claim)-[:ABOUT]->(Event)<-[:TOOK_PART]-(actor)
//	                     (Claim)-[:ATTRIBUTED_TO]->(actor)
//	(Official)-[:SERVES]->(Government|Organization)-[:BELONGS_TO]->(Government)
//	(actor)-[:PHONED|MET|SANCTIONED|…]->(actor)
//
// Claims are the truth. Events, and the edges between actors, are a function of
// the set of claims and of nothing else: not of the order of loading, nor of how
// often an article was read. The package depends on the standard library alone.
package graph
