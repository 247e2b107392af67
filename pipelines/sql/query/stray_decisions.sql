-- One row: one decision whose document, report or text is not here any more.
SELECT f.rule, f.severity, f.status, f.left_side, f.right_side, f.member
FROM finding f
LEFT JOIN report r USING (report_id)
WHERE f.rule = 'R-DEC-01' AND coalesce(r.standing, '') <> 'current'
ORDER BY f.position, f.member
