-- One row: one judgement of a current report of the chosen agencies (none chosen: all) and years,
-- or of an agency's year without a report; of these rules and fingerprints only, where any are named.
SELECT * EXCLUDE (dataset, position) RENAME (year AS report_year)
FROM main.findings
WHERE dataset = $dataset
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND year BETWEEN $first_year AND $last_year
    AND (len($rules::VARCHAR[]) = 0 OR rule IN (SELECT unnest($rules::VARCHAR[])))
    AND (len($fingerprints::VARCHAR[]) = 0 OR fingerprint IN (SELECT unnest($fingerprints::VARCHAR[])))
ORDER BY agency_id, report_year, report_id NULLS LAST, position, rule, member
