-- One row: one document that a report which counts was read from, of the chosen agencies (none: all).
SELECT agency_id, report_year, sha256, received_at
FROM report
WHERE dataset = $dataset AND standing = 'current'
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND report_year BETWEEN $first_year AND $last_year
ORDER BY agency_id, report_year
