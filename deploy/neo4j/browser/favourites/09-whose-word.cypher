// Whose word it is: the speakers most claims rest on, and what they do with them
MATCH (c:Claim)-[:ATTRIBUTED_TO]->(speaker)
RETURN speaker.name AS speaker, labels(speaker)[0] AS kind, count(c) AS claims,
       count(CASE WHEN c.stance = 'confirms' THEN 1 END) AS confirms, count(CASE WHEN c.stance = 'denies' THEN 1 END) AS denies
ORDER BY claims DESC, speaker
LIMIT 25
