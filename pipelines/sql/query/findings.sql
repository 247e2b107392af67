-- One row: one judgement of a current report of the chosen agencies (none chosen: all) and years,
-- or of an agency's year without a report.
SELECT * EXCLUDE (dataset, position) RENAME (year AS report_year)
FROM main.findings
WHERE dataset = $dataset
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND year BETWEEN $first_year AND $last_year
ORDER BY agency_id, report_year, report_id NULLS LAST, position, rule, member
