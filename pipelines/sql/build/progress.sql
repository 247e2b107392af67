-- One row: one finding of today that was resolved once and has come back, with what brought it.
CREATE TABLE finding_progress AS
SELECT DISTINCT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_progress ORDER BY ALL;
-- One row: one finding of an earlier version that the report of today does not have: resolved, with
-- the document or correction that did it, or unjudged, where the rule cannot be asked any more.
CREATE TABLE former_finding AS
SELECT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_former ORDER BY dataset, agency_id, report_year, position;
-- One row: how much of one agency's year is open, before any verdict of a person.
CREATE VIEW open_findings AS
WITH standing AS (
    SELECT f.dataset, f.agency_id, f.report_year, f.severity, coalesce(p.progress, 'open') AS progress
    FROM finding f
    LEFT JOIN report r USING (report_id)
    LEFT JOIN finding_progress p ON p.dataset = f.dataset AND p.agency_id = f.agency_id
        AND p.report_year = f.report_year AND p.fingerprint = f.fingerprint
    WHERE f.status = 'fail' AND f.axis = 'agency' AND f.agency_id <> ''
        AND coalesce(r.standing, 'current') = 'current'
    UNION ALL
    SELECT dataset, agency_id, report_year, severity, progress
    FROM former_finding WHERE axis = 'agency'
)
SELECT dataset, agency_id, report_year,
    count(*) FILTER (progress IN ('open', 'reopened') AND severity = 'error') AS error_count,
    count(*) FILTER (progress IN ('open', 'reopened') AND severity = 'warning') AS warning_count,
    count(*) FILTER (progress IN ('open', 'reopened') AND severity = 'info') AS info_count,
    count(*) FILTER (progress = 'reopened') AS reopened_count,
    count(*) FILTER (progress = 'resolved') AS resolved_count,
    count(*) FILTER (progress = 'unjudged') AS unjudged_count
FROM standing
GROUP BY ALL
ORDER BY ALL
