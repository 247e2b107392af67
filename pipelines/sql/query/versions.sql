-- One row: one version of an agency's report of a year, the current one first.
SELECT report_id, standing, source, sha256, part, published_on, received_at, template, title,
    address, dataset
FROM report
WHERE agency_id = $agency_id AND report_year = $report_year
ORDER BY report_id
