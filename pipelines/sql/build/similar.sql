-- One row: two current reports that say much in the same words, stock sentences set aside: an
-- agency's report (left) and that of the year before, or two agencies' reports of one year.
-- `quantile` is the share of the other such pairs of the county, or nation, and year that are less
-- alike; for years those of agencies of the same level.
CREATE TABLE near_copy AS
SELECT dataset, left_report_id, right_report_id, kind, similarity, shared_count, left_count,
    right_count, quantile, compared_count, is_copy
FROM stage_similar
ORDER BY dataset, left_report_id, right_report_id, kind
