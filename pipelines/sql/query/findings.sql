-- One row: one finding of a current report of the chosen agencies (none chosen: all) and years.
SELECT r.agency_id, r.agency, r.report_year, r.sha256, r.part, f.rule, f.severity, f.status,
    f.left_side, f.right_side, f.member, f.place
FROM finding f
JOIN report r USING (report_id)
WHERE r.dataset = $dataset AND r.standing = 'current'
    AND (len($agencies::VARCHAR[]) = 0 OR list_contains($agencies::VARCHAR[], r.agency_id))
    AND r.report_year BETWEEN $first_year AND $last_year
ORDER BY f.report_id, f.position
