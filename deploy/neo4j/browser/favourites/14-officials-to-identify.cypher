// Officials the reference pack does not know yet, and what they did or said
MATCH p = (o:Official {provisional: true})-[:TOOK_PART|ATTRIBUTED_TO]-(:Event|Claim)
RETURN p
LIMIT 100
