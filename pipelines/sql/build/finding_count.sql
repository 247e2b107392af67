-- How many rules a report breaks, our doubts about the reading among them.
UPDATE report SET finding_count = broken.finding_count
FROM (
    SELECT report_id, count(*)::INTEGER AS finding_count
    FROM finding WHERE status = 'fail' GROUP BY report_id
) broken
WHERE broken.report_id = report.report_id
