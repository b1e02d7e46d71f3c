// Who links two people: the shortest chains of contact between them
MATCH (a:Official {name: 'Keir Starmer'}), (b:Official {name: 'Vladimir Putin'})
MATCH p = allShortestPaths((a)-[:PHONED|MET|TALKED_WITH|VISITED|WROTE_TO|NEGOTIATED_WITH|SIGNED_AGREEMENT_WITH*..5]-(b))
RETURN p
LIMIT 10
