-- One row: one decision whose document or report is not here any more.
SELECT rule, severity, status, left_side, right_side, member
FROM finding
WHERE report_id IS NULL
ORDER BY position
