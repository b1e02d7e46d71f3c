// What is planned, or may be, latest first
MATCH (e:Event)<-[t:TOOK_PART]-(a)
WHERE e.status IN ['planned', 'possible']
WITH e, collect(a.name) AS parties
RETURN e.dateFrom AS from, e.dateTo AS to, e.type AS what, e.status AS status, parties, e.place AS place
ORDER BY coalesce(from, date('0001-01-01')) DESC, what
LIMIT 50
