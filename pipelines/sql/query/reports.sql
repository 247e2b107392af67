-- One row: one current report of the chosen agencies (none chosen: all) and years.
SELECT report_id, agency_id, agency, report_year, template, published_on, source, address, title,
    sha256, part, table_2, table_3, table_4, table_2014, finding_count
FROM report
WHERE dataset = $dataset AND standing = 'current'
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND report_year BETWEEN $first_year AND $last_year
ORDER BY agency_id, report_year
