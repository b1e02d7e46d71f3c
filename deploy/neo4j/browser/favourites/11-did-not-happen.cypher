// What did not happen: negated and denied events, with their parties
MATCH p = (e:Event)<-[:TOOK_PART]-()
WHERE e.status IN ['negated', 'denied']
RETURN p
LIMIT 100
