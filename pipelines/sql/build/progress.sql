-- What became of findings, of the units that were judged.
DELETE FROM finding_progress
WHERE unit_of(dataset, agency_id, report_year) IN (SELECT unit FROM judged_unit);
INSERT INTO finding_progress
SELECT DISTINCT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_progress ORDER BY ALL;
DELETE FROM former_finding
WHERE unit_of(dataset, agency_id, report_year) IN (SELECT unit FROM judged_unit);
INSERT INTO former_finding
SELECT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_former ORDER BY dataset, agency_id, report_year, position
