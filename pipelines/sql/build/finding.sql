-- Judgements of the units that were judged; of copies, those of the reports that were compared.
-- Without an agency there is only what decisions came to: all of it is told anew every time.
DELETE FROM finding
WHERE agency_id = ''
    OR rule NOT IN ('R-X-08', 'R-X-09')
        AND unit_of(dataset, agency_id, report_year) IN (SELECT unit FROM judged_unit)
    OR rule IN ('R-X-08', 'R-X-09') AND (report_id IN (SELECT report_id FROM copying_report)
        OR report_id // 1000000 IN (SELECT unit FROM compared_unit));
INSERT INTO finding
SELECT * REPLACE (report_year::SMALLINT AS report_year)
FROM stage_finding
ORDER BY dataset, agency_id, report_year, report_id NULLS LAST, position, rule, member
