-- One row: one judgement as `findings` gives it, without its texts and places: to be counted, filtered
-- and put in order.
SELECT agency_id, agency, year AS report_year, report_id, rule, family, title_zh, title_en, severity,
    status, axis, left_side, right_side, fingerprint, progress
FROM main.findings
WHERE dataset = $dataset
    AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
    AND year BETWEEN $first_year AND $last_year
ORDER BY agency_id, report_year, report_id NULLS LAST, position, rule, member
