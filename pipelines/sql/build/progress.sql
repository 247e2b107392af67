-- One row: one finding of today that was resolved once and has come back, with what brought it.
CREATE TABLE finding_progress AS
SELECT DISTINCT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_progress ORDER BY ALL;
-- One row: one finding of an earlier version that the report of today does not have: resolved, with
-- the document or correction that did it, or unjudged, where the rule cannot be asked any more.
CREATE TABLE former_finding AS
SELECT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_former ORDER BY dataset, agency_id, report_year, position
