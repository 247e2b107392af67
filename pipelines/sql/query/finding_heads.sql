-- One row: one judgement as `findings` gives it, without its texts and places: to be counted, filtered
-- and put in order. What is joined is narrowed to it first: few of all reports and agencies are asked.
WITH chosen AS (
    SELECT agency_id, report_year, report_id, rule, severity, status, axis, left_side, right_side,
        fingerprint, position, member
    FROM finding
    WHERE dataset = $dataset AND agency_id <> ''
        AND (len($agencies::VARCHAR[]) = 0 OR agency_id IN (SELECT unnest($agencies::VARCHAR[])))
        AND report_year BETWEEN $first_year AND $last_year
)
SELECT f.agency_id, coalesce(r.agency, a.name, '') AS agency, f.report_year, f.report_id, f.rule,
    coalesce(b.family, '') AS family, coalesce(b.title_zh, f.rule) AS title_zh,
    coalesce(b.title_en, f.rule) AS title_en, f.severity, f.status, f.axis, f.left_side,
    f.right_side, f.fingerprint,
    CASE WHEN f.status = 'fail' THEN coalesce(p.progress, 'open') ELSE '' END AS progress
FROM chosen f
LEFT JOIN (
    SELECT report_id, agency, standing
    FROM report
    WHERE report_id IN (SELECT report_id FROM chosen)
) r USING (report_id)
LEFT JOIN (
    SELECT agency_id, name
    FROM dim_agency
    WHERE dataset = $dataset AND agency_id IN (SELECT agency_id FROM chosen WHERE report_id IS NULL)
) a USING (agency_id)
LEFT JOIN finding_progress p ON f.status = 'fail' AND p.dataset = $dataset
    AND p.agency_id = f.agency_id AND p.report_year = f.report_year
    AND p.fingerprint = f.fingerprint
LEFT JOIN dim_rule b USING (rule)
WHERE coalesce(r.standing, 'current') = 'current'
ORDER BY f.agency_id, f.report_year, f.report_id NULLS LAST, f.position, f.rule, f.member
