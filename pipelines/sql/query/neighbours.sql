-- One row: one current report of a document in one unit: of one data set, area and year.
SELECT agency_id, sha256, part, source, dataset, received_at
FROM report
WHERE report_id // 1000000 = $unit
    AND report_year = $report_year AND standing = 'current' AND source = 'document'
ORDER BY agency_id
