-- One row: the open findings of one of the chosen agencies (none chosen: all) in one year.
SELECT agency_id, year AS report_year, error_count, warning_count, info_count, reopened_count,
    resolved_count, unjudged_count
FROM main.open_findings
WHERE dataset = $dataset
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND year BETWEEN $first_year AND $last_year
ORDER BY agency_id, year
