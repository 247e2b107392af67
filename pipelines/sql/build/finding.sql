-- One row: one thing noticed in one report; without a report, about a decision that matches none.
CREATE TABLE finding AS
SELECT r.report_id, f.position, f.rule, f.severity, f.status, f.left_side, f.right_side, f.member,
    f.place
FROM stage_finding f
LEFT JOIN report r USING (report_key)
ORDER BY r.report_id NULLS LAST, f.position, f.member
