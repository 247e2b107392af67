-- A version put up later does not make late what an earlier one published in time.
DELETE FROM finding USING filing
WHERE finding.rule IN ('R-TIME-01', 'R-TIME-04') AND filing.state = 'on_time'
    AND finding.report_id = filing.report_id AND filing.judged_report_id <> filing.report_id
