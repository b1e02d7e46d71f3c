DROP INDEX claim_group IF EXISTS;
DROP INDEX event_group IF EXISTS;
CREATE INDEX claim_reach IF NOT EXISTS FOR (n:Claim) ON (n.group, n.reachFrom);
CREATE INDEX claim_meeting IF NOT EXISTS FOR (n:Claim) ON (n.meeting, n.reachFrom);
CREATE INDEX claim_crowd IF NOT EXISTS FOR (n:Claim) ON (n.crowd, n.reachFrom);
CREATE INDEX article_loaded IF NOT EXISTS FOR (n:Article) ON (n.loadedAt);
CREATE CONSTRAINT former_id IF NOT EXISTS FOR (n:FormerId) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT sequence_id IF NOT EXISTS FOR (n:Sequence) REQUIRE n.id IS UNIQUE;
