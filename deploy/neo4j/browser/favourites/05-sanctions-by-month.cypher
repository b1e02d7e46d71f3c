// Sanctions by month, and who imposed them
MATCH (a)-[:TOOK_PART {role: 'source'}]->(e:Event {type: 'SANCTIONED', status: 'actual'})
WHERE e.dateFrom IS NOT NULL
RETURN date.truncate('month', e.dateFrom) AS month, count(DISTINCT e) AS events, collect(DISTINCT a.name) AS by
ORDER BY month DESC
