-- One row: one judgement of a report, or of an agency's year that has none.
CREATE TABLE finding AS
SELECT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_finding
ORDER BY dataset, agency_id, report_year, report_id NULLS LAST, position, rule, member
