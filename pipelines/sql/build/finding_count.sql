-- How many rules a report breaks, our doubts about the reading among them.
UPDATE report SET finding_count = broken.finding_count
FROM (
    SELECT r.report_id, count(*) FILTER (f.status = 'fail')::INTEGER AS finding_count
    FROM report r
    LEFT JOIN finding f USING (report_id)
    WHERE r.report_id // 1000000 IN (SELECT unit FROM judged_unit)
        OR r.report_id // 1000000 IN (SELECT unit FROM compared_unit)
        OR r.report_id IN (SELECT report_id FROM copying_report)
        OR r.report_id IN (SELECT report_id FROM stage_finding)
    GROUP BY r.report_id
) broken
WHERE broken.report_id = report.report_id AND report.finding_count <> broken.finding_count
