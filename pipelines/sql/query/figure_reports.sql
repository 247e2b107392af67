-- One row: one current report of the scope by its id: what is streamed goes through them in turn.
SELECT report_id
FROM report
WHERE dataset = $dataset AND standing = 'current'
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND report_year BETWEEN $first_year AND $last_year AND report_id >= $first_report
ORDER BY report_id
