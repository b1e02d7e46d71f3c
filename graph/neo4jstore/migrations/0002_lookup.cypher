CREATE INDEX article_url IF NOT EXISTS FOR (n:Article) ON (n.url);
CREATE INDEX event_date IF NOT EXISTS FOR (n:Event) ON (n.dateFrom);
CREATE INDEX event_status_date IF NOT EXISTS FOR (n:Event) ON (n.status, n.dateFrom);
CREATE INDEX event_type_date IF NOT EXISTS FOR (n:Event) ON (n.type, n.dateFrom);
CREATE INDEX government_iso3 IF NOT EXISTS FOR (n:Government) ON (n.iso3);
