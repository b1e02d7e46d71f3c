// Everybody a person was in contact with, however
MATCH (a:Official {name: 'Marco Rubio'})
MATCH p = (a)-[:PHONED|MET|TALKED_WITH|VISITED|WROTE_TO|NEGOTIATED_WITH|SIGNED_AGREEMENT_WITH]-(b)
RETURN p
LIMIT 100
